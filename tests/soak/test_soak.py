"""The long proofs run; what they prove at length, `make soak` does."""

from __future__ import annotations

from tests.soak.visibility import compare, compare_gains, compare_kept


def test_the_long_comparison_of_visibility_works() -> None:
    documented, theirs = map(sum, zip(*(compare(seed) for seed in range(8)), strict=True))
    assert documented > theirs > 1000


def test_the_long_comparisons_of_gains_and_of_kept_audits_work() -> None:
    assert compare_gains(1) == 960
    assert compare_kept(1, 50) == 50
