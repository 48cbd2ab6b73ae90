"""The house without Discord: what the command line works with, and what `bot.run.app` builds on."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import shutil
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import typer
from pydantic import ValidationError
from rich.console import Console
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.clock import Clock, SystemClock
from bot.database.engine import Database
from bot.database.faults import fault_in, is_outage
from bot.database.migrate import upgrade
from bot.database.network import FIRST_NETWORK, Network, Networks, NetworkTaken
from bot.errors import Refusal
from bot.house import House
from bot.keys import Keyring, Vault
from bot.keys.in_use import in_use
from bot.text.held import GONE
from bot.text.model import check_model
from bot.workers import Workers
from config.reading import faults, read_settings, slips
from config.settings import Settings
from config.texts import N_

log = logging.getLogger(__name__)
T = TypeVar("T")
ROOM_OF_A_NEW_ONE = 8_000_000  # bytes: the tables take 1.6 MB, as much again while they are made, and then rows


@dataclass
class DatabaseUnreachable(Refusal):
    """The database cannot be opened."""

    place: str
    why: str
    says: ClassVar[str] = N_(
        "The database at {place} can't be opened: {why}. Check STAFFROOM_DATABASE_URL or STAFFROOM_DATA_DIR."
    )


@dataclass
class NetworkUnsaid(Refusal):
    """A command was not told which of several networks it is for."""

    names: str
    says: ClassVar[str] = N_("There are several networks here. Say which one with --network: {names}.")


@dataclass
class NetworkUnknown(Refusal):
    """A command was told a network that isn't here."""

    name: str
    names: str
    says: ClassVar[str] = N_("There is no network called “{name}” here. --network takes one of these: {names}.")


def which_network(name: str | None, known: Sequence[str]) -> Refusal:
    """Return what to say where no network, or more than one, is the one that was meant."""
    names = ", ".join(f'"{each}"' for each in known)  # as they are typed: a name may have spaces
    return NetworkUnsaid(names) if name is None else NetworkUnknown(name, names)


@dataclass
class DatabaseGone(Refusal):
    """The database stopped answering while a command worked."""

    says: ClassVar[str] = N_(
        "The database stopped answering, so what was being written is undone. Check that its disk isn't full and that "
        "no other program holds it locked, then run the command again."
    )


@asynccontextmanager
async def open_house(settings: Settings, clock: Clock | None = None) -> AsyncIterator[House]:
    """Open the keyring, a database whose schema is brought up to date first, and the worker process.

    Raises `KeyringUnusable`, `BeingReplaced`, `DatabaseUnreachable`, `SchemaIsNewer`, or what `check_model` raises.
    """
    Keyring.open(settings.keys_dir)
    with in_use(settings.keys_dir):
        async with open_house_alone(settings, clock) as house:
            yield house


@asynccontextmanager
async def open_house_alone(settings: Settings, clock: Clock | None = None) -> AsyncIterator[House]:
    """Open what `open_house` opens, for whoever is alone with the keyring (`bot.keys.in_use`)."""
    async with AsyncExitStack() as stack:
        if settings.embeddings_dir is not None:
            check_model(settings.embeddings_dir)
        keys = Keyring.open(settings.keys_dir)
        database = await stack.enter_async_context(open_database(settings, keys))
        workers = Workers()
        stack.callback(workers.close)
        networks = Networks(database)
        house = House(settings, clock or SystemClock(), database, networks, keys, workers)
        stack.callback(house.held.close)
        database.listen(GONE, house.held.forget)
        if not await networks.all():
            with suppress(NetworkTaken):  # of several starters that find none, another was first
                await networks.create(FIRST_NETWORK, now=house.clock.now())
        yield house


@asynccontextmanager
async def open_network(settings: Settings, name: str | None = None) -> AsyncIterator[tuple[House, Network]]:
    """Open the house for one network: the one named, or the only one there is; raises what `which_network` returns."""
    async with open_house(settings) as house:
        known = await house.networks.all()
        fitting = [network for network in known if name in (None, network.name)]
        if len(fitting) != 1:
            raise which_network(name, [network.name for network in known])
        yield house, fitting[0]


def settings_or_exit() -> Settings:
    """Read the settings; every fault is told at once, and the command ends with 2."""
    for name, hint in slips().items():
        Console(stderr=True, soft_wrap=True).print(f"{name}: {hint}.", markup=False, highlight=False)
    try:
        return read_settings()
    except ValidationError as error:
        for line in faults(error):
            Console(stderr=True, soft_wrap=True).print(line, markup=False, highlight=False)
        raise typer.Exit(2) from None


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a command's coroutine; a refusal is told in its own sentence, and the command ends with its number."""
    try:
        return asyncio.run(_with_the_database_named(work))
    except Refusal as refusal:
        Console(stderr=True, soft_wrap=True).print(str(refusal), markup=False, highlight=False)
        raise typer.Exit(refusal.ends_with) from None


async def _with_the_database_named(work: Coroutine[Any, Any, T]) -> T:
    try:
        return await work
    except DBAPIError as error:
        if not is_outage(error):  # a fault of ours, whose place is worth seeing
            raise
        raise DatabaseGone from error


@asynccontextmanager
async def open_database(settings: Settings, keys: Keyring) -> AsyncIterator[Database]:
    """Open the database, its schema brought up to date first; raises `DatabaseUnreachable` or `SchemaIsNewer`."""
    vault = Vault(keys)
    place = "STAFFROOM_DATABASE_URL" if settings.database_url else str(settings.data_dir)
    try:
        if settings.database_url is None:
            await asyncio.to_thread(_make_place, settings.data_dir, settings.file)
        before = await upgrade(settings.url, vault=vault)
    except (OSError, SQLAlchemyError, TypeError) as error:  # TypeError: an option in the address nobody knows
        raise DatabaseUnreachable(place, _reason(error)) from error
    if not before.is_current:
        log.info("schema upgraded from %s to %s", before.present or "nothing", before.newest)
        if before.copy is not None:
            log.info("%s holds everything as it was; delete it once the new version runs well", before.copy.name)
    async with Database.open(settings.url, vault=vault) as database:
        yield database


def _make_place(folder: Path, file: Path) -> None:
    """Make the data folder and, in it, a file that only this account can read: SQLite's own would be everybody's.

    Nothing is made on a disk that would be full before the first table is there: an empty file would be left, which
    other starters may have opened, so that nobody could take it away again. Raises `OSError`.
    """
    is_new = not file.exists() or file.stat().st_size == 0
    above = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    if is_new and shutil.disk_usage(above).free < ROOM_OF_A_NEW_ONE:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.touch(mode=0o600)


def _reason(error: Exception) -> str:
    if (fault := fault_in(error)) is not None:
        return fault
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return "it doesn't answer, or can't be written"
