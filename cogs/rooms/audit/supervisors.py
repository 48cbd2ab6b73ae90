"""Who on a saved server supervises somebody, by a file in the roster's format.

The roster knows people, a saved server knows accounts. A column `account_id` (or `discord_id`, `discord`) joins the
two; without it a person is looked for by name among nicknames, display names and user names, and everybody who bears
the name is marked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.errors import Refusal
from bot.people.model import name_key
from bot.people.roster import ALIASES
from bot.people.roster_table import Row, read_table
from bot.visibility.server.payload import Account
from config.texts import N_

ACCOUNT_COLUMNS = ("account_id", "discord_id", "discord")


@dataclass
class NoSupervisors(Refusal):
    """The file cannot be used."""

    why: str
    says: ClassVar[str] = N_("The file of supervisors can't be used: {why}. Correct that and run the command again.")


@dataclass(frozen=True)
class Supervisors:
    """The accounts that belong to supervisors, by the names in the file, and whose account was not found."""

    accounts: Mapping[int, str]
    not_found: tuple[str, ...]
    listed: int  # people in the file
    is_everybody: bool  # the file says of nobody in it that they supervise somebody, so all of them count


def read_supervisors(content: bytes, accounts: Mapping[int, Account]) -> Supervisors:
    """Read the file and find its supervisors' accounts; raises `NoSupervisors`."""
    table = read_table(N_("supervisors"), content, ("name",), ALIASES)
    if table.faults:
        raise NoSupervisors(str(table.faults[0]))
    named = {each.strip().casefold() for row in table.rows for each in _cell(row, "supervisor_emails").split(";")}
    supervising = [row for row in table.rows if _cell(row, "email").casefold() in named - {""}]
    rows = supervising or table.rows
    by_name = _by_name(accounts)
    found: dict[int, str] = {}
    missing = []
    for row in rows:
        theirs = [account_id for account_id in _accounts(row, by_name) if account_id in accounts]
        found |= dict.fromkeys(theirs, _cell(row, "name"))
        missing += [] if theirs else [_cell(row, "name")]
    return Supervisors(found, tuple(missing), len(table.rows), is_everybody=not supervising)


def _accounts(row: Row, by_name: Mapping[str, list[int]]) -> Iterable[int]:
    told = next((_cell(row, column) for column in ACCOUNT_COLUMNS if _cell(row, column)), "")
    if told.isascii() and told.isdigit():
        return [int(told)] if len(told) < 20 else []
    return by_name.get(name_key(told.removeprefix("@") or _cell(row, "name")), [])


def _by_name(accounts: Mapping[int, Account]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for account_id, account in accounts.items():
        for key in {name_key(name) for name in account.names}:
            found[key].append(account_id)
    return found


def _cell(row: Row, column: str) -> str:
    return row.cells.get(column, "").strip()
