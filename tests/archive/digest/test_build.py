from __future__ import annotations

import json
from dataclasses import asdict, replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.digest.build import build
from archive.digest.desk import draft_of
from archive.digest.model import KINDS, Edition, Voice
from archive.digest.trend import trend_of
from archive.suppression.rules import company
from config.community import default_community
from tests.archive.digest.voices import MONTH, built, voice

WORDS = ("the buses are late every day", "substitutes do not come", "families wait at a locked door", "no time to plan")

voices = st.lists(
    st.builds(
        Voice,
        id=st.integers(1, 10**6),
        words=st.sampled_from(WORDS),
        kind=st.sampled_from(KINDS),
        topic=st.sampled_from(["staffing", "data", "other"]),
        person_id=st.one_of(st.none(), st.integers(1, 14)),
        site_id=st.one_of(st.none(), st.integers(1, 4)),
        month=st.sampled_from(["2026-10", "2026-09", "2025-01", "2026-11"]),
    ),
    max_size=60,
    unique_by=lambda each: each.id,
)


def as_bytes(edition: Edition) -> bytes:
    return json.dumps(asdict(edition), sort_keys=True, default=str).encode()


@settings(max_examples=60, deadline=None)
@given(voices)
def test_nothing_is_ever_published_under_k_people_or_m_sites(given_voices: list[Voice]) -> None:
    draft = built(given_voices)
    by_id = {each.id: each for each in given_voices}
    for theme in draft.edition.themes:
        behind = company((by_id[i].person_id, by_id[i].site_id) for i in draft.voices[theme.key])
        assert behind.people >= 5
        assert behind.sites >= 3
        assert theme.band.least <= behind.people
        assert {by_id[said.contribution_id].kind for said in theme.statements} == {theme.kind}


@settings(max_examples=60, deadline=None)
@given(voices)
def test_every_voice_counts_in_at_most_one_theme_and_the_rest_waits(given_voices: list[Voice]) -> None:
    draft = built(given_voices)
    counted = [voice_id for ids in draft.voices.values() for voice_id in ids]
    assert len(counted) == len(set(counted))
    assert not set(counted) & set(draft.held)
    assert {each.id for each in given_voices if each.month in ("2026-10", "2026-09")} == {*counted, *draft.held}


@settings(max_examples=30, deadline=None)
@given(voices, st.randoms(use_true_random=False))
def test_the_same_voices_in_any_order_make_the_same_bytes(given_voices: list[Voice], chance: Random) -> None:
    shuffled = sorted(given_voices, key=lambda _: chance.random())
    assert as_bytes(built(shuffled).edition) == as_bytes(built(given_voices).edition)


@settings(max_examples=30, deadline=None)
@given(voices)
def test_every_statement_is_somebodys_own_words_and_nobody_speaks_twice_in_a_theme(given_voices: list[Voice]) -> None:
    by_id = {each.id: each for each in given_voices}
    for theme in built(given_voices).edition.themes:
        assert 1 <= len(theme.statements) <= 3
        for said in theme.statements:
            assert said.words == by_id[said.contribution_id].words
        speakers = [by_id[said.contribution_id].person_id for said in theme.statements]
        assert len(speakers) == len(set(speakers))
        assert None not in speakers


def test_an_empty_month_is_an_edition_without_themes() -> None:
    assert built([]).edition.themes == ()


def test_four_people_wait_for_a_fifth() -> None:
    four = built([voice(n) for n in range(1, 5)])
    assert four.edition.themes == ()
    assert four.held == (1, 2, 3, 4)
    five = built([voice(n) for n in range(1, 6)])
    assert str(five.edition.themes[0].band) == "5\N{EN DASH}9"


def test_what_waited_is_published_with_a_later_months_voices() -> None:
    waited = [voice(n, month="2026-08") for n in range(1, 4)]
    assert built([*waited, voice(4), voice(5)]).voices == {"concern-1": (1, 2, 3, 4, 5)}


def test_concerns_and_suggestions_never_share_a_theme() -> None:
    both = [voice(n, kind="concern" if n % 2 else "suggestion", site=n % 5) for n in range(1, 13)]
    assert [theme.kind for theme in built(both).edition.themes] == ["concern", "suggestion"]
    assert built(both[:8]).edition.themes == ()


def test_the_statement_chosen_first_is_the_one_nearest_to_the_others() -> None:
    endings = ("again", "so breakfast is over", "and first period starts without them", "most days", "on this route")
    said = [voice(n, f"The bus is late in the morning, {end}") for n, end in enumerate(endings, start=1)]
    odd = voice(6, "Printer paper is locked away in the office upstairs")
    theme = built([odd, *said]).edition.themes[0]
    assert odd.id not in [each.contribution_id for each in theme.statements]


