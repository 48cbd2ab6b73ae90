"""Issuing one-time codes: by mail, or once into a private file."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bot.database.groups import in_groups
from bot.database.network import Network
from bot.errors import Refusal
from bot.house import House
from bot.outbox import Outbox
from bot.people.codes import CodeStore, code_digest, make_code
from bot.people.model import Person, email_key
from bot.people.stewards import log_act_of_host
from bot.people.store import PeopleStore
from cogs.members.joining import CODES_KEY
from cogs.members.letters import code_letter
from cogs.members.rules import check_invite
from config.texts import N_

MAILED = N_("{actor} mailed one-time codes to people on the roster: {about}.")
WRITTEN = N_("{actor} wrote one-time codes for people on the roster to a file: {about}.")


@dataclass
class FileTaken(Refusal):
    """The file for the codes cannot be made."""

    path: str
    why: str
    says: ClassVar[str] = N_("{path} can't be made: {why}. No code was issued; name a file that doesn't exist yet.")


@dataclass
class MailOff(Refusal):
    """No mail can leave."""

    says: ClassVar[str] = N_(
        "No code was issued: mail isn't switched on. Set STAFFROOM_SMTP_URL and STAFFROOM_MAIL_FROM, or use --out FILE."
    )


@dataclass
class NobodyToIssue(Refusal):
    """No person needs a code."""

    says: ClassVar[str] = N_(
        "No code was issued: nobody on the roster, or nobody with that address, still has to join. Check "
        "the address, or bring the roster up to date with staffroom roster import."
    )


async def mail_codes(house: House, network: Network, only: str | None, *, invite: str | None = None) -> int:
    """Mail a code to everyone who has still to join, or to one address; return how many. Older codes are void.

    `invite` is a link to the server, for the mails. Raises `MailOff`, `NotAnInvite` or `NobodyToIssue`.
    """
    if invite is not None:
        check_invite(invite)
    if not house.settings.can_mail:
        raise MailOff
    people = await _still_to_join(network, only)
    codes = {person.id: make_code() for person in people}
    days, now, digests = network.community.codes.days_valid, house.clock.now(), _digests(house, codes)
    for group in in_groups(people):  # each group's codes and mails in one write; others can write in between
        async with network.write() as tx:
            mine = {person.id: digests[person.id] for person in group}
            await CodeStore(tx).issue(mine, now=now, days_valid=days)
            for person in group:
                letter = code_letter(person, person.email or "", network.name, codes[person.id], days, invite=invite)
                await Outbox(tx).mail(letter, now=now)
            await log_act_of_host(tx, MAILED, str(len(group)), now)
    return len(people)


async def write_codes(house: House, network: Network, path: Path, only: str | None) -> int:
    """Write a code for everyone who has still to join into a new file that only its owner can read; return how many.

    The file comes first: a code that was issued is never lost. If issuing fails, the file is removed.
    """
    people = await _still_to_join(network, only)
    codes = {person.id: make_code() for person in people}
    days, now, digests = network.community.codes.days_valid, house.clock.now(), _digests(house, codes)
    _write_privately(path, _table(people, codes))
    try:
        async with network.write() as tx:
            await CodeStore(tx).issue(digests, now=now, days_valid=days)
            await log_act_of_host(tx, WRITTEN, str(len(people)), now)
    except BaseException:
        _take_back(path)
        raise
    return len(people)


async def _still_to_join(network: Network, only: str | None) -> list[Person]:
    async with network.read() as tx:
        everyone = await PeopleStore(tx).people()
    waiting = [each for each in everyone if each.state == "active" and each.email and each.account_id is None]
    chosen = [each for each in waiting if only is None or each.email == email_key(only)]
    if not chosen:
        raise NobodyToIssue
    return chosen


def _digests(house: House, codes: dict[int, str]) -> dict[int, str]:
    key = house.keys.signing_key(CODES_KEY)
    return {person_id: code_digest(code, key) for person_id, code in codes.items()}


def _table(people: Sequence[Person], codes: dict[int, str]) -> str:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["name", "email", "code"])
    table.writerows([person.name, person.email, codes[person.id]] for person in people)
    return text.getvalue()


def _take_back(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _write_privately(path: Path, text: str) -> None:
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise FileTaken(str(path), (error.strerror or "it can't be written").lower()) from error
