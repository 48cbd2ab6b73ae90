"""Mutants that no test can notice, each with the reason. A survivor that is not listed here counts."""

from __future__ import annotations

from tests.soak.mutating.mutants import Mutant

# file, what stood there, what stands there now: the reason
EQUIVALENT: dict[tuple[str, str, str], str] = {}


def is_equivalent(mutant: Mutant) -> bool:
    """Tell whether a mutant behaves as the code does."""
    return (mutant.file, mutant.before, mutant.after) in EQUIVALENT
