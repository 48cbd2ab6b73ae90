"""The house: what every feature is given. Opened and closed by `bot.run.app`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from bot.anonymity.memory import Memory
from bot.clock import Clock
from bot.database.engine import Database
from bot.database.network import Network, Networks
from bot.database.transaction import Tx
from bot.errors import Refusal
from bot.health import Meters
from bot.keys import Keyring
from bot.outbox.connections import Connections
from bot.outbox.effects import Retry
from bot.processes.peers import Peers
from bot.processes.shards import Shards
from bot.text.held import HeldTexts
from bot.workers import Workers
from config.settings import Settings
from config.texts import N_

if TYPE_CHECKING:
    import discord

    from bot.calendar.entries import CalendarPart
    from bot.mending import Mender
    from bot.outbox import Courier
    from bot.pulse import Pulse
    from bot.ui.bot import StaffroomBot
    from bot.web.server import WebServer

AWAY_SECONDS = 5.0  # until an effect looks again for what Discord has not told of yet


class Privacy(Protocol):
    """What every feature answers for about one person."""

    async def export(self, tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
        """Return what is held about a person: table → readable rows."""
        ...

    async def erase(self, tx: Tx, person_id: int, *, now: datetime) -> None:
        """Erase what is held about a person."""
        ...


@dataclass
class ServedElsewhere(Refusal):
    """Another process has the network's server, and did not take what was handed to it (`bot.ui.entrance`)."""

    says: ClassVar[str] = N_(
        "The part of me that is on your community's server doesn't answer just now, so nothing was changed. Try again "
        "in a minute."
    )


@dataclass
class House:
    """The services of one process. The last five are there while the whole house is open."""

    settings: Settings
    clock: Clock
    database: Database
    networks: Networks
    keys: Keyring
    workers: Workers
    privacy: Mapping[str, Privacy] = field(default_factory=dict)
    calendars: Mapping[str, CalendarPart] = field(default_factory=dict)  # what each feature puts into one's calendar
    mail_connections: Connections = field(default_factory=Connections)
    meters: Meters = field(default_factory=Meters)
    memory: Memory = field(default_factory=Memory)  # what anonymous paths remember: here, never in a row
    held: HeldTexts = field(default_factory=HeldTexts)  # very many texts, in a process of their own
    shards: Shards = field(default_factory=Shards)
    peers: Peers | None = None  # None: this process is alone with what it does
    courier: Courier | None = None
    pulse: Pulse | None = None
    client: StaffroomBot | None = None
    web: WebServer | None = None
    mender: Mender | None = None

    @property
    def leads(self) -> bool:
        """Whether this process does what only one of them may."""
        return self.peers is None or self.peers.leads

    def serves(self, network: Network) -> bool:
        """Say whether this is the process that the events of the network's server arrive at."""
        return self.shards.hold(network.guild_id)

    def guild(self, network: Network) -> discord.Guild | None:
        """Return the network's server, None while this process is not connected; raises `ServedElsewhere`.

        While Discord has yet to tell how a server is, its cache is empty: whatever is missing there is not gone.
        """
        if self.client is None or network.guild_id is None:
            return None
        if not self.serves(network):
            raise ServedElsewhere
        guild = self.client.get_guild(network.guild_id)
        return None if guild is None or guild.unavailable else guild

    def guild_or_retry(self, network: Network) -> discord.Guild:
        """Return the network's server for an effect that needs it; raises `Retry` or `ServedElsewhere`."""
        guild = self.guild(network)
        if guild is None:
            raise Retry(AWAY_SECONDS)
        return guild
