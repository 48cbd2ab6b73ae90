"""What somebody types of a meetup: its time by their clock, its rhythm, a day of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bot.calendar.recurrence import RHYTHMS, Repeat, Rhythm
from bot.calendar.rules import UnreadableTime, parse_local
from bot.errors import Gone
from bot.people.zones import zone_of
from cogs.meetups.model import Meetup, Plan
from cogs.meetups.rules import check_plan

if TYPE_CHECKING:
    from bot.people.model import Person
    from bot.ui.visit import Visit


async def read_plan(visit: Visit, person: Person, title: str, when: str, repeats: str, minutes: int) -> Plan:
    """Return a checked plan; raises what is wrong with the time (`parse_local`) or the plan (`check_plan`)."""
    async with visit.network.read() as tx:
        zone = await zone_of(tx, person)
    starts_at = parse_local(when, zone, now=visit.now)
    first = starts_at.astimezone(zone).replace(tzinfo=None)
    return check_plan(Plan(title, Repeat(first, zone, _rhythm(repeats)), minutes), starts_at=starts_at, now=visit.now)


async def read_change(
    visit: Visit, person: Person, old: Meetup, when: str, repeats: str, minutes: int | None, title: str | None
) -> Plan:
    """Return the plan with what was named in place of what it was; what was not named stays, zone and time too."""
    length, name = minutes or old.minutes, title or old.title
    if when:
        return await read_plan(visit, person, name, when, repeats or old.rhythm, length)
    repeat = Repeat(old.first, old.zone, _rhythm(repeats) if repeats else old.rhythm)
    first = old.first.replace(tzinfo=old.zone).astimezone(UTC)
    return check_plan(Plan(name, repeat, length), starts_at=first, now=visit.now)


def _rhythm(written: str) -> Rhythm:
    """Return the rhythm that was picked from the list; raises `Gone` for anything else."""
    found = next((each for each in RHYTHMS if each == written), None)
    if found is None:
        raise Gone
    return found


def read_day(written: str) -> date | None:
    """Return the day somebody wrote, None where they wrote none; raises `UnreadableTime`."""
    if not written.strip():
        return None
    try:
        return datetime.strptime(written.strip(), "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise UnreadableTime(written[:40]) from None
