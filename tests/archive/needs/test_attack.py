"""No reader of all reports can be certain of anything about fewer than k people; four other ways are broken."""

from __future__ import annotations

from collections.abc import Hashable

import pytest

from archive.needs.model import Group, Report
from archive.needs.tally import Answer, report_of, told_of
from tests.archive.needs.attacker import K2, Kind, See, found_out

TOPICS = ("X", "Y")
LEAD = [Kind("lead", picks, told) for picks in ("X", "") for told in (True, False)]
BOTH = [*LEAD, Kind("practice", "X", True), Kind("practice", "", True)]
PRACTICE = {Kind("practice", "X", True): 4}  # the attacker knows all of them: enough to be a part of their own
ONE = [Kind("practice", picks, True) for picks in ("X", "Y", "")]


ASKED: dict[Group, int] = {"all": 9, "practice": 9, "lead": 9}
SIZES = (4, 5, 6, 7, 8, 9)  # of a network, or of a group that is a part of its own


def everything(most: int) -> See:
    asked: dict[Group, int] = {"all": most, "practice": 4, "lead": most}
    return lambda answers: (report_of(answers, TOPICS, K2, asked), told_of(answers, TOPICS, K2))


def without_looking_at_both(answers: list[Answer]) -> tuple[Report, Report]:
    """The control: members' report as if policymakers had none."""
    many: dict[Group, int] = {"all": 1000, "practice": 1000, "lead": 1000}
    return report_of(answers, TOPICS, K2, many), told_of(answers, TOPICS, K2)


def whole_beside_parts(answers: list[Answer]) -> Hashable:
    alike = [Answer("practice", each.site_id, each.chosen) for each in answers]  # of one group: never in parts
    return without_looking_at_both(answers), without_looking_at_both(alike)


def each_for_itself(answers: list[Answer]) -> Hashable:
    """Members' parts by all answers, policymakers' by those who agreed."""
    as_if = [Answer(each.group, each.site_id, each.chosen, may_be_told=True) for each in answers]
    return without_looking_at_both(as_if)[0], told_of(answers, TOPICS, K2)


@pytest.mark.parametrize("most", SIZES)
def test_nobody_is_found_out_by_both_reports_together(most: int) -> None:
    assert found_out(BOTH, min(most, 8), everything(min(most, 8))) == []
    assert found_out(LEAD, most, everything(most), PRACTICE) == []
    assert found_out(ONE, most, everything(most)) == []


def test_the_same_attacker_breaks_reports_that_were_not_looked_at_together() -> None:
    assert found_out(BOTH, 6, without_looking_at_both)


def test_the_same_attacker_breaks_a_whole_beside_its_parts() -> None:
    assert found_out(LEAD, 9, whole_beside_parts, PRACTICE)


def test_the_same_attacker_breaks_parts_that_each_report_decides_for_itself() -> None:
    assert found_out(LEAD, 9, each_for_itself, PRACTICE)


def test_the_same_attacker_breaks_a_question_that_must_be_answered() -> None:
    assert found_out(ONE[:2], 9, everything(9))


def test_what_policymakers_read_does_not_depend_on_those_who_did_not_agree() -> None:
    agreed = [Answer(group, 1, {"learn": ("X",)}, may_be_told=True) for group in ("practice", "lead")] * 4
    others = [Answer(group, 1, {"learn": ("X", "Y")}) for group in ("practice", "lead")] * 9
    for many in range(len(agreed)):
        alone = told_of(agreed[:many], TOPICS, K2)
        assert all(told_of([*agreed[:many], *others[:more]], TOPICS, K2) == alone for more in range(len(others)))
    assert len(told_of(agreed, TOPICS, K2).parts) == 2, "it was looked at in parts too"


def test_too_few_are_an_empty_report() -> None:
    assert report_of([Answer("practice", 1, {"learn": ("X",)}, may_be_told=True)], TOPICS, K2, ASKED) == Report()
