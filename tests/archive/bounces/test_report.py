from __future__ import annotations

from email import message_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.bounces.report import STATUS, Report, read_report
from archive.delivery.marks import edition_mark, message_id
from tests.archive.bounces.letters import report

MARK = edition_mark(1, 2)
ID = message_id(MARK, "Staffroom <staffroom@example.org>")


def read(data: bytes) -> Report | None:
    return read_report(message_from_bytes(data))


@pytest.mark.parametrize("whole", [True, False], ids=["the mail", "its headers"])
def test_a_report_tells_which_mail_failed_and_why(whole: bool) -> None:
    assert read(report(ID, whole=whole)) == Report("5.1.1", frozenset({MARK}))


def test_a_mail_is_known_by_its_envelope_or_by_what_the_report_answers() -> None:
    assert read(report("", envelope=f"digest.{MARK}")) == Report("5.1.1", frozenset({MARK}))
    assert read(report("", top=f"In-Reply-To: {ID}\n")) == Report("5.1.1", frozenset({MARK}))
    assert read(report("")) == Report("5.1.1", frozenset())


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded", "FAILED "])
def test_only_a_failure_for_good_counts(action: str) -> None:
    assert (read(report(ID, action=action)) is not None) == (action == "FAILED ")


def test_a_status_may_stand_in_the_servers_words_or_nowhere() -> None:
    assert read(report(ID, status="5.7.1")) == Report("5.7.1", frozenset({MARK}))
    silent = report(ID).replace(b"Status: 5.1.1\n", b"").replace(b"550 5.1.1", b"550")
    assert read(silent) == Report("5.0.0", frozenset({MARK}))


@pytest.mark.parametrize(
    "mail",
    [
        b"From: lee@state.example.org\nSubject: Out of office\nIn-Reply-To: " + ID.encode() + b"\n\nI am away.\n",
        report(ID).replace(b"multipart/report", b"multipart/mixed", 1),
        report(ID).replace(b"message/delivery-status", b"text/plain"),
        b"Content-Type: multipart/report; boundary=B\n\nnothing\n",
        b"",
    ],
)
def test_what_is_no_report_says_nothing(mail: bytes) -> None:
    assert read(mail) is None


@given(st.binary(max_size=400), st.integers(0, 900))
def test_whatever_is_sent_is_a_report_or_none(noise: bytes, place: int) -> None:
    good = report(ID)
    found = read(good[:place] + noise + good[place:])
    assert found is None or STATUS.fullmatch(found.status)
