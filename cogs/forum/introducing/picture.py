"""Everybody who reads the forum, as introductions see them now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import discord

from bot.calendar.school import SchoolCalendar
from bot.database.network import Network
from bot.database.transaction import Tx
from bot.matching.model import apart_key
from bot.matching.weights import weights_of
from bot.people.model import Person, Site
from bot.people.school import school_of
from bot.people.store import PeopleStore
from bot.text.languages import language_key
from bot.visibility.admission.access import Roster
from cogs.forum.introducing.fitting import Search
from cogs.forum.introducing.model import Introduction, Newcomer, Principal
from cogs.forum.introducing.rules import YEAR
from cogs.forum.introducing.store import IntroductionStore, NewcomerStore
from cogs.forum.reaching.store import ReachStore
from cogs.forum.readers import readers_among, related_to


@dataclass(frozen=True)
class Picture:
    """The readers of the forum with their schools, who was asked, and who stands above whom."""

    now: datetime
    today: date  # where the network lives
    roster: Roster
    people: Mapping[int, Person]  # readers only
    sites: Mapping[int, Site]
    principals: Mapping[int, Principal]
    school: SchoolCalendar
    newcomers: Sequence[Newcomer]
    introductions: Sequence[Introduction]

    def site_of(self, person_id: int) -> Site | None:
        """Return a reader's school."""
        person = self.people.get(person_id)
        return self.sites.get(person.site_id or 0) if person is not None else None

    def district_of(self, person_id: int) -> str | None:
        """Return the district whose breaks hold for a reader; None for the whole network's."""
        site = self.site_of(person_id)
        return site.district or None if site is not None else None

    def of(self, newcomer_id: int) -> list[Introduction]:
        """Return the introductions on behalf of a newcomer."""
        return [each for each in self.introductions if each.newcomer_id == newcomer_id]

    def may_meet(self, one: int, other: int) -> bool:
        """Say whether two still read the forum and neither is above the other."""
        return one in self.people and other in self.people and other not in related_to(self.roster, one)

    def apart(self) -> frozenset[tuple[int, int]]:
        """Return every two readers of whom one is above the other."""
        return frozenset(
            apart_key(one, other) for one in self.people for other in related_to(self.roster, one) if other != one
        )

    def search(self, newcomer_id: int) -> Search:
        """Return what is known when hosts are looked for."""
        community, before = self.roster.community, [each.host_id for each in self.of(newcomer_id)]
        return Search(
            self.principals[newcomer_id],
            related_to(self.roster, newcomer_id),
            frozenset(before),
            self.now,
            self.today,
            community.seniority,
            weights_of(community),
        )


async def read_picture(tx: Tx, network: Network, forum: discord.ForumChannel, now: datetime) -> Picture:
    """Return the picture as it is now."""
    roster = await Roster.read(tx, network.community)
    sites = {site.id: site for site in await PeopleStore(tx).sites()}
    school = school_of(network.community, list(sites.values()))
    introductions, reach = await IntroductionStore(tx).all(), ReachStore(tx)
    unwilling, helped = await reach.unwilling(), await reach.helped_on()

    def principal(person: Person) -> Principal:
        site = sites.get(person.site_id or 0)
        hosted = [each for each in introductions if each.host_id == person.id]
        return Principal(
            person.id,
            person.site_id,
            site.district if site else "",
            site.level.casefold() if site else "",
            site.opened_on if site else None,
            person.started_on,
            frozenset(person.topics) | frozenset(helped.get(person.id, ())),
            frozenset(map(language_key, person.languages)),
            is_willing=person.id not in unwilling,
            is_free=not school.is_paused(now, (site.district or None) if site else None),
            asked_at=max((each.asked_at for each in hosted), default=None),
            holds=sum(each.state == "yes" and now - each.asked_at < YEAR for each in hosted),
        )

    people = {person.id: person for person in readers_among(roster, forum)}
    principals = {person.id: principal(person) for person in people.values()}
    newcomers = await NewcomerStore(tx).all()
    return Picture(now, school.day_of(now), roster, people, sites, principals, school, newcomers, introductions)
