"""Who is new, who may be asked to meet them, and when an answer is overdue. Pure.

Never: somebody above or below the other in any chain, the unwilling, whoever has no school today, whoever was asked
about the same newcomer before, or about anybody within four weeks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.calendar.school import SchoolCalendar
from bot.people.rules import years_between
from cogs.forum.introducing.model import AskedCircle, Introduction, Newcomer, Principal, Seat
from config.community import Seniority

HOSTS = 2  # whom a newcomer meets
MOST_ASKED = 6  # on behalf of one newcomer: after so many it is nobody's fault
MOST_HELD = 2  # newcomers whom a host meets in a year
REST = timedelta(days=28)  # between two requests to one host
PATIENCE = timedelta(days=7)  # for an answer, days off not counted
YEAR = timedelta(days=365)
LEAST_SEATED = 4  # design, "circle": four to six peers


def is_new(one: Principal, today: date, seniority: Seniority) -> bool:
    """Say whether somebody is new in the role; unknown where no start is known, and not before they have begun."""
    return one.started_on is not None and 0 <= years_between(one.started_on, today) < seniority.newcomer_under_years


def leads_new_school(one: Principal, today: date, seniority: Seniority) -> bool:
    """Say whether somebody's school has opened lately; one that opens next month has not."""
    return one.opened_on is not None and 0 <= years_between(one.opened_on, today) < seniority.new_site_under_years


def leads_experienced_school(one: Principal, today: date, seniority: Seniority) -> bool:
    """Say whether somebody's school has been open for long."""
    return one.opened_on is not None and years_between(one.opened_on, today) > seniority.experienced_site_over_years


def to_ask(
    readers: Sequence[Principal], known: Collection[Newcomer], today: date, seniority: Seniority
) -> list[tuple[Principal, int | None]]:
    """Return who is to be asked whether they want to be introduced, and the new school they stand for.

    Everybody is asked once, and a new school once, whoever leads it.
    """
    asked, schools = {each.person_id for each in known}, {each.site_id for each in known}
    found: list[tuple[Principal, int | None]] = []
    for one in sorted(readers, key=lambda each: each.person_id):
        site_id = one.site_id if leads_new_school(one, today, seniority) else None
        stands_for = site_id if site_id not in schools else None
        if one.person_id in asked or not one.is_free or not (is_new(one, today, seniority) or stands_for is not None):
            continue
        schools.add(stands_for)
        found.append((one, stands_for))
    return found


def may_host(
    one: Principal, newcomer: Principal, related: Collection[int], when: tuple[datetime, date], seniority: Seniority
) -> bool:
    """Say whether somebody may be asked to meet a newcomer; `related` are those above or below the newcomer.

    `when` is now, and the day that is where the network lives.
    """
    now, today = when
    if one.person_id == newcomer.person_id or one.person_id in related or one.site_id in {None, newcomer.site_id}:
        return False
    if not (one.is_willing and one.is_free) or one.holds >= MOST_HELD:
        return False
    if one.asked_at is not None and now - one.asked_at < REST:
        return False
    return leads_experienced_school(one, today, seniority) and not is_new(one, today, seniority)


def still_to_ask(introductions: Sequence[Introduction]) -> int:
    """Return how many more hosts a newcomer is to be introduced to: two, of whom nobody said no."""
    live = sum(each.state in {"asked", "yes"} for each in introductions)
    return max(0, min(HOSTS - live, MOST_ASKED - len(introductions)))


def is_over(introductions: Sequence[Introduction]) -> bool:
    """Say whether nothing more is to be done for a newcomer: two met them, or nobody else is to be asked."""
    waits = any(each.state == "asked" for each in introductions)
    return not waits and not still_to_ask(introductions)


def is_overdue(asked_at: datetime, now: datetime, school: SchoolCalendar, district: str | None) -> bool:
    """Say whether somebody has had long enough to answer."""
    return school.due_after(asked_at, PATIENCE, (district,)) <= now


def circle_pool(
    principals: Sequence[Principal],
    newcomers: Collection[Newcomer],
    seats: Collection[Seat],
    circles: Collection[AskedCircle],
) -> tuple[list[Principal], list[Principal]]:
    """Return the newcomers who wait for a circle, and the others who may be asked to one.

    Whoever was asked before is asked again only if they said yes to a circle that did not begin.
    """
    dropped = {circle.id for circle in circles if circle.state == "dropped"}
    settled = {seat.person_id for seat in seats if not (seat.state == "yes" and seat.circle_id in dropped)}
    wish = {each.person_id for each in newcomers if each.state in {"yes", "done"}}
    asked = {each.person_id for each in newcomers}
    free = [one for one in principals if one.is_free and one.site_id is not None and one.person_id not in settled]
    return (
        [one for one in free if one.person_id in wish],
        [one for one in free if one.person_id not in asked and one.is_willing],
    )


def may_begin(seats: Iterable[Seat], pairs_apart: Collection[tuple[int, int]]) -> bool:
    """Say whether a circle begins: four said yes, and nobody among them is above or below another by now."""
    sure = {seat.person_id for seat in seats if seat.state == "yes"}
    return len(sure) >= LEAST_SEATED and not any(one in sure and other in sure for one, other in pairs_apart)
