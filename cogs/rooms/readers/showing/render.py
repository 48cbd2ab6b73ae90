"""Who can read a space, as a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.cards import Card
from bot.visibility.keeping.who import Reader
from bot.visibility.permissions.model import Cause, Reason
from cogs.rooms.readers.showing.gaining import Outsider
from config.community import Community
from config.texts import N_, Texts

MOST_NAMED = 30  # people in one field: it holds 1,024 characters, a mention takes up to 24

CAUSES: Mapping[Cause, str] = {
    "owner": N_("Owns this server: reads everything, always"),
    "administrator": N_("Administrators: read everything, always"),
    "role": N_("Through a role"),
    "overwrite": N_("Let in by name"),
    "everyone": N_("As everybody on this server"),
    "thread": N_("In this thread"),
    "manage_threads": N_("May manage threads, so reads them all"),
}


def who_card(name: str, readers: Sequence[Reader], community: Community, t: Texts) -> Card:
    """Return everyone who can read a space now, by reason; where they are too many to name, the file has them all."""
    persons = sum(not reader.is_bot for reader in readers)
    said = t.many("{count} person can read {space} now.", "{count} people can read {space} now.", persons, space=name)
    bots = len(readers) - persons
    if bots:
        said += " " + t.many("So can {count} bot.", "So can {count} bots.", bots)
    surprising = [reader for reader in readers if reader.is_surprising]
    fields = [_field(reason, found, t) for reason, found in _by_reason(readers).items()]
    if surprising:
        fields.insert(0, (t("Here, though the roster doesn't admit them"), people(surprising, MOST_NAMED, t)))
    return Card(title=t("Who can read this"), text=said, fields=tuple(fields), footer=t.named(community.safety.line))


def who_file(readers: Sequence[Reader], roles: Mapping[int, str], t: Texts) -> str | None:
    """Return every reader's name and reasons, a line each, or None where the card names them all."""
    if all(len(found) <= MOST_NAMED for found in _by_reason(readers).values()):
        return None
    lines = []
    for reader in sorted(readers, key=lambda each: each.name.casefold()):
        named = (f"{t(CAUSES[why.cause])} {roles.get(why.role_id or 0, '')}".strip() for why in reader.reasons)
        lines.append(f"{reader.name} ({reader.account_id}): {'; '.join(named)}")
    return "\n".join(lines) + "\n"


def unknown_card(name: str, t: Texts) -> Card:
    """Return that nothing can be said about a channel that the bot cannot see."""
    text = t("I can't see {space}, so I can't tell who reads it. Don't take it for safe.", space=name)
    return Card(title=t("Who can read this"), text=text)


def _by_reason(readers: Sequence[Reader]) -> dict[Reason, list[Reader]]:
    """Return the readers by reason, the strongest first, people before bots; one with two roles stands under both."""
    found: dict[Reason, list[Reader]] = {}
    for reader in sorted(readers, key=lambda each: each.is_bot):
        for reason in reader.reasons:
            found.setdefault(reason, []).append(reader)
    strength = list(CAUSES)
    return dict(sorted(found.items(), key=lambda item: (strength.index(item[0].cause), item[0].role_id or 0)))


def _field(reason: Reason, readers: Sequence[Reader], t: Texts) -> tuple[str, str]:
    role = f"<@&{reason.role_id}>: " if reason.role_id is not None else ""
    return t(CAUSES[reason.cause]), role + people(readers, MOST_NAMED, t)


def people(found: Sequence[Reader | Outsider], most: int, t: Texts) -> str:
    """Return so many accounts as mentions, bots told apart, and how many more there are."""
    bot = t("(bot)")
    return t.some([f"<@{each.account_id}>{f' {bot}' if each.is_bot else ''}" for each in found], most)
