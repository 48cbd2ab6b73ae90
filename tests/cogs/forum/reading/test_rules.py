"""The weekly list: who gets it when, and never a question across a chain."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar.school import SchoolCalendar
from bot.people.graph import SupervisionGraph
from cogs.forum.reading.render import list_card
from cogs.forum.reading.rules import KINDS, MOST_OF_A_KIND, Item, covered_from, list_for, week_due
from config.calendar import Break, Calendar
from config.community import default_community
from config.texts import texts_for

ZONE = ZoneInfo("America/Chicago")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
item = st.builds(
    Item,
    kind=st.sampled_from(KINDS),
    asker_id=st.none() | st.integers(1, 8),
    title=st.just("A title"),
    thread_id=st.integers(1, 1000),
    topic=st.just("family"),
    at=st.just(MONDAY),
    worth=st.floats(0, 10),
)
chains = st.lists(st.tuples(st.integers(1, 10), st.integers(1, 10)), max_size=20)


@settings(max_examples=200)
@given(st.lists(item, max_size=30), chains, st.integers(1, 8))
def test_nothing_ever_crosses_a_supervision_chain_on_a_list(
    items: list[Item], supervisions: list[tuple[int, int]], reader: int
) -> None:
    graph = SupervisionGraph([pair for pair in supervisions if pair[0] != pair[1]])
    found = list_for(reader, items, graph.above(reader) | graph.below(reader))
    for each in found:
        assert each.asker_id is None or each.asker_id == reader or not graph.are_related(reader, each.asker_id)
        assert not (each.kind == "unanswered" and each.asker_id == reader)
    assert all(sum(each.kind == kind for each in found) <= MOST_OF_A_KIND for kind in KINDS)


def test_a_list_says_what_waits_first_then_what_was_solved_and_names_nobody() -> None:
    items = [
        Item("helpful", 2, "Helped", 3, "family", MONDAY, 2),
        Item("solved", 2, "Solved", 2, "family", MONDAY, 1),
        Item("unanswered", 2, "Older", 5, "equity", MONDAY, 1),
        Item("unanswered", 2, "Newer [sic]", 1, "family", MONDAY, 9),
    ]
    found = list_for(1, items, ())
    assert [each.title for each in found] == ["Newer [sic]", "Older", "Solved", "Helped"]
    card = list_card(texts_for("en"), found, default_community(), 77)
    assert [name for name, _ in card.fields] == ["Nobody has answered yet", "Solved", "Helped most"]
    assert "[Newer (sic)](https://discord.com/channels/77/1) · Family engagement" in card.fields[0][1]
    assert [button.label for button in card.buttons] == ["Stop this list"]


def test_the_longest_titles_fit_a_field() -> None:
    items = [Item("solved", 2, "x" * 100, 10**18 + n, "partners", MONDAY, 1) for n in range(9)]
    card = list_card(texts_for("en"), list_for(1, items, ()), default_community(), 10**18)
    assert all(len(value) <= 1024 for _, value in card.fields)


def test_in_a_quiet_week_the_list_is_empty() -> None:
    assert list_for(1, [], ()) == ()
    assert list_for(1, [Item("unanswered", 1, "Mine", 1, "family", MONDAY, 1)], ()) == ()


def test_a_week_is_due_from_the_first_school_day_and_not_at_all_in_a_break() -> None:
    resting = Break(name="Break", first=date(2026, 3, 9), last=date(2026, 3, 17), districts=("South",))
    school = SchoolCalendar(Calendar(breaks=(resting,)), ZONE, frozenset({"North", "South"}))
    assert week_due(MONDAY - timedelta(minutes=1), school, "North") is None
    assert week_due(MONDAY, school, "North") == "2026-03-02"
    assert week_due(MONDAY + timedelta(days=4), school, "North") == "2026-03-02"
    second = MONDAY + timedelta(days=7)
    assert week_due(second, school, "North") == "2026-03-09"
    assert all(week_due(second + timedelta(days=n), school, "South") is None for n in range(9))
    assert week_due(second + timedelta(days=9), school, "South") == "2026-03-16"
    assert week_due(datetime(2026, 3, 2, 14, 59, tzinfo=UTC), school, None) is None


def test_what_is_done_stands_on_one_list_even_after_a_break_and_what_waits_on_each() -> None:
    school = SchoolCalendar(Calendar(), ZONE)
    after_break = MONDAY + timedelta(days=21)
    assert covered_from("2026-03-02", after_break, school, None) == MONDAY
    assert covered_from("2025-09-01", after_break, school, None) == after_break - timedelta(days=28)
    assert covered_from(None, after_break, school, None) == after_break - timedelta(days=7)
    items = [Item("solved", 2, "S", 1, "family", MONDAY, 1), Item("unanswered", 2, "U", 2, "family", MONDAY, 1)]
    assert len(list_for(1, items, (), MONDAY)) == 2
    assert [each.title for each in list_for(1, items, (), MONDAY + timedelta(minutes=1))] == ["U"]
