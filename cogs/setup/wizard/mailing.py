"""A test mail that is really sent, and what became of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from archive.bounces.reasons import explain
from bot.errors import Refusal
from bot.outbox import Outbox
from bot.outbox.ledger import Ledger
from bot.outbox.mail import Mail
from bot.outbox.outbox import OPEN, State
from bot.outbox.smtp import PUT_OFF, REFUSED, SENDER_REFUSED
from bot.people.roster_cells import ADDRESS
from bot.people.store import PeopleStore
from config.texts import N_, Texts

if TYPE_CHECKING:
    from bot.ui.visit import Visit

PATIENCE_SECONDS, LOOK_SECONDS = 8.0, 0.2  # a mail server that takes a mail does it within a second or two


@dataclass
class NoAddress(Refusal):
    """What was typed is no mail address."""

    typed: str
    says: ClassVar[str] = N_("“{typed}” is not a mail address, so no mail was sent. Write it like name@school.org.")


async def own_address(visit: Visit) -> str:
    """Return the roster's address of whoever asks; empty where they are on no roster."""
    async with visit.network.read() as tx:
        person = await PeopleStore(tx).by_account(visit.account_id)
    return (person.email or "") if person is not None else ""


async def send_test(visit: Visit, address: str) -> int:
    """Owe a test mail; returns the row's id. Raises `NoAddress`."""
    to = address.strip().lower()
    if not ADDRESS.fullmatch(to):
        raise NoAddress(address.strip())
    t = visit.t
    text = t(
        "Hello,\n\nThis is the test mail of {network} that was asked for in /setup. It arrived, so codes and digests "
        "will too.\n",
        network=visit.network.name,
    )
    async with visit.network.write() as tx:
        letter = Mail(to, t("Test mail from {network}", network=visit.network.name), text)
        return await Outbox(tx).mail(letter, now=visit.now)


async def what_became(visit: Visit, row_id: int) -> tuple[str, bool]:
    """Return what became of a test mail, in words, and whether that may still change; wait a little for an answer."""
    for _ in range(int(PATIENCE_SECONDS / LOOK_SECONDS)):
        async with visit.network.read() as tx:
            found = await Ledger(tx).ending(row_id)
        if found is None:
            return visit.t("I don't find that mail any more. Send another test."), False
        state, failure = found
        if state not in OPEN or failure:
            break
        await asyncio.sleep(LOOK_SECONDS)
    return said(state, failure, visit.t), state in OPEN


def said(state: str, failure: str, t: Texts) -> str:
    """Return what became of a mail whose row stands so, and what to do about it."""
    if state == State.SENT:
        return t("The mail server took the test mail. Look into your inbox, and into the folder for spam.")
    if failure.startswith((REFUSED, PUT_OFF, SENDER_REFUSED)):
        return t("The test mail did not go out. {why}", why=explain(failure, t))
    if state == State.DOUBT:
        return t("The mail server gave no answer, so the test mail may have arrived. Look into your inbox.")
    if failure:
        return t(
            "The test mail did not go out: the mail server can't be reached, or refuses the password. Whoever runs the "
            "machine sees the cause with staffroom doctor. It is tried again by itself."
        )
    return t("The test mail is on its way.")
