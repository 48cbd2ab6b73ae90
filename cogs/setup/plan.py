"""What should exist on a server. Pure: applying it is another module's work (`cogs.setup.apply`).

A key names what a thing is for. Names are only what it is called at first: people may rename it, the key finds it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.people.rules import Audience
from bot.ui.forum_posts import MOST_TAGS
from bot.visibility.admission.roles import MEMBERS, STEWARD, audience_role
from bot.visibility.admission.spaces import AUDIENCE_NAMES, AUDIENCES, Kind
from config.community import Community
from config.texts import N_, Texts

VOICE_NAMES: dict[Audience, str] = {
    "practitioners": N_("Practitioners talking"),
    "leads": N_("Leads talking"),
    "principals": N_("Principals talking"),
}
DIGEST_NAMES: dict[Audience, str] = {
    "practitioners": N_("you-said-they-did"),
    "leads": N_("leads-you-said-they-did"),
    "principals": N_("principals-you-said-they-did"),
}
HOUSE = "category:house"
STATES = (N_("Open"), N_("Solved"))


@dataclass(frozen=True)
class PlannedRole:
    """A role without any permission of its own: it only opens spaces."""

    key: str
    name: str


@dataclass(frozen=True)
class PlannedCategory:
    """A heading in the list of channels, shown to whoever reads what is under it."""

    key: str
    kind: Kind  # its overwrites are those of such a space
    audience: Audience | None
    name: str


@dataclass(frozen=True)
class PlannedSpace:
    """A channel, and the category it is made in."""

    key: str
    kind: Kind
    audience: Audience | None
    name: str
    category: str
    about: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Everything that setup makes."""

    roles: tuple[PlannedRole, ...]
    categories: tuple[PlannedCategory, ...]
    spaces: tuple[PlannedSpace, ...]

    @property
    def steps(self) -> tuple[PlannedRole | PlannedCategory | PlannedSpace, ...]:
        """Everything, in the order it is made: a channel needs its category, both need the roles."""
        return (*self.roles, *self.categories, *self.spaces)


def plan(community: Community, t: Texts) -> Plan:
    """Return what a network's server should have, named in the server's language."""
    return Plan(_roles(t), _categories(t), (*_shared_spaces(community, t), *_audience_spaces(community, t)))


def forum_tags(community: Community, t: Texts) -> tuple[str, ...]:
    """Return the forum's tags: the network's topics, then the states of a question."""
    return (*(t.named(topic.label) for topic in community.topics), *(t(state) for state in STATES))[:MOST_TAGS]


def parts_gone(
    planned: Plan, installed: Mapping[str, int], there: Collection[int]
) -> tuple[PlannedRole | PlannedCategory, ...]:
    """Return the roles and categories that were made once and are not among what is `there`, by Discord's ids.

    What was never made is not gone: setup has not been run, or not by this version.
    """
    parts: tuple[PlannedRole | PlannedCategory, ...] = (*planned.roles, *planned.categories)
    return tuple(part for part in parts if part.key in installed and installed[part.key] not in there)


def category_key(audience: Audience) -> str:
    """Return the key of an audience's category."""
    return f"category:{audience}"


def _roles(t: Texts) -> tuple[PlannedRole, ...]:
    audiences = (PlannedRole(audience_role(audience), t(AUDIENCE_NAMES[audience])) for audience in AUDIENCES)
    return (PlannedRole(MEMBERS, t(N_("Members"))), *audiences, PlannedRole(STEWARD, t(N_("Steward"))))


def _categories(t: Texts) -> tuple[PlannedCategory, ...]:
    own = (PlannedCategory(category_key(each), "room", each, t(AUDIENCE_NAMES[each])) for each in AUDIENCES)
    return (PlannedCategory(HOUSE, "lobby", None, t(N_("Staffroom"))), *own)


def _shared_spaces(community: Community, t: Texts) -> tuple[PlannedSpace, ...]:
    line = t.named(community.safety.line)
    mentoring = t("Mentors and newcomers meet here, each pair in a thread of its own.")
    stewards = t("Notes for the stewards of this network.")
    return (
        PlannedSpace("channel:lobby", "lobby", None, t(N_("lobby")), HOUSE, t("Start here. Everyone can read this.")),
        PlannedSpace("channel:mentoring", "mentoring", None, t(N_("mentoring")), HOUSE, f"{mentoring} {line}"),
        PlannedSpace("channel:stewards", "stewards", None, t(N_("stewards")), HOUSE, stewards),
    )


def _audience_spaces(community: Community, t: Texts) -> tuple[PlannedSpace, ...]:
    promise = t("Nobody's supervisor is in this room. See who can read it with /room who.")
    first_room = PlannedSpace(
        key="channel:room.practitioners",
        kind="room",
        audience="practitioners",
        name=community.rooms.first_room,
        category=category_key("practitioners"),
        about=f"{promise} {t.named(community.safety.line)}",
    )
    forum = PlannedSpace(
        key="channel:forum.principals",
        kind="forum",
        audience="principals",
        name=t(N_("principals-forum")),
        category=category_key("principals"),
        about=t("Ask, and tag it with a topic. Mark it solved when it is.") + f" {t.named(community.safety.line)}",
        tags=forum_tags(community, t),
    )
    return (first_room, forum, *(space for audience in AUDIENCES for space in _pair(audience, t)))


def _pair(audience: Audience, t: Texts) -> tuple[PlannedSpace, PlannedSpace]:
    """Return the two spaces that every audience has: one to talk in, one where answers are shown."""
    category = category_key(audience)
    shown = t("What policymakers were sent, and how they responded.")
    return (
        PlannedSpace(f"channel:voice.{audience}", "voice", audience, t(VOICE_NAMES[audience]), category),
        PlannedSpace(f"channel:digest.{audience}", "digest", audience, t(DIGEST_NAMES[audience]), category, shown),
    )
