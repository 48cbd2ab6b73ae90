"""From the files to a pool the matching understands. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime

from bot.calendar.rules import zone_for
from bot.calendar.week import quarters_ahead, shifted
from bot.matching.model import Pool, Wish, apart_key
from bot.matching.weights import weights_of
from bot.people.graph import SupervisionGraph
from bot.people.model import Person, Site
from bot.text.languages import language_key
from cogs.mentoring.spreadsheet.model import Listing, WishRow
from config.community import Community


def pool_of(listing: Listing, rows: Sequence[WishRow], community: Community, now: datetime) -> Pool:
    """Return everybody who asks or offers, and who must never be a pair.

    Without languages in a wish, those of the roster count. Waiting is counted to today, or to the last day that the
    file names where that is later, so that the order of waiting is as written whatever the clock says.
    """
    until = max([now.date(), *(row.waiting_since for row in rows if row.waiting_since is not None)])
    zones = [site.time_zone for site in listing.sites.values()]

    def wish(row: WishRow) -> Wish:
        person = listing.people[row.email]
        site = listing.sites.get(person.site_id or 0)
        clock = quarters_ahead(zone_for(site.time_zone if site else None, zones), now)
        return _wish(row, person, site, clock, until, community)

    mentees = tuple(wish(row) for row in rows if row.side == "mentee")
    mentors = tuple(wish(row) for row in rows if row.side == "mentor")
    return Pool(mentees, mentors, frozenset(_apart(listing, rows, community)), weights_of(community))


def _wish(row: WishRow, person: Person, site: Site | None, clock: int, until: date, community: Community) -> Wish:
    started, since = person.started_on, row.waiting_since
    return Wish(
        person_id=person.id,
        topics=frozenset(row.topics),
        languages=frozenset(map(language_key, row.languages or person.languages)),
        site_id=person.site_id,
        days_in_role=max(0, (until - started).days) if started is not None else None,
        capacity=row.capacity or min(community.mentoring.capacity_default, community.mentoring.capacity_most),
        days_waiting=(until - since).days if since is not None else 0,
        rhythm=row.rhythm,
        hours=shifted(row.hours, -clock),
        clock=clock,
        level=site.level.casefold() if site else "",
        level_wish=row.level,
        district=site.district if site else "",
        size=site.size if site else None,
    )


def _apart(listing: Listing, rows: Sequence[WishRow], community: Community) -> Iterator[tuple[int, int]]:
    graph = SupervisionGraph(listing.supervisions, listing.people.values(), community.positions.principals)
    taking_part = {listing.people[row.email].id for row in rows}
    for person_id in taking_part:
        for supervisor_id in graph.above(person_id) & taking_part:
            yield apart_key(person_id, supervisor_id)
    again = set(_named(listing, rows, lambda row: row.again_with))
    for one, other in _named(listing, rows, lambda row: row.never_with):
        yield apart_key(one, other)
    for one, other in _named(listing, rows, lambda row: row.past_partners):
        if not {(one, other), (other, one)} <= again:
            yield apart_key(one, other)


def _named(
    listing: Listing, rows: Sequence[WishRow], emails: Callable[[WishRow], Collection[str]]
) -> Iterator[tuple[int, int]]:
    """Yield (who names, who is named)."""
    for row in rows:
        for email in emails(row):
            if email in listing.people:
                yield listing.people[row.email].id, listing.people[email].id
