"""What is said in a space about somebody who can read it and should not; and about a space nobody can vouch for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.cards import Card
from bot.visibility.keeping.exposures import BEYOND_REPAIR, Exposure
from bot.visibility.server.language import MOST_NAMED, named
from cogs.rooms.readers.showing.render import CAUSES
from config.community import Community
from config.texts import Texts

MOST_REASONS = 8  # a field holds 1,024 characters, a reason with its role takes up to 80


def exposure_card(found: Sequence[Exposure], community: Community, t: Texts) -> Card:
    """Return the card of exposures of one space, at least one: while any lasts, and when all are over."""
    lasting = [each for each in found if each.outcome is None]
    if not lasting:
        return _over_card(found, community, t)
    who = named([each.account_id for each in lasting], t)
    said = t.many(
        "{who} can read this space, and isn't meant to. Mind what you write here.",
        "{who} can read this space, and aren't meant to. Mind what you write here.",
        len(lasting),
        who=who,
    )
    lines = [said]
    if len(lasting) > MOST_NAMED:
        lines.append(t("/room who names everybody."))
    lines += [*_settled(found, t), *_next(lasting, t)]
    if community.rooms.lock_while_exposed:
        lines.append(t("New posts wait until this is settled."))
    return Card(
        title=t("Somebody unexpected can read this"),
        text="\n".join(lines),
        fields=((t("Why"), _why(lasting, t)),),
        footer=t.named(community.safety.line),
    )


def _over_card(found: Sequence[Exposure], community: Community, t: Texts) -> Card:
    gone = [each.account_id for each in found if each.outcome == "gone"]
    accepted = [each.account_id for each in found if each.outcome == "accepted"]
    title, lines = t.many("Accepted as an overseer", "Accepted as overseers", len(accepted)), list[str]()
    if gone:
        title = t("This is over")
        text = t("{who} could read this space and no longer can. What was written meanwhile, they may have read.",
                 who=named(gone, t))  # fmt: skip
        lines.append(text)
    if accepted:
        text = t("{who} can read this space, and the stewards have recorded that its members accept that.",
                 who=named(accepted, t))  # fmt: skip
        lines.append(text)
    return Card(title=title, text="\n".join(lines), footer=t.named(community.safety.line))


def _settled(found: Sequence[Exposure], t: Texts) -> list[str]:
    """Return what is over of a card while others on it last."""
    ended, lines = Counter(each.outcome for each in found), list[str]()
    if gone := ended["gone"]:
        text = t.many(
            "{count} other could read it and no longer can. What was written meanwhile, they may have read.",
            "{count} others could read it and no longer can. What was written meanwhile, they may have read.",
            gone,
        )
        lines.append(text)
    if accepted := ended["accepted"]:
        text = t.many(
            "{count} other has been accepted as an overseer.",
            "{count} others have been accepted as overseers.",
            accepted,
        )
        lines.append(text)
    return lines


def _why(lasting: Sequence[Exposure], t: Texts) -> str:
    """Return what lets them in, a line each, what most have in common first."""
    reasons = Counter((each.through, each.role_id) for each in lasting)
    lines = []
    for (through, role_id), count in reasons.most_common(MOST_REASONS):
        role = f" <@&{role_id}>" if role_id is not None else ""
        lines.append(t(CAUSES[through]) + role + (f" ({count})" if len(reasons) > 1 else ""))
    return "\n".join([*lines, "…"] if len(reasons) > MOST_REASONS else lines)


def _next(lasting: Sequence[Exposure], t: Texts) -> list[str]:
    """Return what a steward can do, of those whom Discord protects and of those whom it did not let us keep out."""
    lines = []
    if any(each.through in BEYOND_REPAIR for each in lasting):
        lines.append(
            t(
                "Discord doesn't let me keep them out. A steward can ask for that right to be taken from them, "
                "or record with /room overseers that you accept them."
            )
        )
    if any(each.through not in BEYOND_REPAIR for each in lasting):
        lines.append(
            t("I tried to keep them out and Discord refused. A steward can move my role to the top, then run /setup.")
        )
    return lines


def lost_sight_card(space: str, t: Texts) -> Card:
    """Return what stewards are told about a space that the bot can no longer see."""
    text = t(
        "I can no longer see {space}, so I can't tell who reads it. Nobody should take it for safe. "
        "Let my role view that channel again, then run /setup.",
        space=space,
    )
    return Card(title=t("A space I can't vouch for"), text=text)
