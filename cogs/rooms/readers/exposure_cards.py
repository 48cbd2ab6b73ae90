"""What is said in a space about somebody who can read it and should not; and about a space nobody can vouch for."""

from __future__ import annotations

from bot.cards import Card
from bot.visibility.exposures import BEYOND_REPAIR, Exposure
from cogs.rooms.readers.render import CAUSES
from config.community import Community
from config.texts import Texts


def exposure_card(exposure: Exposure, community: Community, t: Texts) -> Card:
    """Return the card of one exposure: while it lasts, and when it is over."""
    who = f"<@{exposure.account_id}>"
    if exposure.outcome == "gone":
        text = t(
            "{who} could read this space and no longer can. What was written meanwhile, they may have read.", who=who
        )
        return Card(title=t("This is over"), text=text, footer=community.safety.line)
    if exposure.outcome == "accepted":
        text = t("{who} can read this space, and the stewards have recorded that its members accept that.", who=who)
        return Card(title=t("Accepted as an overseer"), text=text, footer=community.safety.line)
    role = f" <@&{exposure.role_id}>" if exposure.role_id is not None else ""
    lines = [t("{who} can read this space, and isn't meant to. Mind what you write here.", who=who), _next(exposure, t)]
    if community.rooms.lock_while_exposed:
        lines.append(t("New posts wait until this is settled."))
    return Card(
        title=t("Somebody unexpected can read this"),
        text="\n".join(lines),
        fields=((t("Why"), t(CAUSES[exposure.through]) + role),),
        footer=community.safety.line,
    )


def _next(exposure: Exposure, t: Texts) -> str:
    if exposure.through in BEYOND_REPAIR:
        return t(
            "Discord doesn't let me keep them out. A steward can ask for that right to be taken from them, "
            "or record with /room overseers that you accept them."
        )
    return t("I tried to keep them out and Discord refused. A steward can move my role to the top, then run /setup.")


def unknown_card(space: str, t: Texts) -> Card:
    """Return what stewards are told about a space that the bot can no longer see."""
    text = t(
        "I can no longer see {space}, so I can't tell who reads it. Nobody should take it for safe. "
        "Let my role view that channel again, then run /setup.",
        space=space,
    )
    return Card(title=t("A space I can't vouch for"), text=text)
