from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import Refusal
from cogs.setup.wizard.reading import (
    DaysBackwards,
    LineUnread,
    NoWeekdays,
    TooMany,
    WordUnfit,
    addresses,
    calendar_lines,
    key_for,
    keyed_lines,
    read_calendar,
    read_styles,
    read_topics,
    weekday_line,
)
from config.calendar import WEEKDAYS, Break, Calendar, Holiday
from config.community import default_community
from config.topics import Topic

TOPICS, STYLES = default_community().topics, default_community().forum.styles
NAMES = st.text("abcXYZ éñ", min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
LONG = st.builds(
    lambda name, first, days, districts: Break(
        name=name, first=first, last=first + timedelta(days), districts=tuple(districts)
    ),
    NAMES, DAYS, st.integers(1, 100), st.lists(NAMES, max_size=3, unique=True),
)  # fmt: skip
CALENDARS = st.builds(
    Calendar,
    working_days=st.frozensets(st.sampled_from(WEEKDAYS), min_size=1),
    breaks=st.lists(LONG, max_size=5).map(tuple),
    holidays=st.lists(st.builds(Holiday, name=NAMES, day=DAYS), max_size=5).map(tuple),
)


@settings(max_examples=40)
@given(CALENDARS, st.sampled_from(["en", "es"]))
def test_a_calendar_that_is_shown_and_saved_unchanged_stays_the_same(calendar: Calendar, language: str) -> None:
    again = read_calendar(calendar_lines(calendar), weekday_line(calendar, language))
    assert again.working_days == calendar.working_days
    assert sorted(map(repr, again.breaks)) == sorted(map(repr, calendar.breaks))
    assert sorted(map(repr, again.holidays)) == sorted(map(repr, calendar.holidays))


def test_days_off_are_read_as_people_write_them() -> None:
    calendar = read_calendar(
        "Labor Day: 2026-09-07\n\nVacaciones: 2026-12-21 a 2027-01-02 (North; River)\nOne: 2026-05-01 (North)",
        "lun, mié Fri",
    )
    assert calendar.holidays == (Holiday(name="Labor Day", day=date(2026, 9, 7)),)
    assert [(one.first, one.last, one.districts) for one in calendar.breaks] == [
        (date(2026, 12, 21), date(2027, 1, 2), ("North", "River")),
        (date(2026, 5, 1), date(2026, 5, 1), ("North",)),
    ]
    assert calendar.working_days == {"Monday", "Wednesday", "Friday"}


@pytest.mark.parametrize(
    ("days_off", "weekdays", "refusal"),
    [
        ("Winter break", "Mon", LineUnread(1, "Winter break")),
        ("A: 2026-09-07\nB: 7 September", "Mon", LineUnread(2, "B: 7 September")),
        ("A: 2026-12-21 to 2026-12-01", "Mon", DaysBackwards(1, "A: 2026-12-21 to 2026-12-01")),
        ("A: 2026-12-21 to 2028-12-22", "Mon", DaysBackwards(1, "A: 2026-12-21 to 2028-12-22")),
        ("A: 2026-02-30", "Mon", DaysBackwards(1, "A: 2026-02-30")),
        ("", "Mon, Frog", NoWeekdays("Mon, Frog")),
        ("", " ", NoWeekdays(" ")),
        ("\n".join(f"D{day}: 2026-09-07" for day in range(61)), "Mon", TooMany(61, 60)),
    ],
)
def test_what_can_not_be_a_calendar_is_refused_with_its_line(days_off: str, weekdays: str, refusal: Refusal) -> None:
    with pytest.raises(type(refusal)) as raised:
        read_calendar(days_off, weekdays)
    assert raised.value == refusal


def test_topics_that_are_shown_and_saved_unchanged_stay_the_same() -> None:
    assert read_topics(keyed_lines(TOPICS), TOPICS) == TOPICS
    assert read_styles(keyed_lines(STYLES), STYLES) == STYLES


def test_a_renamed_topic_keeps_its_key_and_a_new_one_gets_one() -> None:
    typed = "family: Families\nFunding\nNiños pequeños\nFAMILY nights!"
    found = read_topics(typed, TOPICS)
    funding = next(topic for topic in TOPICS if topic.label == "Funding")
    assert [(topic.key, topic.label) for topic in found] == [
        ("family", "Families"),
        (funding.key, "Funding"),
        ("ninos_pequenos", "Niños pequeños"),
        ("family_nights", "FAMILY nights!"),
    ]
    assert found[0].about == next(topic.about for topic in TOPICS if topic.key == "family")


@pytest.mark.parametrize("typed", ["A\na", "x: A\nx: B", "A" * 21, "\ud800"])
def test_a_topic_that_is_there_twice_too_long_or_no_text_is_refused(typed: str) -> None:
    with pytest.raises(WordUnfit):
        read_topics(typed, TOPICS)


@pytest.mark.parametrize("count", [0, 19])
def test_a_list_without_topics_or_with_too_many_is_refused(count: int) -> None:
    with pytest.raises(TooMany):
        read_topics("\n".join(f"T{number}" for number in range(count)), TOPICS)


@settings(max_examples=40)
@given(st.text(max_size=30), st.sets(st.sampled_from(["a", "a_2", "t", "t_2"])))
def test_a_key_can_be_stored_and_is_never_taken(label: str, taken: set[str]) -> None:
    key = key_for(label, taken)
    assert Topic(key=key, label="x").key == key
    assert key not in taken


def test_addresses_are_told_apart_however_they_are_separated() -> None:
    assert addresses("Ana@x.org, ben@x.org;\n\tana@x.org") == ["ana@x.org", "ben@x.org"]
