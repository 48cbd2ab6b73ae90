"""Who fits perfectly: every wish of both is met, and nothing but that."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.calendar.week import QUARTERS
from bot.matching.model import Wish
from cogs.mentoring.rounds.rules import fits_perfectly
from config.community import Seniority

WHO = Seniority()
NEW = Wish(1, frozenset({"data"}), frozenset({"English"}), days_in_role=100)
OLD = Wish(2, frozenset({"data", "family"}), frozenset({"English", "Spanish"}), days_in_role=2000)
NOON, LATER = frozenset(range(48, 60)), frozenset(range(60 - QUARTERS, 72))


@pytest.mark.parametrize(
    ("mentee", "mentor", "fits"),
    [
        ({}, {}, True),
        ({"topics": frozenset()}, {}, False),
        ({}, {"topics": frozenset({"data"})}, True),
        ({"topics": frozenset({"data", "equity"})}, {}, False),
        ({}, {"languages": frozenset({"English"})}, True),
        ({"languages": frozenset({"English", "Mam"})}, {}, False),
        ({}, {"days_in_role": 3 * 365}, False),
        ({}, {"days_in_role": 3 * 365 + 1}, True),
        ({}, {"days_in_role": None}, False),
        ({"hours": NOON}, {"hours": LATER}, True),
        ({"hours": NOON}, {"hours": LATER - {59}}, False),
        ({"hours": NOON}, {}, True),
        ({}, {"hours": NOON}, True),
        ({"rhythm": "weekly"}, {"rhythm": "weekly"}, True),
        ({"rhythm": "weekly"}, {"rhythm": "monthly"}, False),
        ({"rhythm": "weekly"}, {}, True),
        ({}, {"rhythm": "weekly"}, True),
        ({"level_wish": "same", "level": "high"}, {"level": "high"}, True),
        ({"level_wish": "same", "level": "high"}, {"level": "low"}, False),
        ({"level_wish": "other", "level": "high"}, {"level": "low"}, True),
        ({"level_wish": "other", "level": "high"}, {"level": "high"}, False),
        ({"level_wish": "other", "level": "high"}, {}, False),
        ({"level_wish": "other"}, {"level": "high"}, False),
        ({"level_wish": "same"}, {}, False),
        ({"district": "North"}, {"district_wish": "same", "district": "North"}, True),
        ({"district": "North"}, {"district_wish": "same", "district": "South"}, False),
    ],
)
def test_a_pair_fits_perfectly_only_where_every_wish_is_met(
    mentee: dict[str, Any], mentor: dict[str, Any], fits: bool
) -> None:
    assert fits_perfectly(replace(NEW, **mentee), replace(OLD, **mentor), WHO) is fits
