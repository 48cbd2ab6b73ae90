"""Themes over the months: nothing but published ranges, and a dash that tells nothing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.delivery.routing import view_for
from archive.digest.model import Edition
from archive.digest.page import page
from archive.digest.told import Earlier, Told
from archive.digest.trends import MOST_MONTHS, shade_of, trends_of, with_own
from archive.suppression.places import District, Place
from archive.suppression.rules import Band
from config.texts import texts_outside
from tests.archive.digest.editions import FULL, LAKE
from tests.cogs.digest.county import LEE

MONTHS = (*(f"2026-{number:02d}" for number in range(1, 13)), "2027-01", "2027-02")
BANDS = [Band(5, 9), Band(10, 19), Band(20, 49), Band(50, None), Band(5, None)]
TOLD = st.builds(
    Told,
    st.sampled_from(MONTHS),
    st.sampled_from(["concern", "suggestion"]),
    st.sampled_from(["staffing", "data"]),
    st.just("Label"),
    st.sampled_from(BANDS),
)


def told(month: str, band: Band, topic: str = "staffing", place: Place | None = None) -> Told:
    return Told(month, "concern", topic, topic.title(), band, place or Place())


@settings(max_examples=60, deadline=None)
@given(st.lists(TOLD, max_size=40).map(tuple))
def test_every_cell_is_a_range_that_was_published_and_every_line_has_two(each: tuple[Told, ...]) -> None:
    found = trends_of(Earlier(MONTHS, each))
    published = {(one.kind, one.topic, one.month, one.band) for one in each}
    for line in found.lines:
        cells = zip(found.months, line.bands, strict=True)
        assert all((line.kind, line.topic, month, band) in published for month, band in cells if band is not None)
        assert line.editions >= 2
    assert len(found.months) in {0, MOST_MONTHS}


def test_what_was_withheld_looks_like_what_was_never_raised() -> None:
    two = (told("2026-01", BANDS[0]), told("2026-03", BANDS[1]))
    [line] = trends_of(Earlier(MONTHS[:3], two)).lines
    assert line.bands == (BANDS[0], None, BANDS[1])
    assert (
        line.bands[1] is None
    )  # of a month in which a recall took it out, or nobody said it: there is but one nothing
    assert trends_of(Earlier(MONTHS[:3], two[:1])).lines == ()  # once it is left in one edition only, it has no line


def test_of_several_places_the_highest_range_stands_for_them_and_none_is_added_up() -> None:
    hill = Place("district", "Hill", districts=(District("East", "Hill"),))
    each = (told("2026-01", BANDS[4]), told("2026-01", BANDS[0], place=hill), told("2026-02", BANDS[0]))
    [line] = trends_of(Earlier(MONTHS[:2], each)).lines
    assert line.bands == (BANDS[4], BANDS[0])
    assert [shade_of(band) for band in (None, *BANDS)] == [0, 1, 2, 3, 4, 1]


def test_a_recipient_is_told_only_of_places_and_topics_they_are_sent() -> None:
    lake, hill = (Place("district", name, districts=(District("West", name),)) for name in (LAKE.name, "Hillside"))
    each = (
        told("2026-08", BANDS[3], place=hill),
        told("2026-09", BANDS[0], place=lake),
        told("2026-09", BANDS[1], "data"),
    )
    edition = replace(FULL, earlier=Earlier(("2026-08", "2026-09"), each))
    narrow = replace(
        LEE, topics=("staffing",), jurisdiction=replace(LEE.jurisdiction, districts=(LAKE.name,), is_statewide=False)
    )
    assert view_for(edition, narrow).earlier.told == (each[1],)
    assert Edition.from_json(edition.to_json()).earlier == edition.earlier


def test_an_edition_has_the_part_once_two_editions_told_of_a_theme() -> None:
    before = replace(FULL, earlier=Earlier(("2026-09",), (told("2026-09", BANDS[3]),)))
    [part] = [part for part in page(before, texts_outside("es")).parts if part.name == "months"]
    assert part.columns == ("sept", "oct")
    [strip] = part.strips
    assert [(cell.said, cell.shade) for cell in strip.cells] == [("50+", 4), ("10\N{EN DASH}19", 2)]
    other = replace(before, earlier=Earlier(("2026-09",), (told("2026-09", BANDS[3], "data"),)))
    assert not [part for part in page(other, texts_outside("en")).parts if part.name == "months"]
    assert [each.month for each in with_own(before).told].count("2026-10") == 2  # a concern and a suggestion