def test_a_title_holds_words_that_k_people_used_before_others() -> None:
    shared = [voice(n, f"Interpreters are missing in the evening {'zebra' * (n == 1)}") for n in range(1, 6)]
    title = built(shared).edition.themes[0].title.casefold()
    assert "interpreters" in title
    assert "zebra" not in title


def test_without_shared_words_a_title_holds_only_published_words_that_somebody_else_used() -> None:
    said = ("late bus", "bus lane", "late lane", "zebra crossing", "crossing guard")
    theme = built([voice(n, words) for n, words in enumerate(said, start=1)]).edition.themes[0]
    terms = theme.title.partition(": ")[2].split(", ")
    published = " ".join(statement.words for statement in theme.statements)
    assert terms
    assert all(term in published and term != "zebra" for term in terms)
    assert theme.fallback == "Staffing"


def test_more_themes_than_one_sitting_can_answer_wait() -> None:
    topics = [topic.key for topic in default_community().topics]
    many = [voice(100 * n + each, topic=topic) for n, topic in enumerate(topics, start=1) for each in range(6)]
    draft = built(many)
    assert len(draft.edition.themes) == 10
    assert len(draft.held) == 6 * (len(topics) - 10)


def test_masks_are_no_part_of_a_title() -> None:
    masked = [voice(n, "[a colleague] at [a school] waits for interpreters") for n in range(1, 6)]
    assert "colleague" not in built(masked).edition.themes[0].title.casefold()


def test_texts_that_are_alike_are_grouped_across_topics() -> None:
    buses = [voice(n, f"The school bus comes late every morning {n}", topic="family") for n in range(1, 7)]
    desks = [voice(n, f"Interpreters for evening conferences cost too much {n}", topic="data") for n in range(11, 18)]
    draft = draft_of([*buses, *desks], MONTH, default_community())
    assert sorted(draft.voices.values()) == [tuple(range(1, 7)), tuple(range(11, 18))]


def test_an_edition_survives_being_kept_as_plain_data() -> None:
    edition = built([voice(n) for n in range(1, 12)]).edition
    emptied = tuple(
        replace(theme, statements=tuple(replace(said, words="") for said in theme.statements))
        for theme in edition.themes
    )
    assert Edition.from_json(json.loads(json.dumps(edition.to_json()))) == replace(edition, themes=emptied)


def test_a_rant_is_chosen_only_where_there_is_nothing_shorter() -> None:
    rant = replace(voice(1), words="The substitute did not come, so visits stopped. " * 80)
    chosen = built([rant, *(voice(n) for n in range(2, 8))]).edition.themes[0].statements
    assert rant.id not in [said.contribution_id for said in chosen]
    alone = built([replace(voice(n), words=rant.words) for n in range(1, 6)]).edition.themes[0].statements
    assert [said.words for said in alone] == [rant.words]


def test_one_contribution_alone_is_a_quiet_month() -> None:
    alone = built([voice(1, "Only I say this")])
    assert (alone.edition.themes, alone.held) == ((), (1,))


def test_a_rant_right_to_left_and_markup_pass_through_as_the_words_they_are() -> None:
    said = (
        "x" * 4000,
        "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd",
        "<script>alert(1)</script>",
        "{{ 7 * 7 }} %s {0}",
        "= a #b *c*",
    )
    theme = built([voice(n, words) for n, words in enumerate(said, start=1)]).edition.themes[0]
    assert {statement.words for statement in theme.statements} <= set(said)


def test_people_of_different_places_are_told_by_place() -> None:
    lake = [replace(voice(n), district="Lake", region="West") for n in range(1, 7)]
    hill = [replace(voice(n), district="Hill", region="East") for n in range(11, 23)]
    month = replace(MONTH, districts=tuple({each.home for each in (*lake, *hill)}))
    themes = build([*lake, *hill], month, default_community()).edition.themes
    assert [(theme.place.name, str(theme.band)) for theme in themes] == [
        ("Hill", "10\N{EN DASH}19"),
        ("Lake", "5\N{EN DASH}9"),
    ]


def test_what_is_heard_again_is_told_from_what_was_published() -> None:
    before = built([voice(n) for n in range(1, 6)]).edition
    more = [replace(voice(n), month="2026-11") for n in range(101, 113)]
    other = [replace(voice(n, topic="data"), month="2026-11") for n in range(201, 207)]
    month = replace(MONTH, month="2026-11", before=before)
    edition = build([*more, *other], month, default_community()).edition
    assert {theme.topic: trend_of(edition, theme) for theme in edition.themes} == {"staffing": "more", "data": "new"}
    assert {trend_of(before, theme) for theme in before.themes} == {None}
