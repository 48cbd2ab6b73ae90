"""The simulated Discord: the one module of the demo that knows simcord.

Accounts act as people do in a Discord client, under the server's real permission rules: who may not see a channel
cannot write in it, and what is not on the screen cannot be clicked.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import discord
from simcord import Env
from simcord.actors import MemberActor
from simcord.backend.access import channel_accessible
from simcord.backend.errors import BackendError, SetupError
from simcord.builders import ChannelHandle, GuildHandle, UserHandle
from simcord.enums import AppCommandType
from simcord.results import InteractionResult, ResponseMessage
from simcord.types import HttpLogEntry

from bot.clock import ManualClock
from bot.house import House
from bot.outbox import Courier
from demo.clients import Clients, let_clients_tell
from demo.pinning import teach_pinning

PATIENCE_SECONDS = 30.0  # the worker process's first start takes about two
FIRST_CHANNEL = "general"

Actor = MemberActor
User = UserHandle
Result = InteractionResult
Shown = ResponseMessage
IMPOSSIBLE = (SetupError, BackendError)  # what nobody could do in a Discord client


@dataclass
class Simulation:
    """A server with its accounts, and the house's client logged in to it."""

    env: Env
    guild: GuildHandle
    clock: ManualClock
    clients: Clients
    actors: dict[int, Actor] = field(default_factory=dict)
    _seen_trouble: int = 0

    @property
    def owner(self) -> Actor:
        """The account that owns the server."""
        return MemberActor(self.env, self.guild, self.guild.owner)

    @property
    def requests(self) -> Sequence[HttpLogEntry]:
        """What the bot asked Discord to do, oldest first."""
        return self.env.http_requests

    @property
    def state(self) -> str:
        """What changes whenever something happened."""
        said = sum(map(len, self.env.backend.messages.values()))
        return f"{len(self.requests)} {said} {self.clock.now().timestamp()}"

    def is_known(self, channel_id: int) -> bool:
        """Say whether there is such a channel or thread."""
        return channel_id in self.env.backend.channels

    @property
    def first_channel(self) -> int:
        """The channel that a new server has."""
        return self.guild.channels[FIRST_CHANNEL].id

    def add(self, name: str, login: str) -> Actor:
        """Let somebody join the server; they have no role yet."""
        actor = self.guild.add_member(self.env.create_user(login, global_name=name))
        self.actors[actor.id] = actor
        return actor

    def handle(self, channel_id: int) -> ChannelHandle:
        """Return a channel or a thread."""
        guild = None if self.is_direct(channel_id) else self.guild
        return ChannelHandle(self.env, guild, self.env.backend.channels[channel_id])

    def is_direct(self, channel_id: int) -> bool:
        """Say whether a channel is somebody's direct messages with the bot."""
        return self.env.backend.channels[channel_id].guild_id is None

    def may_read(self, account_id: int, channel_id: int) -> bool:
        """Say whether an account can open a channel and read what was written there, by the server's permissions."""
        return channel_accessible(self.env.backend, channel_id, account_id, history=True)

    def history(self, account_id: int, channel_id: int) -> list[discord.Message]:
        """Return what an account sees in a channel, oldest first, its private replies included."""
        actor = self.actors.get(account_id, self.owner)
        if not self.is_known(channel_id) or not self.may_read(account_id, channel_id):
            return []
        return self.handle(channel_id).history(viewer=actor)

    def content(self, url: str) -> bytes | None:
        """Return an attached file's content by the address that Discord gave it."""
        found: bytes | None = self.env.backend.cdn.get(url)
        return found

    def readers(self, channel_id: int) -> list[int]:
        """Return every account that can read a channel."""
        return [account_id for account_id in self.guild.member_ids() if self.may_read(account_id, channel_id)]

    def give_role(self, account_id: int, role: str) -> None:
        """Give an account a role as somebody with the right to does it by hand, past the bot."""
        self.env.backend.add_member_role(self.guild.id, account_id, self.guild.roles[role].id)

    def trouble(self) -> str:
        """Return what went wrong in the bot since the last look, empty if nothing did."""
        new = self.env.errors_since(self._seen_trouble)
        self._seen_trouble = self.env.error_cursor
        return "; ".join(f"{getattr(error, 'original', error)}" for error in new)

    async def settle(self, courier: Courier) -> None:
        """Let everything that is due happen."""
        await self.env.settle()
        await courier.drain()
        await self.env.settle()

    async def wait(self, step: timedelta) -> None:
        """Let time pass; nothing that is due is done by that alone."""
        self.clock.forward(step)
        with self.env.time_context():
            await self.env.advance_time(step.total_seconds())

    async def forward(self, house: House, step: timedelta) -> None:
        """Let time pass, wake the sweeps and deliver what they owe."""
        if house.pulse is None or house.courier is None:
            raise LookupError("the house is not open")
        await self.wait(step)
        with self.env.time_context():
            await house.pulse.beat()
            await self.settle(house.courier)

    def in_time(self) -> AbstractContextManager[None]:
        """Let whatever is done inside see the simulated time, whichever task it runs in."""
        return self.env.time_context()

    def commands(self, account_id: int, channel_id: int, *, is_menu: bool = False) -> list[dict[str, Any]]:
        """Return the slash commands an account may use in a channel, or what is in a message's menu, as registered."""
        kind = AppCommandType.MESSAGE if is_menu else AppCommandType.CHAT_INPUT
        return self.env.backend.visible_commands(user_id=account_id, channel_id=channel_id, type=kind)

    async def use(self, actor: Actor, channel_id: int, name: str, values: Mapping[str, object]) -> Result:
        """Use a slash command, in direct messages too; raises what is `IMPOSSIBLE`."""
        if self.is_direct(channel_id):
            answered: Result = await actor.user.slash(name, **values)
            return answered
        return await actor.slash(self.handle(channel_id), name, **values)

    async def complete(self, actor: Actor, channel_id: int, name: str, option: str, text: str) -> list[tuple[str, str]]:
        """Type into an option; return what the bot offers: what is read, and what is sent."""
        if self.is_direct(channel_id):
            found = await actor.user.autocomplete(name, option, text)
        else:
            found = await actor.autocomplete(self.handle(channel_id), name, option, text)
        return [(str(each["name"]), str(each["value"])) for each in found]


@asynccontextmanager
async def open_simulation(house: House, clock: ManualClock, server: str, owner: str) -> AsyncIterator[Simulation]:
    """Log the house's client in to a new, empty server; raises what the client raises."""
    if house.client is None:
        raise LookupError("the house has no client")
    teach_pinning()
    env = Env(house.client, settle_timeout=PATIENCE_SECONDS, check_errors=False)
    env.backend.advance_clock((clock.now() - env.now()).total_seconds())
    clients = let_clients_tell(env)
    await env.start()
    try:
        login = owner.lower().replace(" ", ".")
        guild = env.create_guild(server, owner=env.create_user(login, global_name=owner))
        guild.create_text_channel(FIRST_CHANNEL)
        await env.settle()
        with env.time_context():
            yield Simulation(env, guild, clock, clients)
    finally:
        await env.shutdown()
