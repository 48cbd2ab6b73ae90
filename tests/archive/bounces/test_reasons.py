from __future__ import annotations

import pytest

from archive.bounces.reasons import HELPS, SAYS, explain, reason_of
from config.texts import texts_for


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        ("refused 5.1.1", "address"),
        ("5.1.10", "address"),
        ("refused 5.2.1", "address"),
        ("refused 550", "address"),
        ("put off 4.2.2", "full"),
        ("refused 552", "full"),
        ("refused 5.7.26", "blocked"),
        ("refused 554", "blocked"),
        ("5.3.4", "size"),
        ("4.4.7", "silent"),
        ("put off 451", "later"),
        ("put off 4.3.2", "later"),
        ("sender refused 5.1.8", "sender"),
        ("5.0.0", "other"),
        ("refused 599", "other"),
        ("ConnectionRefusedError", "other"),
    ],
)
def test_a_code_has_its_reason(failure: str, reason: str) -> None:
    assert reason_of(failure) == reason


def test_every_reason_says_what_happened_and_what_to_do_and_shows_no_code() -> None:
    assert SAYS.keys() == HELPS.keys()
    for failure in ("refused 5.1.1", "put off 451", "sender refused 550", "5.0.0"):
        text = explain(failure, texts_for("en"))
        assert text.count(". ") >= 1
        assert not any(sign.isdigit() for sign in text)
