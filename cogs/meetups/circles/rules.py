"""Who could sit in a circle with whom: from the roster to what the matching understands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import ClassVar

from bot.errors import Refusal
from bot.matching.model import Wish, apart_key
from bot.people.graph import SupervisionGraph
from bot.people.model import Person, Site
from bot.people.rules import Audience, audiences
from bot.text.languages import language_key
from config.community import Community
from config.texts import N_

PEERS: tuple[Audience, ...] = ("practitioners", "principals", "leads")  # one belongs to the first that holds
MOST_WISHES = 3


@dataclass
class NoPeers(Refusal):
    """The person belongs to no audience."""

    says: ClassVar[str] = N_(
        "The roster doesn't say yet who your peers are, so no circle can be found. A steward can complete your line."
    )


@dataclass
class UnknownTopic(Refusal):
    """The topic is not in the network's vocabulary."""

    says: ClassVar[str] = N_("That isn't one of this community's topics. Pick one from the list.")


@dataclass
class EnoughWishes(Refusal):
    """One person waits for as many circles as they could come to."""

    most: int = MOST_WISHES
    says: ClassVar[str] = N_(
        "You wait for {most} circles already. Take one back first: the newest message has a button."
    )


@dataclass(frozen=True)
class Wisher:
    """Somebody who would like to be in a circle."""

    person_id: int
    topic: str
    wished_at: datetime


def peers_of(person: Person, graph: SupervisionGraph, community: Community) -> Audience | None:
    """Return the one audience whose circles a person sits in."""
    own = audiences(person, graph, community)
    return next((each for each in PEERS if each in own), None)


def pools(
    wishers: Iterable[Wisher],
    people: Mapping[int, Person],
    sites: Mapping[int, Site],
    graph: SupervisionGraph,
    community: Community,
    now: datetime,
) -> Mapping[tuple[str, Audience], list[Wish]]:
    """Return who could sit together, by topic and audience; whoever is not there just now waits."""
    found: dict[tuple[str, Audience], list[Wish]] = defaultdict(list)
    for each in wishers:
        person = people.get(each.person_id)
        audience = peers_of(person, graph, community) if person is not None else None
        if person is not None and audience is not None and person.account_id is not None:
            found[each.topic, audience].append(_wish(person, sites.get(person.site_id or 0), each, now))
    return found


def apart(
    ids: Collection[int], graph: SupervisionGraph, kept: Collection[tuple[int, int]]
) -> frozenset[tuple[int, int]]:
    """Return who of these must not sit together: one above the other, or because one of them asked so or flagged it."""
    pairs = {apart_key(one, other) for one, other in combinations(sorted(ids), 2)}
    return frozenset(pair for pair in pairs if pair in kept or graph.are_related(*pair))


def _wish(person: Person, site: Site | None, wisher: Wisher, now: datetime) -> Wish:
    return Wish(
        person_id=person.id,
        topics=frozenset({wisher.topic}),
        languages=frozenset(map(language_key, person.languages)),
        site_id=person.site_id,
        days_waiting=max(0, (now - wisher.wished_at).days),
        level=site.level.casefold() if site is not None else "",
        district=site.district if site is not None else "",
    )
