"""The promises about what is found: on the sample, on messages that people might write, and on ones that are made."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from archive.anonymize import Anonymizer
from tests.archive.anonymize.development.generator import ENOUGH, WAYS, Generator, Source
from tests.archive.anonymize.scoring import Score, sample, sample_roster, score
from tests.archive.anonymize.written.messages import Part, records, roster

QUESTIONS = Path(__file__).parents[4] / "shared" / "data" / "themes" / "banking77-test.csv"
NUMBERS, PLACES = ("PHONE", "EMAIL"), ("ADDRESS", "DATE", "ID")


@pytest.fixture(scope="module")
def developed() -> Score:
    roster = sample_roster()
    return score(Anonymizer(roster), Generator(Source.read(), 1, roster.sites).records())


def test_on_the_sample_what_points_at_people_is_masked_and_the_rest_is_not() -> None:
    result = score(Anonymizer(sample_roster()), sample())
    assert result.recall("PERSON") >= 0.97
    assert all(result.recall(kind) >= 0.99 for kind in NUMBERS)
    assert all(result.recall(kind) >= 0.95 for kind in PLACES)
    assert result.noticed_over_all() >= 0.99
    assert result.precision() >= 0.90
    assert result.clean_held <= 0.2 * result.clean


@pytest.mark.parametrize("part", ["practice", "unseen"])
def test_in_messages_written_by_hand_nearly_everything_is_noticed_and_little_is_masked_for_nothing(part: Part) -> None:
    result = score(Anonymizer(roster()), records(part))
    assert result.noticed_over_all() >= 0.97, result.table()
    assert all(result.recall(kind) >= 0.95 for kind in ("plain", "misspelled", "PHONE", "EMAIL", "ID", "DATE"))
    assert result.precision() >= 0.90, result.table()
    assert result.clean_held <= 0.2 * result.clean, result.table()


def test_the_development_set_is_large_enough_to_tell(developed: Score) -> None:
    assert all(developed.spans[kind] >= ENOUGH for kind in (*WAYS, *NUMBERS, *PLACES, "SITE", "URL", "HANDLE", "QUASI"))


@pytest.mark.parametrize("way", ["plain", "misspelled"])
def test_names_are_masked_however_they_are_typed(developed: Score, way: str) -> None:
    assert developed.recall(way) >= 0.97, developed.table()


def test_names_in_lower_case_are_masked(developed: Score) -> None:
    assert developed.recall("lower") >= 0.97, developed.table()


def test_numbers_addresses_and_dates_are_masked(developed: Score) -> None:
    assert all(developed.recall(kind) >= 0.99 for kind in NUMBERS), developed.table()
    assert all(developed.recall(kind) >= 0.95 for kind in PLACES), developed.table()


def test_nearly_nothing_that_points_at_people_is_passed(developed: Score) -> None:
    assert developed.noticed_over_all() >= 0.99, developed.table()


def test_little_is_masked_or_held_for_nothing(developed: Score) -> None:
    assert developed.precision() >= 0.90, developed.table()
    assert developed.clean_held <= 0.2 * developed.clean, developed.table()


def test_messages_about_something_else_are_left_alone() -> None:
    if not QUESTIONS.exists():
        pytest.skip("../shared/data/themes is not on this machine")
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        rows: list[dict[str, Any]] = [{"text": row["text"], "spans": []} for row in csv.DictReader(file)]
    result = score(Anonymizer(), rows)
    assert result.tokens_masked <= 0.03 * result.tokens
    assert result.clean_held <= 0.1 * result.clean
