from __future__ import annotations

from cogs.mentoring.hours import BLOCKS, block_name, block_times, known_blocks, quarters_of
from config.texts import texts_for


def test_a_week_has_25_blocks_which_is_what_a_select_holds_and_none_overlap() -> None:
    assert len(BLOCKS) == 25
    assert sum(len(quarters_of([block])) for block in BLOCKS) == len(quarters_of(BLOCKS))


def test_blocks_are_quarter_hours_from_monday_midnight_by_the_sites_clock() -> None:
    assert quarters_of(["mon_morning"]) == set(range(34, 48))
    assert min(quarters_of(["fri_after"])) == 4 * 96 + 15 * 4
    assert quarters_of([]) == frozenset()


def test_what_is_no_block_is_left_out_and_the_rest_stands_in_the_order_of_the_week() -> None:
    assert known_blocks(["fri_after", "sun_noon", "mon_early", "mon_early"]) == ("mon_early", "fri_after")


def test_a_block_is_named_as_people_say_it_with_its_times() -> None:
    assert block_name(texts_for("en"), "fri_after") == "Fri after school"
    assert block_name(texts_for("es"), "mon_morning") == "lun por la mañana"  # lun mañana would be Monday, tomorrow
    assert block_times("mon_early") == "7:00-8:30"
