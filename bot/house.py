"""The house: what every feature is given. Opened and closed by `bot.run.app`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from bot.anonymity.memory import Memory
from bot.clock import Clock
from bot.database.engine import Database
from bot.database.network import Network, Networks
from bot.database.transaction import Tx
from bot.health import Meters
from bot.keys import Keyring
from bot.outbox.connections import Connections
from bot.text.held import HeldTexts
from bot.workers import Workers
from config.settings import Settings

if TYPE_CHECKING:
    import discord

    from bot.calendar.entries import CalendarPart
    from bot.mending import Mender
    from bot.outbox import Courier
    from bot.pulse import Pulse
    from bot.ui.bot import StaffroomBot
    from bot.web.server import WebServer


class Privacy(Protocol):
    """What every feature answers for about one person."""

    async def export(self, tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
        """Return what is held about a person: table → readable rows."""
        ...

    async def erase(self, tx: Tx, person_id: int, *, now: datetime) -> None:
        """Erase what is held about a person."""
        ...


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
    courier: Courier | None = None
    pulse: Pulse | None = None
    client: StaffroomBot | None = None
    web: WebServer | None = None
    mender: Mender | None = None

    def guild(self, network: Network) -> discord.Guild | None:
        """Return the network's server, where this process is connected to it.

        While Discord has yet to tell how a server is, its cache is empty: whatever is missing there is not gone.
        """
        if self.client is None or network.guild_id is None:
            return None
        guild = self.client.get_guild(network.guild_id)
        return None if guild is None or guild.unavailable else guild
