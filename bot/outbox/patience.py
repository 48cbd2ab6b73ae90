"""How often what is owed is tried, and how long it waits in between."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

MOST_ATTEMPTS = 800  # some four days at ten minutes each, as mail servers do (RFC 5321, section 4.5.4.1)
MOST_FAULTS = 8  # where waiting will not mend it: what is behind it should not wait for days
FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, TypeError, ValueError)


def backoff(attempts: int, *, jitter: float) -> timedelta:
    """Return how long to wait after so many failures: 2, 4, 8 … 600 s, with up to half of it (`jitter` 0..1) taken off.

    Source: "equal jitter", AWS Architecture Blog, Exponential Backoff and Jitter.
    """
    seconds = min(600.0, 2.0**attempts)
    return timedelta(seconds=seconds * (1 - jitter / 2))


def are_enough(attempts: int, error: Exception) -> bool:
    """Say whether so many failures, the last of them this one, are enough to give a delivery up."""
    return attempts >= (MOST_FAULTS if _is_hopeless(error) else MOST_ATTEMPTS)


def _is_hopeless(error: Exception) -> bool:
    """Say whether waiting will not mend it: a fault of ours, or what Discord says is not there (any more).

    A few tries all the same: a channel that was made this moment is not everywhere yet.
    """
    return isinstance(error, FAULTS) or getattr(error, "status", None) == HTTPStatus.NOT_FOUND
