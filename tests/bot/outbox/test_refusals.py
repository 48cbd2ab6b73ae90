"""What a mail server turns away: for good, for now, or because of us; the rest goes out, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from pydantic import SecretStr
from sqlalchemy import select

from bot.clock import ManualClock
from bot.database.network import Network
from bot.database.schema.outbox import outbox
from bot.outbox import Courier, Outbox
from bot.outbox.claims import EVERYTHING, Claims
from bot.outbox.ledger import Ledger
from bot.outbox.mail import Mail
from bot.outbox.mailing import EFFECTS
from bot.outbox.smtp import status_of
from config.settings import Settings
from demo.mailbox import Mailbox
from tests.kit.bare import bare_house


@pytest.fixture
def courier(network: Network, clock: ManualClock, post_office: Mailbox) -> Courier:
    settings = Settings(_env_file=None, smtp_url=SecretStr(post_office.url), mail_from="staffroom@example.org")
    return Courier(bare_house(network.database, clock, settings=settings), EFFECTS)


async def _owe(network: Network, clock: ManualClock, *addresses: str) -> None:
    async with network.write() as tx:
        for address in addresses:
            letter = Mail(address, "The digest", "Words.", message_id="<digest.aa@example.org>")
            await Outbox(tx).mail(letter, now=clock.now())


async def _failures(network: Network) -> dict[str, str | None]:
    async with network.read() as tx:
        rows = await tx.rows(select(outbox.c.state, outbox.c.failure).where(tx.mine(outbox)))
    return {row.state: row.failure for row in rows}


@pytest.mark.parametrize(
    ("answer", "state", "failure"),
    [
        ("550 5.1.1 <ana@example.org> canary unknown", "dead", "refused 5.1.1"),
        ("554 canary go away", "dead", "refused 554"),
        ("450 4.7.1 canary greylisted", "waiting", "put off 4.7.1"),
        ("452 canary full", "waiting", "put off 452"),
    ],
)
async def test_a_refusal_for_good_ends_one_for_now_waits_and_only_its_code_is_kept(
    courier: Courier, network: Network, clock: ManualClock, post_office: Mailbox, answer: str, state: str, failure: str
) -> None:
    post_office.refuses["ana@example.org"] = answer
    await _owe(network, clock, "ana@example.org", "ben@example.org")
    await courier.drain()
    assert await _failures(network) == {state: failure, "sent": None}
    assert [letter.to for letter in post_office.letters] == ["ben@example.org"]


async def test_what_was_put_off_goes_out_once_the_server_takes_it(
    courier: Courier, network: Network, clock: ManualClock, post_office: Mailbox
) -> None:
    post_office.refuses["ana@example.org"] = "451 4.7.1 try again in five minutes"
    await _owe(network, clock, "ana@example.org")
    for _ in range(12):
        await courier.drain()
        clock.forward(timedelta(minutes=10))
    async with network.read() as tx:
        [unsent] = await Ledger(tx).unsent_mails()
    assert (unsent.failure, unsent.is_tried) == ("put off 4.7.1", True)
    post_office.refuses.clear()
    await courier.drain()
    assert [letter.to for letter in post_office.letters] == ["ana@example.org"]
    async with network.read() as tx:
        assert await Ledger(tx).unsent_mails() == []


async def test_an_outage_of_our_own_mail_server_is_nobodys_refusal(
    courier: Courier, network: Network, clock: ManualClock
) -> None:
    courier._house.settings = Settings(_env_file=None, mail_from="a@b.org", smtp_url=SecretStr("smtp://127.0.0.1:1"))
    await _owe(network, clock, "ana@example.org")
    for _ in range(12):
        await courier.drain()
        clock.forward(timedelta(minutes=10))
    async with network.read() as tx:
        assert (await Ledger(tx).stuck()).failing == 1
        assert await Ledger(tx).unsent_mails() == []


async def test_a_sender_that_is_not_taken_is_our_fault_and_no_refusal_of_the_address(
    courier: Courier, network: Network, clock: ManualClock, post_office: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = ["550 5.7.1 canary sender"]

    async def hears(_server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:
        envelope.mail_from = address
        return refusals.pop() if refusals else "250 OK"

    monkeypatch.setattr(post_office, "handle_MAIL", hears, raising=False)
    await _owe(network, clock, "ana@example.org")
    await courier.drain()
    assert await _failures(network) == {"waiting": "sender refused 5.7.1"}
    clock.forward(timedelta(minutes=1))
    await courier.drain()
    assert await _failures(network) == {"sent": None}


async def test_a_server_that_can_is_asked_to_quote_headers_alone_and_to_name_the_mail(
    courier: Courier, network: Network, clock: ManualClock, post_office: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    mail = SMTP.smtp_MAIL

    async def offers_dsn(
        _server: SMTP, session: Session, _envelope: Envelope, name: str, lines: list[str]
    ) -> list[str]:
        session.host_name = name
        return [*lines[:-1], "250-DSN", lines[-1]]

    async def hears(server: SMTP, arguments: str) -> None:  # aiosmtpd knows nothing of these options
        address, _, options = arguments.partition(" ")
        said.extend(options.split())
        await mail(server, address)

    monkeypatch.setattr(post_office, "handle_EHLO", offers_dsn, raising=False)
    monkeypatch.setattr(SMTP, "smtp_MAIL", hears)
    await _owe(network, clock, "ana@example.org")
    async with network.write() as tx:
        await Outbox(tx).mail(Mail("ben@example.org", "Your code", "ABCD"), now=clock.now())
    await courier.drain()
    assert len(post_office.letters) == 2
    assert said.count("RET=HDRS") == 2
    assert [each for each in said if each.startswith("ENVID")] == ["ENVID=digest.aa"]


@pytest.mark.parametrize(
    ("code", "answer", "status"),
    [
        (550, "5.1.1 no", "5.1.1"),
        (550, "no 5.1.1", "550"),
        (550, "5.1.1.1", "550"),
        (450, "", "450"),
        (550, "5.7.26\n", "5.7.26"),
    ],
)
def test_the_enhanced_code_stands_first_in_an_answer(code: int, answer: str, status: str) -> None:
    assert status_of(code, answer) == status


async def test_a_mail_or_a_row_shows_neither_whom_nor_what(network: Network, clock: ManualClock) -> None:
    mail = Mail("canary@example.org", "canary", "canary", html="canary", headers={"X": "canary"})
    async with network.write() as tx:
        await Outbox(tx).mail(mail, now=clock.now())
        claim = await Claims(tx).take(EVERYTHING, clock.now())
    assert claim.parcels[0].facts is not None
    assert "canary" not in repr(mail) + repr(claim)
