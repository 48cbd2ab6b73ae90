"""Who could let themselves into a space, as a card: short, in plain words, and never "none" where nobody can tell."""

from __future__ import annotations

from collections.abc import Mapping

from discord.utils import escape_markdown

from bot.cards import Card
from bot.visibility.permissions.gains import Means, Way
from cogs.rooms.readers.showing.gaining import Around, by_way
from cogs.rooms.readers.showing.render import people
from config.community import Community
from config.texts import N_, Texts

MOST_WAYS, MOST_NAMED, MOST_WEBHOOKS = 6, 15, 5  # a card has 6,000 characters in all; a mention takes up to 30
WAYS: Mapping[Means, str] = {
    "onboarding": N_("Can pick {role} when they join the server"),
    "manage_roles": N_("May hand out roles, so could take {role}"),
    "manage_channels": N_("May manage channels, so could open this one"),
    "manage_permissions": N_("May change who reads this channel"),
}
SEVERAL: Mapping[Means, str] = {
    "onboarding": N_("Can pick or put down roles that everybody may choose"),
    "manage_roles": N_("May hand out roles, so could take or put down several"),
}


def around_card(space: str, around: Around, roles: Mapping[int, str], community: Community, t: Texts) -> Card:
    """Return who could let themselves in, by how; what can write there; where copies leave to."""
    count = len(around.outsiders)
    if count:
        text = t.many(
            "{count} account can't read {space} now, but could let itself in. If one does, it is shown here at once.",
            "{count} accounts can't read {space} now, but could let themselves in. If one does, it is shown here at "
            "once.",
            count,
            space=space,
        )
    else:
        text = t("Nobody who can't read {space} now could let themselves in.", space=space)
    ways = list(by_way(around.outsiders).items())
    fields = [(_way(way, roles, t), people(found, MOST_NAMED, t)) for way, found in ways[:MOST_WAYS]]
    if len(ways) > MOST_WAYS:
        fields.append((t("And more"), t("The file names everybody and every way.")))
    fields += [(t("Can write without reading"), _writers(around, t)), *_copies(around, t)]
    return Card(
        title=t("Who could let themselves in"), text=text, fields=tuple(fields), footer=t.named(community.safety.line)
    )


def around_file(around: Around, roles: Mapping[int, str], t: Texts) -> str | None:
    """Return everybody with every way, a line each, or None where the card names them all."""
    ways = by_way(around.outsiders)
    if len(ways) <= MOST_WAYS and all(len(found) <= MOST_NAMED for found in ways.values()):
        return None
    lines = [
        f"{each.name} ({each.account_id}): {'; '.join(_way(way, roles, t) for way in each.ways)}"
        for each in sorted(around.outsiders, key=lambda outsider: outsider.name.casefold())
    ]
    return "\n".join(lines) + "\n"


def _way(way: Way, roles: Mapping[int, str], t: Texts) -> str:
    told = WAYS if way.role_id is not None or way.means not in SEVERAL else SEVERAL
    return t(told[way.means], role=f"“{roles.get(way.role_id or 0, '')}”")[:256]  # Discord: the name of a field


def _writers(around: Around, t: Texts) -> str:
    if around.webhooks is None:
        return t("I can't see this server's webhooks, so any may write here. Whoever manages the server can look.")
    if not around.webhooks:
        return t("No webhook writes here.")
    names = t.some([escape_markdown(name) for name in around.webhooks], MOST_WEBHOOKS)
    return t("Webhooks: {names}", names=names)[:1024]  # Discord: the value of a field


def _copies(around: Around, t: Texts) -> list[tuple[str, str]]:
    """Return where copies leave to: only announcements can be followed, by any server, unseen."""
    if not around.is_announcement and not around.leaves_to:
        return []
    told = [t("Other servers can follow this channel, and Discord doesn't say which.")]
    if around.leaves_to:
        goals = ", ".join(f"<#{each}>" for each in around.leaves_to[:MOST_NAMED])
        told.insert(0, t("To {channels} on this server.", channels=goals))
    return [(t("Copies leave"), " ".join(told))]
