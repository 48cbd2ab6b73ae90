"""A mail as it waits and as it goes over the wire."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.outbox.effects import Effect
from bot.outbox.lanes import AT_ONCE, lanes_for
from bot.outbox.mail import Attachment, Mail
from bot.outbox.patience import backoff
from tests.kit.databases import START

FILE = Attachment("digest.pdf", "application/pdf", b"%PDF")
WHOLE = Mail(
    "ana@example.org",
    "The digest",
    "Words.",
    html="<p>Words.</p>",
    attachments=(FILE,),
    headers={"Auto-Submitted": "auto-generated"},
    message_id="<digest.aa@example.org>",
)


def test_a_mail_comes_back_from_its_row_as_it_went() -> None:
    assert Mail.from_json(WHOLE.to_json()) == WHOLE
    assert WHOLE.mark == "digest.aa"
    assert Mail("a@example.org", "", "", message_id="<XL.7@example.org>").mark == "XL.7"
    assert Mail("a@example.org", "", "").mark is None


def test_a_mail_goes_out_with_its_id_its_answers_address_both_forms_and_its_files() -> None:
    sent = WHOLE.compose("Staffroom <staff@school.example>", "desk@school.example", row_id="17", now=START)
    assert (sent["From"], sent["To"]) == ("Staffroom <staff@school.example>", "ana@example.org")
    assert (sent["Subject"], sent["Reply-To"]) == ("The digest", "desk@school.example")
    assert (sent["Message-ID"], sent["Auto-Submitted"]) == ("<digest.aa@example.org>", "auto-generated")
    assert sent["Date"].datetime == START
    bodies = {part.get_content_type(): part.get_content() for part in sent.walk() if not part.is_multipart()}
    assert bodies == {
        "text/plain": "Words.\n",
        "text/html": "<p>Words.</p>\n",
        "application/pdf": b"%PDF",
    }
    assert [part.get_filename() for part in sent.iter_attachments()] == ["digest.pdf"]


def test_a_mail_without_an_id_has_its_rows_at_the_senders_domain() -> None:
    plain = Mail("ana@example.org", "Hello", "Words.")
    sent = plain.compose("Staffroom <staff@school.example>", None, row_id="17", now=START)
    assert sent["Message-ID"] == "<17@school.example>"
    assert sent["Reply-To"] is None
    assert not sent.is_multipart()


@pytest.mark.parametrize(("attempts", "longest"), [(1, 2), (3, 8), (9, 512), (10, 600), (40, 600)])
def test_waits_double_up_to_ten_minutes_and_jitter_takes_off_at_most_half(attempts: int, longest: int) -> None:
    assert backoff(attempts, jitter=0.0) == timedelta(seconds=longest)
    assert backoff(attempts, jitter=1.0) == timedelta(seconds=longest / 2)


async def test_what_may_not_always_be_repeated_has_a_lane_of_its_own_where_one_leads() -> None:
    async def run(*_: object) -> None: ...

    sure, once = Effect(run), Effect(run, is_idempotent=False)
    asks = Effect(run, is_idempotent=lambda house: house is not None)
    [only] = lanes_for({"post": sure})
    assert (only.reach.kinds, only.reach.is_others, only.reach.most, only.is_leaders) == (
        frozenset(),
        True,
        AT_ONCE,
        False,
    )
    first, second = lanes_for({"post": sure, "mail": once, "spool": asks})
    assert first.reach.kinds == second.reach.kinds == {"mail", "spool"}
    assert (first.reach.is_others, first.is_leaders) == (True, False)
    assert (second.reach.is_others, second.is_leaders) == (False, True)
    assert not asks.may_repeat(None)  # type: ignore[arg-type]
    assert asks.may_repeat(object())  # type: ignore[arg-type]
    assert sure.may_repeat(None)  # type: ignore[arg-type]
    assert not once.is_always_idempotent
