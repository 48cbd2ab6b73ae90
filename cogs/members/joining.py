"""Joining: a one-time code makes a Discord account the member whom the code was sent to."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from bot.database.network import Network
from bot.database.transaction import Tx
from bot.errors import Refusal
from bot.house import House
from bot.outbox import Outbox
from bot.people.codes import CodeStore, code_digest
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.visibility.admission.access import request_sync
from cogs.members.firstweek.walking import begin_week
from cogs.members.letters import joined_letter
from cogs.members.links import not_me_link
from cogs.members.rules import AlreadyJoined, CodeUnknown, check_code, check_place, check_tries
from config.community import Community

CODES_KEY = "codes"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Attempt:
    """An account, the name it shows, and the digests of what was typed."""

    account_id: int
    account_name: str
    digests: tuple[str, ...]  # under today's key, and under those that were rotated out


@dataclass(frozen=True)
class Joined:
    """Who has joined, and whether a first week of small steps begins for them."""

    person: Person
    begins_week: bool


async def join(house: House, network: Network, account_id: int, account_name: str, typed: str) -> Joined:
    """Link the account to the person whose code was typed, and return them.

    The roles follow, and the roster's address is told, in the same transaction. Raises a refusal of
    `cogs.members.rules` for everything that stands against it; the try then stays counted.
    """
    now = house.clock.now()
    digests = tuple(code_digest(typed, key) for key in house.keys.signing_keys(CODES_KEY))
    attempt = Attempt(account_id, account_name, digests)
    begins_week = False
    async with network.write() as tx:
        outcome = await _attempt(tx, network.community, attempt, now)
        if isinstance(outcome, Person):
            await _tell_the_address(tx, house, network, outcome, attempt)
            begins_week = await begin_week(tx, network.community, outcome, now)
    if isinstance(outcome, Refusal):
        raise outcome
    log.info("person %s joined", outcome.id)
    return Joined(outcome, begins_week)


async def check_account(network: Network, account_id: int) -> None:
    """Raise `AlreadyJoined` where the account is somebody already."""
    async with network.read() as tx:
        await _check_account(tx, account_id)


async def _check_account(tx: Tx, account_id: int) -> None:
    holder = await PeopleStore(tx).by_account(account_id)
    if holder is not None:
        raise AlreadyJoined(holder.name)


async def _attempt(tx: Tx, community: Community, attempt: Attempt, now: datetime) -> Person | Refusal:
    """Let in, or return the refusal: raising it here would undo the count of the try."""
    codes = CodeStore(tx)
    try:
        await _check_account(tx, attempt.account_id)
        check_tries(*await codes.tries(attempt.account_id, now=now), community.codes)
    except Refusal as refusal:
        return refusal
    try:
        return await _let_in(tx, attempt, now)
    except Refusal as refusal:
        await codes.record_try(attempt.account_id, now=now)
        return refusal


async def _let_in(tx: Tx, attempt: Attempt, now: datetime) -> Person:
    codes, people = CodeStore(tx), PeopleStore(tx)
    found = [(await codes.find(digest), digest) for digest in attempt.digests]
    code, digest = next((each for each in found if each[0] is not None), found[0])
    check_code(code, digest, now)
    person = await people.person(code.person_id) if code is not None else None
    if code is None or person is None:
        raise CodeUnknown
    check_place(person, attempt.account_id)
    await codes.use(code.id, now=now)
    await people.link(person.id, attempt.account_id, now)
    await request_sync(tx, person.id, now=now)
    return person


async def _tell_the_address(tx: Tx, house: House, network: Network, person: Person, attempt: Attempt) -> None:
    if person.email is None or not house.settings.can_mail:
        return
    link = not_me_link(house, network.id, person.id, attempt.account_id)
    letter = joined_letter(person, person.email, network.name, attempt.account_name, link)
    await Outbox(tx).mail(letter, now=house.clock.now())
