"""The school calendar in the community's definition: what a network may write, and what each slip is told."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from config.calendar import LONGEST_DAYS, MOST, Break, Calendar, Holiday
from config.community import DEFAULT, Community, community_from_json, default_community
from config.faults import fault_lines

WRITTEN = """
[calendar]
working_days = ["Monday", "Tuesday"]

[[calendar.breaks]]
name = "Winter break"
first = 2026-12-21
last = 2027-01-01

[[calendar.breaks]]
name = "Mardi Gras"
first = 2027-02-08
last = 2027-02-10
districts = ["North"]

[[calendar.holidays]]
name = "Labor Day"
day = 2026-09-07
"""


def community(calendar: str) -> Community:
    """The default definition with another calendar."""
    plain = DEFAULT.read_text(encoding="utf-8")
    start = plain.index("[calendar]")
    return Community.model_validate(tomllib.loads(plain[:start] + plain[plain.index("[[topics]]", start) :] + calendar))


def faults(calendar: str) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        community(calendar)
    return fault_lines(caught.value)


def test_a_network_starts_with_five_working_days_and_no_break() -> None:
    calendar = default_community().calendar
    assert calendar == Calendar()
    assert [calendar.holds_school_on(date(2026, 3, day)) for day in range(2, 9)] == [True] * 5 + [False] * 2


def test_a_network_that_was_defined_before_there_was_a_calendar_has_an_empty_one() -> None:
    data = default_community().model_dump(mode="json")
    del data["calendar"]
    assert community_from_json(data).calendar == Calendar()


def test_a_calendar_survives_its_row() -> None:
    written = community(WRITTEN)
    assert written.calendar.breaks[0] == Break(name="Winter break", first=date(2026, 12, 21), last=date(2027, 1, 1))
    assert written.calendar.breaks[1].districts == ("North",)
    assert written.calendar.holidays == (Holiday(name="Labor Day", day=date(2026, 9, 7)),)
    assert community_from_json(written.model_dump(mode="json")) == written


def test_the_example_in_the_default_definition_can_be_used_as_it_stands() -> None:
    text = DEFAULT.read_text(encoding="utf-8")
    example = text[text.index("# [[calendar.breaks]]") : text.index("# One vocabulary")]
    assert len(community(re.sub(r"^# ?", "", example, flags=re.MULTILINE)).calendar.breaks) == 2


def test_the_example_on_the_calendars_page_can_be_used_as_it_stands() -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "calendar.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert len(community(example).calendar.breaks) == 2


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("2027-01-01", "2026-12-01", "calendar.breaks.0: “Winter break” ends on 2026-12-01, before it begins on "),
        ("2027-01-01", "2028-01-01", "calendar.breaks.0: “Winter break” has 377 days; a break has at most 120."),
        ("2026-12-21", "2026", "calendar.breaks.0.first: write a day like 2026-12-21"),
        ("2026-12-21", '"21 December"', "calendar.breaks.0.first: write a day like 2026-12-21"),
        ("2026-09-07", "2026-09-07T00:00:00", "calendar.holidays.0.day: write a day like 2026-12-21"),
        ("2026-09-07", "0206-09-07", "calendar.holidays.0.day: choose a year from 2000 to 2100"),
        ('"Monday"', '"Mon"', "calendar.working_days.0: choose one of 'Monday', 'Tuesday', "),
        ('["Monday", "Tuesday"]', "[]", "calendar.working_days: must name at least 1"),
        ('["North"]', '"North"', "calendar.breaks.1.districts: write a list, in square brackets"),
        ('name = "Labor Day"', "", "calendar.holidays.0.name: is missing"),
        ("last =", "until =", "calendar.breaks.0.last: is missing"),
    ],
)
def test_a_slip_in_the_calendar_is_named_with_what_to_write(before: str, after: str, told: str) -> None:
    assert before in WRITTEN
    lines = faults(WRITTEN.replace(before, after))
    assert lines[0].startswith(told), lines


def test_breaks_may_overlap_last_a_day_and_be_as_long_as_the_longest() -> None:
    day = date(2026, 6, 1)
    longest = date.fromordinal(day.toordinal() + LONGEST_DAYS - 1)
    calendar = Calendar(
        breaks=(Break(name="A", first=day, last=longest), Break(name="B", first=day, last=day)),
        holidays=(Holiday(name="C", day=day),),
    )
    assert len(calendar.breaks) == 2


def test_a_calendar_with_more_breaks_than_anybody_has_is_refused() -> None:
    one = '[[calendar.breaks]]\nname = "A"\nfirst = 2026-12-21\nlast = 2027-01-01\n'
    assert len(community(one * MOST).calendar.breaks) == MOST
    assert faults(one * (MOST + 1)) == [f"calendar.breaks: must name at most {MOST}"]
