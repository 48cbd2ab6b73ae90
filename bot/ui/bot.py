"""The client: members and servers only, no messages; every click arrives by its address."""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.cards import Address
from bot.errors import Gone
from bot.house import House
from bot.ui.actions import Action, Actions
from bot.ui.door import Tree, answer
from bot.ui.entrance import Entrance
from bot.ui.gate import MOST_REFUSED, Gate
from bot.ui.payloads import address_in
from bot.ui.reception import Reception
from bot.ui.translating import CommandTexts
from bot.ui.visit import Visit

log = logging.getLogger(__name__)


def intents() -> discord.Intents:
    """Return what the bot listens to: servers, members, scheduled events. No messages, ever."""
    wanted = discord.Intents.none()
    wanted.guilds = True
    wanted.members = True
    wanted.guild_scheduled_events = True
    return wanted


class StaffroomBot(commands.AutoShardedBot):
    """Staffroom on Discord, on the shards of this process. Holds no state of its own: the house does."""

    def __init__(self, house: House, features: Sequence[str]) -> None:
        self.gate = Gate(house.shards.share_of(MOST_REFUSED))
        super().__init__(
            http_trace=self.gate.trace(),
            shard_ids=list(house.shards.ids),
            shard_count=house.shards.count,
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents(),
            tree_cls=Tree,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.from_intents(intents()),
            max_messages=None,
        )
        self.house = house
        self.reception = Reception(answer)
        self._features = features
        self._actions: dict[str, Actions] = {}
        read = self._connection.parsers
        self.entrance = Entrance(self, read["INTERACTION_CREATE"])
        read["INTERACTION_CREATE"] = self.entrance.arrive

    async def setup_hook(self) -> None:
        """Load every feature; one process tells Discord its commands, in each language there is."""
        await self.tree.set_translator(CommandTexts())
        for feature in self._features:
            await importlib.import_module(feature).setup(self)  # an extension would be forgotten and read again
        if self.house.shards.have_first:
            await self.tree.sync()
        await self.entrance.open()

    async def close(self) -> None:
        """Close once everybody is answered.

        What was never begun has nothing to close, and discord.py 2.7 fails to close shards then.
        """
        await self.entrance.close()
        await self.reception.close()
        if isinstance(self.loop, asyncio.AbstractEventLoop):
            await super().close()

    def add_actions(self, actions: Actions) -> None:
        """Route a feature's buttons, selects and forms."""
        self._actions[actions.feature] = actions

    def add_to_group(self, group: str, command: app_commands.Command[Any, ..., Any]) -> None:
        """Put a command under a group that another feature brings, such as ``/steward``."""
        found = self.tree.get_command(group)
        if not isinstance(found, app_commands.Group):
            raise TypeError(f"/{group} is no group of commands")
        found.add_command(command)

    def find_action(self, address: Address) -> Action | None:
        """Return what an address does."""
        actions = self._actions.get(address.feature)
        return actions.find(address.action) if actions else None

    def opens_form(self, address: Address) -> bool:
        """Say whether the answer to a click at an address is a form."""
        actions = self._actions.get(address.feature)
        return actions is not None and actions.opens_form(address.action)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Carry a click, a choice or a submitted form to its action."""
        if interaction.type not in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            return
        if not self.house.memory.is_new(interaction.id):
            return
        try:
            address = Address.parse(address_in(interaction))
            action = self.find_action(address) if address else None
            if address is None or action is None:
                raise Gone  # noqa: TRY301 -- one door: it is answered just below
            await self.reception.turn(interaction, opens_form=self.opens_form(address))
            await action(await Visit.of(interaction), address.target)
        except Exception as error:  # noqa: BLE001 -- the one door for errors of every action
            await answer(interaction, error)

    def is_connected(self) -> bool:
        """Say whether every shard has a connection now; `is_ready` stays true once there was one."""
        return self.is_ready() and not any(shard.is_closed() for shard in self.shards.values())

    async def on_ready(self) -> None:
        """Compare what should be with what is on every server that a new session has told of."""
        log.info("connected to Discord; servers of ours: %s", len(self.guilds))
        await asyncio.gather(*(self.on_guild_available(guild) for guild in self.guilds))

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Do so on one server: Discord's own outage is over, or the session begins with it."""
        if self.house.mender is not None and not guild.unavailable:
            await self.house.mender.came_back(guild)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Do the same where Discord does not say that the server was away."""
        await self.on_guild_available(guild)

    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        """Forget how a server was: discord.py would keep in its cache what is deleted during Discord's outage."""
        if guild.unavailable:  # it may have come back before this was run
            self._connection._remove_guild(guild)  # noqa: SLF001 -- then the next GUILD_CREATE is read from scratch
        if self.house.mender is not None:
            await self.house.mender.went_away(guild.id)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:  # noqa: ANN401 -- discord.py's signature
        """Log an event's error by its kind and place; its message may quote a member."""
        log.exception("event %s failed", event_method)  # noqa: LOG004 -- discord.py calls this from its except block
