"""The newest lines of the ledger, as members read them below the list of readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.cards import Card
from bot.visibility.keeping.ledger import Change, Through
from config.texts import N_, Texts

LONGEST = 1024  # Discord: an embed field's value
THROUGH: Mapping[Through, str] = {
    "owner": N_("ownership of this server"),
    "administrator": N_("an administrator's role"),
    "role": N_("a role"),
    "overwrite": N_("being let in by name"),
    "everyone": N_("what everybody on this server may read"),
    "thread": N_("being in the thread"),
    "manage_threads": N_("the right to manage threads"),
    "roster": N_("the roster"),
    "paused": N_("a pause"),
}


def with_history(card: Card, changes: Sequence[Change], t: Texts) -> Card:
    """Return the card with who gained or lost access below it, newest first, as many as a field holds."""
    lines: list[str] = []
    for change in changes:
        line = _line(change, t)
        if len("\n".join([*lines, line])) > LONGEST:
            break
        lines.append(line)
    if not lines:
        return card
    return replace(card, fields=(*card.fields, (t("Who gained or lost access lately"), "\n".join(lines))))


def _line(change: Change, t: Texts) -> str:
    who = f"<@{change.account_id}>" if change.account_id is not None else t("Somebody who was erased")
    through = t(THROUGH[change.through]) + (f" <@&{change.role_id}>" if change.role_id is not None else "")
    if change.change == "gained":
        said = t("{who} gained access through {through}.", who=who, through=through)
    elif change.through == "paused":
        said = t("{who}: access paused.", who=who)
    elif change.through == "roster":
        said = t("{who} lost access, as the roster says.", who=who)
    else:
        said = t("{who} lost access, which they had through {through}.", who=who, through=through)
    when = f"<t:{int(change.changed_at.timestamp())}:f> " if change.changed_at is not None else ""
    return when + said
