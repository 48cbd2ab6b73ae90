"""The forum's rules, alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from math import log1p
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.school import SchoolCalendar
from bot.database.ids import dated_id, hour_of
from bot.definition import DefinitionUnusable, definition_in
from bot.errors import Gone
from cogs.forum.model import Choices, Kind
from cogs.forum.rules import (
    HALF_LIFE,
    WORTH,
    Match,
    NoTitle,
    OnlyLinks,
    UnknownChoice,
    check_worth_asking,
    checked_choices,
    is_quiet,
    lacks_a_tag,
    pack,
    ranked,
    rarest_first,
    tags_due,
    unpack,
)
from config.calendar import Break, Calendar
from config.community import DEFAULT, default_community

NOW = datetime(2026, 3, 2, 15, 20, tzinfo=UTC)


@given(
    st.sampled_from(default_community().topics), st.sampled_from(["", "servant"]), st.sampled_from(["today", "days"])
)
def test_choices_come_back_from_a_button_as_they_went(topic: object, style: str, urgency: str) -> None:
    choices = Choices(topic.key, style, urgency)  # type: ignore[attr-defined]
    assert unpack(pack(choices)) == choices
    assert checked_choices(choices, default_community()) == choices


@pytest.mark.parametrize("target", ["", "family", "family.servant", "a.b.c.d"])
def test_a_button_that_is_none_of_ours_is_gone(target: str) -> None:
    with pytest.raises(Gone):
        unpack(target)


@pytest.mark.parametrize("choices", [Choices("weather"), Choices("family", "loud"), Choices("family", "", "never")])
def test_what_is_not_in_the_vocabulary_is_refused(choices: Choices) -> None:
    with pytest.raises(UnknownChoice):
        checked_choices(choices, default_community())


def test_a_link_with_a_sentence_is_a_question_and_links_alone_are_not() -> None:
    check_worth_asking("A plan", "Has anybody used https://example.org/plan?")
    with pytest.raises(OnlyLinks):
        check_worth_asking("A plan", "https://example.org/plan — www.example.org !")


def test_a_question_carries_its_topic_and_its_state() -> None:
    assert tags_due("Equity", is_solved=False, states=("Open", "Solved")) == ("Equity", "Open")
    assert tags_due("Equity", is_solved=True, states=("Open", "Solved")) == ("Equity", "Solved")


@given(st.integers(0, 380 * 365 * 24 * 3600))
def test_a_dated_id_tells_its_hour_and_no_more(seconds: int) -> None:
    at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert hour_of(dated_id(at)) == at.replace(minute=0, second=0, microsecond=0)
    assert dated_id(at) < dated_id(at + timedelta(hours=1)) < 2**63


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 5), st.sampled_from(sorted(WORTH)))))
def test_each_question_is_found_once_by_its_best_and_what_is_newer_or_helped_more_is_first(
    said: list[tuple[int, int, Kind]],
) -> None:
    matches = [Match(dated_id(NOW - timedelta(hours=hours)), question, kind) for hours, question, kind in said]
    found = ranked(matches, NOW)
    assert len(found) == len({match.about_id for match in matches})
    for kind in WORTH:
        hours = [hour_of(match.id) for match in found if match.kind == kind]
        assert hours == sorted(hours, reverse=True)


def test_days_off_are_no_silence() -> None:
    resting = Break(name="Winter break", first=date(2026, 3, 3), last=date(2026, 3, 9), districts=())
    written = default_community().calendar.model_copy(update={"breaks": (resting,)})
    school = SchoolCalendar(written, ZoneInfo("America/Chicago"))
    assert not is_quiet(NOW, NOW + timedelta(days=13), 7, school, None)
    assert is_quiet(NOW, NOW + timedelta(days=15), 7, school, None)
    assert is_quiet(NOW, NOW + timedelta(days=7), 7, SchoolCalendar(Calendar(), ZoneInfo("UTC")), None)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (
            '[[topics]]\nkey = "long"\nlabel = "A label that is far too long"\n',
            ("“A label that is far too long”", "at most 20", "by 8"),
        ),
        ('[[forum.styles]]\nkey = "calm"\nlabel = "' + "C" * 41 + '"\n', ("“CCCC", "at most 40", "by 1")),
        (
            "".join(f'[[topics]]\nkey = "t{each}"\nlabel = "T{each}"\n' for each in range(18)),
            ("topics", "at most 18", "take out 13 of these 31"),
        ),
        (
            "".join(f'[[forum.styles]]\nkey = "t{each}"\nlabel = "T{each}"\n' for each in range(25)),
            ("forum.styles", "at most 24", "take out 1 of these 25"),
        ),
        ('[[forum.styles]]\nkey = "calm"\nlabel = "Calm"\n' * 2, ("styles", "calm")),
    ],
)
def test_a_vocabulary_that_does_not_fit_is_refused_with_what_to_shorten(
    tmp_path: Path, more: str, says: tuple[str, ...]
) -> None:
    file = tmp_path / "community.toml"
    file.write_text(DEFAULT.read_text(encoding="utf-8") + "\n" + more, encoding="utf-8")
    with pytest.raises(DefinitionUnusable) as refused:
        definition_in(file)
    assert all(word in str(refused.value) for word in says), str(refused.value)


def test_a_title_of_signs_or_addresses_only_is_none() -> None:
    for title in ("?!", "https://example.org", ""):
        with pytest.raises(NoTitle):
            check_worth_asking(title, "Words of a question")
    check_worth_asking("See https://example.org", "Words of a question")


def test_a_mark_that_few_share_is_worth_more_and_what_shares_more_marks_too() -> None:
    worth = rarest_first({"buses": [1, 2], "vans": [1], "school": [1, 2, 3, 4]}, 4)
    assert worth[1] == pytest.approx(log1p(4 / 2) + log1p(4 / 1) + log1p(4 / 4))
    assert worth[2] == pytest.approx(log1p(4 / 2) + log1p(4 / 4))
    assert worth[3] == worth[4] == pytest.approx(log1p(1))


def test_a_post_lacks_a_tag_only_where_the_forum_has_one_to_give() -> None:
    assert lacks_a_tag(["Open"], ["Family", "Open"], ["family", "open"])
    assert not lacks_a_tag(["open", "FAMILY"], ["Family", "Open"], ["Family", "Open"])
    assert not lacks_a_tag([], ["Family"], ["Open"])
    assert not lacks_a_tag([], [], ["Open"])


def test_what_closed_a_question_counts_most_and_everything_half_after_a_year() -> None:
    fresh = [Match(dated_id(NOW), 1, "question"), Match(dated_id(NOW), 2, "closing")]
    assert [match.about_id for match in ranked(fresh, NOW)] == [2, 1]
    old = Match(dated_id(NOW - HALF_LIFE), 2, "closing")
    assert [match.about_id for match in ranked([fresh[0], old], NOW)] == [1, 2]
