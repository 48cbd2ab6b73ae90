"""Why these two: facts both can check, never a guess about a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.calendar.week import DAY, QUARTERS, shifted
from bot.matching.model import Reason, Wish
from bot.matching.sizes import are_alike

YEAR = 365
NOON, EVENING = 12 * QUARTERS, 17 * QUARTERS


def reasons_for(mentee: Wish, mentor: Wish) -> tuple[Reason, ...]:
    """Return the facts that speak for the pair, the weightiest first; each kind at most once."""
    return tuple(_reasons(mentee, mentor))


def _reasons(mentee: Wish, mentor: Wish) -> Iterator[Reason]:
    topics = sorted(mentee.topics & mentor.topics)
    if topics:
        yield Reason("topics", tuple(topics))
    years = (mentor.days_in_role or 0) // YEAR
    if years >= 1 and (mentor.days_in_role or 0) > (mentee.days_in_role or 0):
        yield Reason("experience", (str(years),))
    if mentee.level and mentee.level == mentor.level:
        yield Reason("level", (mentee.level,))
    if are_alike(mentee.size, mentor.size):
        yield Reason("size")
    languages = sorted(mentee.languages & mentor.languages)
    if languages:
        yield Reason("languages", tuple(languages))
    common = mentee.hours & mentor.hours
    if common:
        yield Reason("hours", (_most_of(common, mentee.clock), _most_of(common, mentor.clock)))
    if mentee.rhythm is not None and mentee.rhythm == mentor.rhythm:
        yield Reason("rhythm", (mentee.rhythm,))
    if mentee.site_id is not None and mentor.site_id is not None and mentee.site_id != mentor.site_id:
        yield Reason("other_site")


def _most_of(quarters: frozenset[int], clock: int) -> str:
    """Return the part of the week in which most of the quarters lie by somebody's own clock, such as ``3 morning``."""
    parts = Counter(f"{quarter // DAY} {_part(quarter % DAY)}" for quarter in shifted(quarters, clock))
    return min(parts, key=lambda part: (-parts[part], part))


def _part(quarter: int) -> str:
    if quarter < NOON:
        return "morning"
    return "afternoon" if quarter < EVENING else "evening"
