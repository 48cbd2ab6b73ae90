"""The long proofs run; what they prove at length, `make soak` does."""

from __future__ import annotations

from tests.soak.visibility import compare


def test_the_long_comparison_of_visibility_works() -> None:
    documented, theirs = map(sum, zip(*(compare(seed) for seed in range(8)), strict=True))
    assert documented > theirs > 1000
