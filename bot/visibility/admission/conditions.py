"""Whom a space admits, and why not.

Three conditions: the person belongs to the audience, nobody they supervise does, and nobody who said in confidence that
they supervise them does, until that is settled. The last two keep the promise that nobody's supervisor is in the room,
for leads and principals as for practitioners (docs/promises.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.errors import Refusal
from bot.people.graph import SupervisionGraph
from bot.people.model import Person
from bot.people.rules import Audience, audiences, is_complete
from config.community import Community
from config.texts import N_


@dataclass
class NotAdmitted(Refusal):
    """A space is not open to a person."""

    says: ClassVar[str] = N_(
        "This space isn't open to you. /room list says why; if that's out of date, /help says whom to ask."
    )


@dataclass
class NotActive(NotAdmitted):
    """The person has left the roster, was never on it, or is suspended."""

    state: str
    says: ClassVar[str] = N_(
        "Your place on the roster isn't active, so its spaces are closed. A steward can look into it."
    )


@dataclass
class RowIncomplete(NotAdmitted):
    """The roster does not say enough about the person."""

    says: ClassVar[str] = N_(
        "The roster lacks your name, your address or a position it knows, so it can't tell where you belong. "
        "Ask a steward to complete your line."
    )


@dataclass
class OtherPosition(NotAdmitted):
    """The person's position is not one of the audience's."""

    position: str
    vocabulary: ClassVar[frozenset[str]] = frozenset({"position"})
    says: ClassVar[str] = N_(
        "The roster has you as {position}, and this space is for others. If that's out of date, ask a steward."
    )


@dataclass
class SupervisesSomebody(NotAdmitted):
    """The person supervises somebody, directly or through others."""

    people: int
    says: ClassVar[str] = N_(
        "The roster has people below you, and this room is kept free of supervisors. If that's out of date, "
        "ask a steward."
    )


@dataclass
class SupervisesNobody(NotAdmitted):
    """The person supervises nobody."""

    says: ClassVar[str] = N_(
        "This space is for people who supervise somebody, and the roster has nobody below you. If that's out of date, "
        "ask a steward."
    )


@dataclass
class AboveAMember(NotAdmitted):
    """The person supervises somebody whom the same space is for."""

    people: int
    says: ClassVar[str] = N_(
        "This space is also for people you supervise, so it stays closed to you. If that's out of date, ask a steward."
    )


@dataclass
class AccessPaused(NotAdmitted):
    """Somebody whom the same space is for has said that the person supervises them. It does not say who."""

    says: ClassVar[str] = N_(
        "Your access is paused while a question is settled. It may well be a mistake: talk to a steward, who can put "
        "it right."
    )


@dataclass
class HiddenOnDiscord(NotAdmitted):
    """The roster admits the person, and Discord does not show them the space."""

    says: ClassVar[str] = N_(
        "The roster has you among the readers of this space, but Discord doesn't show it to your account yet. Look "
        "again in a few minutes; if it stays so, a steward can put it right with /setup. /help says who they are."
    )


@dataclass
class OtherSites(NotAdmitted):
    """The room is for other sites than the person's."""

    says: ClassVar[str] = N_(
        "This room is for other sites than yours. If the roster has you at the wrong one, ask a steward."
    )


def admits(
    person: Person,
    audience: Audience,
    graph: SupervisionGraph,
    community: Community,
    *,
    peers: frozenset[int],
    flaggers: frozenset[int] = frozenset(),
) -> NotAdmitted | None:
    """Return why a person is not admitted to an audience's spaces, or None where they are.

    `peers` are those who belong to the audience, of everybody below the person and of the flaggers at least.
    `flaggers` are those who said that the person supervises them, while that pauses access: they keep the person out
    as a supervision would.
    """
    if audience not in audiences(person, graph, community):
        return _why_not_of(person, audience, graph, community)
    supervised = graph.below(person.id) & peers
    if supervised:
        return AboveAMember(len(supervised))
    return AccessPaused() if flaggers & peers else None


def _why_not_of(person: Person, audience: Audience, graph: SupervisionGraph, community: Community) -> NotAdmitted:
    if person.state != "active":
        return NotActive(person.state)
    if not is_complete(person, community):
        return RowIncomplete()
    below = graph.below(person.id)
    if audience == "practitioners" and person.position in community.positions.practitioners and below:
        return SupervisesSomebody(len(below))
    return SupervisesNobody() if audience == "leads" else OtherPosition(person.position)
