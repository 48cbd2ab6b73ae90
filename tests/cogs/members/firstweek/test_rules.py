from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar.school import SchoolCalendar
from cogs.members.firstweek.rules import STEPS, Days, Step, Week, advance, begin
from config.calendar import WEEKDAYS, Break, Calendar

MONDAY = datetime(2026, 3, 2, 15, tzinfo=UTC)  # nine in Chicago
ZONES = ("America/Chicago", "Pacific/Auckland", "Pacific/Pago_Pago", "Europe/Madrid")


def days(*breaks: Break, working: frozenset[str] = frozenset(WEEKDAYS[:5]), zone: str = "America/Chicago") -> Days:
    written = Calendar.model_validate({"working_days": working, "breaks": breaks})
    return Days(SchoolCalendar(written, ZoneInfo(zone), frozenset({"North"})), "North", ZoneInfo(zone))


def walk(
    week: Week, looks: list[datetime], known: Days, done: frozenset[Step] = frozenset()
) -> list[tuple[date, Step]]:
    """What somebody is shown, and on which day at their site, when sweeps look at these instants."""
    shown = []
    for now in looks:
        week, step = advance(week, now, known, done)
        if step is not None:
            shown.append((known.today(now), step))
    return shown


def hourly(count: int, since: datetime = MONDAY) -> list[datetime]:
    return [since + timedelta(hours=hour) for hour in range(count)]


def test_five_steps_come_on_five_school_days_from_the_next_one_on() -> None:
    shown = walk(begin(MONDAY, days()), hourly(24 * 12), days())
    assert shown == [
        (date(2026, 3, 3), "rooms"),
        (date(2026, 3, 4), "mentor"),
        (date(2026, 3, 5), "issues"),
        (date(2026, 3, 6), "ahead"),
        (date(2026, 3, 9), "yours"),
    ]


def test_what_was_done_already_is_skipped_on_the_same_day() -> None:
    shown = walk(begin(MONDAY, days()), hourly(24 * 12), days(), frozenset({"rooms", "issues"}))
    assert shown == [(date(2026, 3, 3), "mentor"), (date(2026, 3, 4), "ahead"), (date(2026, 3, 5), "yours")]


def test_it_ends_by_itself_once_everything_left_is_done() -> None:
    week, step = advance(Week(2, MONDAY), MONDAY, days(), frozenset(STEPS))
    assert (week.state, step) == ("ended", None)


def test_a_break_that_begins_in_between_pauses_it() -> None:
    spring = Break(name="Spring", first=date(2026, 3, 4), last=date(2026, 3, 13), districts=("north",))
    assert [day for day, _ in walk(begin(MONDAY, days()), hourly(24 * 30), days(spring))] == [
        date(2026, 3, 3), date(2026, 3, 16), date(2026, 3, 17), date(2026, 3, 18), date(2026, 3, 19),
    ]  # fmt: skip


def test_what_was_due_while_nobody_looked_does_not_come_in_the_evening() -> None:
    evening = datetime(2026, 3, 4, 1, tzinfo=UTC)  # seven in the evening in Chicago, on the 3rd
    week, step = advance(begin(MONDAY, days()), evening, days(), ())
    assert step is None
    assert week.due_at == datetime(2026, 3, 4, 15, tzinfo=UTC)


BREAKS = st.builds(
    lambda first, length: Break(name="Off", first=first, last=first + timedelta(length)),
    st.dates(date(2026, 2, 1), date(2026, 5, 1)),
    st.integers(0, 20),
)
LOOKS = st.lists(st.integers(0, 90 * 24 * 60), max_size=60).map(
    lambda minutes: [MONDAY + timedelta(minutes=each) for each in sorted(minutes)]
)


@settings(max_examples=80)
@given(
    st.lists(BREAKS, max_size=4),
    st.frozensets(st.sampled_from(WEEKDAYS), min_size=1),
    st.sampled_from(ZONES),
    st.frozensets(st.sampled_from(STEPS)),
    LOOKS,
)
def test_never_two_on_a_day_never_on_a_day_off_never_one_twice_and_never_what_is_done(
    breaks: list[Break], working: frozenset[str], zone: str, done: frozenset[Step], looks: list[datetime]
) -> None:
    known = days(*breaks, working=working, zone=zone)
    shown = walk(begin(MONDAY, known), looks, known, done)
    on = [day for day, _ in shown]
    assert len(on) == len(set(on))
    assert all(known.calendar.is_school_day(day, "North") and day > known.today(MONDAY) for day in on)
    steps = [step for _, step in shown]
    assert steps == sorted(set(steps), key=STEPS.index)
    assert not set(steps) & done


@settings(max_examples=40)
@given(LOOKS, st.integers(0, 60), st.sampled_from(["stopped", "ended"]))
def test_never_anything_after_it_was_stopped_or_has_ended(looks: list[datetime], after: int, state: str) -> None:
    week = begin(MONDAY, days())
    for now in looks[:after]:
        week, _ = advance(week, now, days(), ())
    over = Week(week.next_step, week.due_at, state)  # type: ignore[arg-type]  # each is a state
    assert walk(over, looks[after:], days()) == []
