"""Whose turn it is: none twice before all had theirs, and none on a day off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar.school import SchoolCalendar
from cogs.forum.prompting.render import prompt_card
from cogs.forum.prompting.rules import HOUR, due_after, is_due, next_situation, situation_of, situations_of, topic_of
from config.calendar import Break, Calendar
from config.community import default_community
from config.situations import SITUATIONS
from config.texts import texts_for

COMMUNITY = default_community()
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/Chicago")
keys = st.lists(st.sampled_from([f"s{number}" for number in range(20)]), min_size=1, max_size=20, unique=True)


@given(keys, st.integers(1, 60))
def test_no_situation_comes_again_before_all_others_had_their_turn(known: list[str], turns: int) -> None:
    past: list[str] = []
    for _ in range(turns):
        found = next_situation(past, known)
        assert found is not None
        assert found not in past[max(0, len(past) - len(known) + 1) :]
        past.append(found)
    assert set(past[: len(known)]) == set(known[:turns]) or len(past) >= len(known)


def test_a_situation_that_joins_the_list_comes_next_and_one_that_left_never() -> None:
    assert next_situation(["a", "b", "a", "b"], ["a", "b", "new"]) == "new"
    assert next_situation(["a", "b"], ["b"]) == "b"
    assert next_situation(["a"], []) is None


@settings(max_examples=60)
@given(st.integers(0, 400), st.integers(0, 30), st.integers(0, 20), st.none() | st.integers(0, 60))
def test_what_is_due_always_lies_ahead_on_a_school_day_and_never_in_a_break(
    day: int, begins: int, lasts: int, last: int | None
) -> None:
    now = NOW + timedelta(days=day, hours=day % 24)
    first = (now + timedelta(days=begins)).date()
    resting = Break(name="Break", first=first, last=first + timedelta(days=lasts), districts=())
    school = SchoolCalendar(Calendar(breaks=(resting,)), ZONE)
    last_due = now - timedelta(days=last) if last is not None else None
    due_at = due_after(last_due, now, 2, school)
    assert due_at > now
    assert school.is_school_day(school.day_of(due_at))
    assert due_at.astimezone(ZONE).hour == HOUR
    assert last_due is None or due_at >= last_due + timedelta(days=13, hours=8)
    assert not is_due(due_at, now, school)
    assert not is_due(now, datetime(first.year, first.month, first.day, 12, tzinfo=ZONE), school)


def test_there_are_at_least_a_dozen_situations_about_known_topics_that_fit_a_post() -> None:
    assert len(SITUATIONS) >= 12
    assert len({each.key for each in SITUATIONS}) == len(SITUATIONS)
    t = texts_for("en")
    for each in SITUATIONS:
        assert COMMUNITY.topic(each.topic) is not None, each.key
        assert len(t(each.title)) <= 100
        card = prompt_card(t, each, 7, COMMUNITY)
        assert t(each.text) in card.text
        assert "**How did you handle something like it" in card.text
        assert "Servant" in card.fields[0][1]


def test_a_networks_own_situations_take_the_place_of_the_built_in_ones() -> None:
    own = SITUATIONS[0].model_copy(update={"key": "snow_days"})
    community = COMMUNITY.model_copy(update={"forum": COMMUNITY.forum.model_copy(update={"situations": (own,)})})
    assert situations_of(community) == (own,)
    assert situation_of(SITUATIONS[0].key, community) is None
    assert situation_of("snow_days", community) == own


def test_a_situation_is_about_its_topic_and_about_what_fits_nowhere_else_where_that_is_unknown() -> None:
    known = situations_of(COMMUNITY)[0]
    assert topic_of(known.key, COMMUNITY) == known.topic
    assert topic_of("gone", COMMUNITY) == COMMUNITY.topics[-1].key
    fewer = COMMUNITY.model_copy(
        update={"topics": tuple(topic for topic in COMMUNITY.topics if topic.key != known.topic)}
    )
    assert topic_of(known.key, fewer) == fewer.topics[-1].key


def test_a_situation_is_posted_at_its_minute_and_waits_while_there_is_no_school() -> None:
    today = NOW.astimezone(ZONE).date()
    off = SchoolCalendar(Calendar(breaks=(Break(name="Rest", first=today, last=today, districts=()),)), ZONE)
    open_ = SchoolCalendar(Calendar(), ZONE)
    assert is_due(NOW, NOW, open_)
    assert not is_due(NOW + timedelta(seconds=1), NOW, open_)
    assert not is_due(NOW, NOW, off)


def test_of_those_that_came_up_as_often_the_one_of_longest_ago_comes_first() -> None:
    assert next_situation(["b", "a"], ["a", "b"]) == "b"
    assert next_situation(["a"], ["c", "b", "a"]) == "c"
    assert next_situation(["a", "b", "c", "a"], ["a", "b", "c"]) == "b"
