"""The long proofs run; what they prove at length, `make soak` does."""

from __future__ import annotations

import pytest

from tests.cogs.digest.hostile_run import RUNS
from tests.soak.visibility import compare
from tests.soak.web import run


def test_the_long_comparison_of_visibility_works() -> None:
    documented, theirs = map(sum, zip(*(compare(seed) for seed in range(8)), strict=True))
    assert documented > theirs > 1000


@pytest.mark.parametrize("name", RUNS)
async def test_the_long_run_of_hostile_inputs_works(name: str) -> None:
    assert (await run(name, 40)).total() == 40
