from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from bot.calendar.entries import Entry, Kind
from bot.calendar.feed import feed_of
from bot.calendar.recurrence import RHYTHMS, Repeat
from bot.calendar.rules import discord_time

NAMES: dict[Kind, str] = {"peers": "Peer meeting", "webinar": "Webinar"}
NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)
FIRST, LAST = datetime.fromisoformat("2025-01-01"), datetime.fromisoformat("2028-01-01")


def entry(at: datetime, title: str = "Principals who never listen", key: str = "meetup:7:1", **more: object) -> Entry:
    return Entry(key, "peers", at, HALF_AN_HOUR, title, NOW, **more)  # type: ignore[arg-type]


def feed(*entries: Entry, key: bytes = b"ana") -> bytes:
    return feed_of(entries, NAMES, key=key, name="Staffroom", about="Details: /calendar")


def events(file: bytes) -> list[Event]:
    calendar = Calendar.from_ical(file)
    assert calendar.errors == []
    assert calendar["VERSION"] == "2.0"
    found = [each for each in calendar.walk("VEVENT") if isinstance(each, Event)]
    for each in found:
        assert each.errors == []
        assert all(name in each for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"))
    return found


def instant_of(event: Event) -> datetime:
    assert isinstance(event.start, datetime)
    return event.start


@settings(max_examples=20)
@given(
    st.datetimes(FIRST, LAST).map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(("America/Chicago", "Europe/London", "Australia/Lord_Howe", "America/St_Johns")),
    st.sampled_from(RHYTHMS),
)
def test_calendar_and_discord_agree_to_the_second_through_every_change_of_clocks(
    first: datetime, zone: str, rhythm: object
) -> None:
    repeat = Repeat(first, ZoneInfo(zone), rhythm)  # type: ignore[arg-type]
    instants = [at for _, at in islice(repeat.occurrences(first.replace(tzinfo=UTC) - timedelta(days=2)), 30)]
    back = events(feed(*(entry(at, key=str(number)) for number, at in enumerate(instants))))
    shown = {discord_time(at) for at in instants}
    assert {discord_time(instant_of(each)) for each in back} == shown
    assert all(each.end - each.start == HALF_AN_HOUR for each in back)
    again = Calendar.from_ical(Calendar.from_ical(feed(*map(entry, instants))).to_ical())
    assert [each.start for each in again.walk("VEVENT")] == instants  # type: ignore[attr-defined]


@settings(max_examples=25)
@given(st.text(min_size=9, max_size=80))
def test_nothing_of_what_it_is_about_is_in_the_file(title: str) -> None:
    named = feed(entry(NOW, title, channel_id=123456789))
    assert named == feed(entry(NOW, "something else", channel_id=987654321))
    [event] = events(named)
    assert (event["SUMMARY"], event["CLASS"]) == ("Peer meeting", "PRIVATE")
    assert not {"LOCATION", "URL", "ORGANIZER", "ATTENDEE"} & set(event)


def test_the_same_calendar_is_the_same_bytes_and_two_peoples_share_no_identity() -> None:
    one, other = entry(NOW, key="a"), entry(NOW + HALF_AN_HOUR, key="b")
    assert feed(one, other) == feed(other, one)
    mine = {str(each["UID"]) for each in events(feed(one, other))}
    theirs = {str(each["UID"]) for each in events(feed(one, other, key=b"ben"))}
    assert len(mine) == 2
    assert not mine & theirs


def test_an_empty_calendar_is_one_too() -> None:
    assert events(feed()) == []


def test_what_was_moved_says_so_and_keeps_its_identity() -> None:
    [before], [moved] = events(feed(entry(NOW))), events(feed(entry(NOW + HALF_AN_HOUR, sequence=2)))
    assert (before.get("SEQUENCE", 0), moved["SEQUENCE"]) == (0, 2)
    assert before["UID"] == moved["UID"]
