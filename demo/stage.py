"""Everything the demo runs on, opened together: folder, mail catcher, the application, the simulated server."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.clock import ManualClock
from bot.database.network import Network
from bot.house import House
from bot.outbox import Courier
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.run.app import open_app
from config.settings import Settings
from demo.account import Account
from demo.mailbox import LOOPBACK, Letter, Mailbox, open_mailbox
from demo.simulation import Simulation, open_simulation
from demo.world import NETWORK, OWNER, POLICYMAKER, PUBLIC_NAME, RECIPIENTS, REPLY_TO, Cast, login, rows

MORNING = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # a Monday, nine o'clock in Chicago
LINK = re.compile(r"https?://[^\s<>\"')]+")


@dataclass
class Stage:
    """The application with its invented world, and what has happened on it."""

    house: House
    network_id: int
    simulation: Simulation
    mailbox: Mailbox
    clock: ManualClock
    accounts: dict[str, Account] = field(default_factory=dict)  # by name
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # the simulation takes one hand at a time

    @property
    def courier(self) -> Courier:
        """What delivers; it is there as long as the stage is."""
        if self.house.courier is None:
            raise LookupError("the house delivers nothing")
        return self.house.courier

    async def network(self) -> Network:
        """Return the network as it is defined now."""
        found = await self.house.networks.get(self.network_id)
        if found is None:
            raise LookupError("the network is gone")
        return found

    async def person(self, name: str) -> Person:
        """Return somebody on the roster."""
        network = await self.network()
        async with network.read() as tx:
            return next(person for person in await PeopleStore(tx).people() if person.name == name)

    def account(self, who: Cast | str) -> Account:
        """Return somebody's account; they join the server on first use, without any role."""
        name = who if isinstance(who, str) else who.name
        if name not in self.accounts:
            self.accounts[name] = Account(self.simulation, self.simulation.add(name, login(name)), name)
        return self.accounts[name]

    @property
    def owner(self) -> Account:
        """The account that owns the server."""
        return Account(self.simulation, self.simulation.owner, OWNER)

    def channel(self, name: str) -> int:
        """Return a channel's id by its name."""
        return self.simulation.guild.channels[name].id

    async def settle(self) -> None:
        """Let everything that is due happen."""
        with self.simulation.in_time():
            await self.simulation.settle(self.courier)

    async def forward(self, step: timedelta) -> None:
        """Move the clock, wake the sweeps, deliver."""
        await self.simulation.forward(self.house, step)

    def policy_letter(self, cast: Cast = POLICYMAKER) -> Letter | None:
        """Return the newest digest that one of the story's policymakers got; a reminder of it has no page."""
        addresses = [row["mail"] for row in rows(RECIPIENTS) if row["name"] == cast.name]
        letters = (letter for address in addresses for letter in reversed(self.mailbox.to(address)))
        return next((letter for letter in letters if letter.html), None)

    def policy_page(self, cast: Cast = POLICYMAKER) -> str | None:
        """Return the signed link in that mail."""
        letter, ours = self.policy_letter(cast), str(self.house.settings.public_url)
        found = [link.rstrip(".") for link in LINK.findall(letter.text if letter else "") if link.startswith(ours)]
        return next(iter(found), None)


def demo_settings(folder: Path, mail_url: str) -> Settings:
    """Return the embedded defaults: files in one folder, mail into the catcher, pages on loopback."""
    port = free_port()
    return Settings(
        _env_file=None,
        discord_token=None,
        database_url=None,
        data_dir=folder / "data",
        keys_dir=folder / "keys",
        smtp_url=SecretStr(mail_url),
        mail_from=PUBLIC_NAME,
        reply_to=REPLY_TO,
        public_url=f"http://{LOOPBACK}:{port}",
        web_host=LOOPBACK,
        web_port=port,
        log_level="error",
    )


def free_port(wanted: int = 0) -> int:
    """Return a loopback port nobody listens on: the one wanted, or any where that is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, wanted))
        except OSError:
            return free_port()
        return int(probe.getsockname()[1])


@asynccontextmanager
async def open_stage(folder: Path) -> AsyncIterator[Stage]:
    """Open the stage on an empty folder, before anything has happened; closes in reverse."""
    clock = ManualClock(MORNING)
    async with AsyncExitStack() as stack:
        mailbox = await stack.enter_async_context(open_mailbox(clock))
        house = await stack.enter_async_context(open_app(demo_settings(folder, mailbox.url), clock, pulse=False))
        network_id = await _name_the_network(house)
        simulation = await stack.enter_async_context(open_simulation(house, clock, NETWORK, OWNER))
        await house.networks.link(network_id, simulation.guild.id)
        yield Stage(house, network_id, simulation, mailbox, clock)


async def _name_the_network(house: House) -> int:
    [network] = await house.networks.all()
    await house.networks.rename(network.id, NETWORK)
    return network.id
