"""What is owed outlives an outage of hours, and what stays undelivered is shown, tried again or let go."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from pydantic import SecretStr
from sqlalchemy import select

from bot.clock import ManualClock
from bot.database.network import Network
from bot.database.schema.outbox import outbox
from bot.outbox import Courier, Effect, InDoubt, Outbox
from bot.outbox.ledger import Ledger
from bot.outbox.mail import Mail
from bot.outbox.mailing import EFFECTS as MAIL_EFFECTS
from bot.outbox.patience import MOST_FAULTS
from config.settings import Settings
from tests.kit.bare import bare_house

OUTAGE = timedelta(hours=30)
LETTER = Mail("ana@example.org", "Your code", "ABCD")


class Service:
    """Something outside that is away, broken or there."""

    def __init__(self) -> None:
        self.trouble: Exception | None = None
        self.seen: list[str] = []

    async def run(self, _house: Any, _network: Network, facts: Mapping[str, Any]) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.seen.append(facts["word"])


@pytest.fixture
def service() -> Service:
    return Service()


def _courier(network: Network, clock: ManualClock, effects: Mapping[str, Effect], settings: Any = None) -> Courier:
    return Courier(bare_house(network.database, clock, settings=settings), effects)


@asynccontextmanager
async def _strict_mail_server() -> AsyncIterator[tuple[int, list[str]]]:
    """A mail server that asks for a password; yields its port and whom it took mail for."""
    caught: list[str] = []

    class Takes:
        async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name for the hook
            caught.extend(envelope.rcpt_tos)
            return "250 OK"

    def allowed(_server: SMTP, _session: Session, _envelope: Envelope, _kind: str, given: LoginPassword) -> AuthResult:
        return AuthResult(success=given.password == b"right", handled=False)

    def protocol() -> SMTP:
        return SMTP(Takes(), authenticator=allowed, auth_required=True, auth_require_tls=False, loop=loop)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], caught


async def _pass(courier: Courier, clock: ManualClock, time: timedelta) -> None:
    end = clock.now() + time
    while clock.now() < end:
        await courier.drain()
        clock.forward(timedelta(minutes=10))
    await courier.drain()


async def _states(network: Network) -> list[str]:
    async with network.read() as tx:
        return [row.state for row in await tx.rows(select(outbox.c.state).where(tx.mine(outbox)))]


async def _owe(network: Network, clock: ManualClock, word: str) -> None:
    async with network.write() as tx:
        await Outbox(tx).carry_out("call", {"word": word}, destination=word, now=clock.now())


async def test_an_outage_of_a_day_loses_nothing(network: Network, clock: ManualClock, service: Service) -> None:
    courier = _courier(network, clock, {"call": Effect(service.run)})
    service.trouble = ConnectionRefusedError()
    await _owe(network, clock, "a")
    await _pass(courier, clock, OUTAGE)
    service.trouble = None
    await _pass(courier, clock, timedelta(minutes=20))
    assert service.seen == ["a"]


async def test_what_failed_together_is_not_tried_again_together(
    network: Network, clock: ManualClock, service: Service
) -> None:
    courier = _courier(network, clock, {"call": Effect(service.run)})
    service.trouble = ConnectionRefusedError()
    for word in "abcdef":
        await _owe(network, clock, word)
    await courier.drain()
    async with network.read() as tx:
        due = {row.due_at - clock.now() for row in await tx.rows(select(outbox.c.due_at).where(tx.mine(outbox)))}
    assert len(due) > 1
    assert all(timedelta(seconds=1) <= each <= timedelta(seconds=2) for each in due)


async def test_a_fault_of_ours_ends_soon_because_waiting_will_not_mend_it(
    network: Network, clock: ManualClock, service: Service
) -> None:
    courier = _courier(network, clock, {"call": Effect(service.run)})
    service.trouble = KeyError("person_id")
    await _owe(network, clock, "a")
    await _pass(courier, clock, MOST_FAULTS * timedelta(minutes=10))
    assert await _states(network) == ["dead"]


# loopback needs no TLS
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
async def test_a_wrong_password_for_the_mail_server_loses_no_mail(network: Network, clock: ManualClock) -> None:
    async with asyncio.timeout(20), _strict_mail_server() as (port, caught):
        settings = Settings(_env_file=None, mail_from="staffroom@example.org")
        async with network.write() as tx:
            await Outbox(tx).mail(LETTER, now=clock.now())
        for password, state in (("wrong", "waiting"), ("right", "sent")):
            url = SecretStr(f"smtp://user:{password}@127.0.0.1:{port}")
            set_now = settings.model_copy(update={"smtp_url": url})
            await _pass(_courier(network, clock, MAIL_EFFECTS, set_now), clock, timedelta(hours=1))
            assert await _states(network) == [state]
        assert caught == ["ana@example.org"]


async def test_a_mail_waits_while_no_mail_server_is_set(network: Network, clock: ManualClock) -> None:
    async with network.write() as tx:
        await Outbox(tx).mail(LETTER, now=clock.now())
    await _pass(_courier(network, clock, MAIL_EFFECTS, Settings(_env_file=None)), clock, timedelta(hours=1))
    assert await _states(network) == ["waiting"]


async def test_what_is_stuck_is_counted_tried_again_or_let_go(
    network: Network, clock: ManualClock, service: Service
) -> None:
    courier = _courier(network, clock, {"call": Effect(service.run, is_idempotent=False)})
    for word, trouble in (("a", InDoubt()), ("b", KeyError()), ("c", OSError())):
        service.trouble = trouble
        await _owe(network, clock, word)
        await _pass(courier, clock, timedelta(hours=2))
    service.trouble = None
    await _owe(network, clock, "d")
    await courier.drain()
    async with network.read() as tx:
        stuck = await Ledger(tx).stuck()
    assert (stuck.ended, stuck.in_doubt, stuck.failing, stuck.newest) == (1, 1, 1, 3)
    async with network.write() as tx:
        assert await Ledger(tx).let_go(1) == 1
        assert await Ledger(tx).try_again(3, now=clock.now()) == 2
    await courier.drain()
    assert service.seen == ["d", "b", "c"]
    async with network.read() as tx:
        kept = await tx.rows(select(outbox.c.facts).where(tx.mine(outbox)))
        assert (await Ledger(tx).stuck()).newest is None
    assert all(row.facts is None for row in kept), "what was let go holds no words any more"
