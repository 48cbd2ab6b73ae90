"""The long proofs run; what they prove at length, `make soak` does."""

from __future__ import annotations

from tests.soak.digest_attack import broken, live
from tests.soak.visibility import compare


def test_the_long_comparison_of_visibility_works() -> None:
    documented, theirs = map(sum, zip(*(compare(seed) for seed in range(8)), strict=True))
    assert documented > theirs > 1000


def test_the_long_attack_on_the_digest_works() -> None:
    assert sum(live(seed) for seed in range(4)) > 0
    assert broken((0, 0, 1)) > 0
