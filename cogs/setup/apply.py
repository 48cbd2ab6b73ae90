"""Bringing a server in line with the plan: what is missing is made, what drifted is put back, nothing is made twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar, TypeVar

import discord

from bot.database.network import Network
from bot.errors import Refusal
from bot.ui.forum_posts import tags_to_make, with_tags
from bot.visibility.admission.spaces import SpaceStore, Thing
from bot.visibility.keeping.exposures import is_locked_now
from bot.visibility.keeping.upkeep import due_on, in_discords_words, put_back
from cogs.setup.plan import Plan, PlannedCategory, PlannedRole, PlannedSpace
from config.texts import N_

Space = discord.TextChannel | discord.VoiceChannel | discord.ForumChannel
Made = TypeVar("Made", discord.Role, discord.CategoryChannel, Space)
Progress = Callable[[int, int, str], Awaitable[None]]
FULL = {30005, 30013, 30031}  # Discord: most roles, most channels, most channels in a category
LATELY = timedelta(days=1)  # in which an interrupted run is taken up where it stopped
REASON = "Staffroom /setup"  # read by stewards in the server's audit log


@dataclass
class Blocked(Refusal):
    """Discord refused a change that the permissions seemed to allow."""

    what: str
    says: ClassVar[str] = N_(
        "Discord didn't let me change {what}. Move my role above the roles I manage and check that I can see that "
        "channel, then run /setup again; what is done so far stays."
    )


@dataclass
class ServerIsFull(Refusal):
    """Discord takes no more roles or channels on this server."""

    what: str
    says: ClassVar[str] = N_(
        "This server has as many roles or channels as Discord allows, so {what} doesn't fit. Delete some that nobody "
        "uses, then run /setup again; what is done so far stays."
    )


@dataclass
class Outcome:
    """What setup did, by name."""

    made: list[str] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)


class Builder:
    """Applies one plan to one server, once."""

    def __init__(self, network: Network, guild: discord.Guild, progress: Progress, now: datetime) -> None:
        self._network = network
        self._since = now - LATELY
        self._guild = guild
        self._progress = progress
        self._installed: dict[str, int] = {}
        self._known: set[int] = set()
        self._roles: dict[str, discord.Role] = {}
        self._categories: dict[str, discord.CategoryChannel] = {}
        self.outcome = Outcome()

    async def apply(self, plan: Plan) -> Outcome:
        """Make and repair everything; raises `Blocked` at the first thing that Discord refuses."""
        async with self._network.read() as tx:
            self._installed = dict(await SpaceStore(tx).installed())
            spaces = {space.channel_id for space in await SpaceStore(tx).all()}
        self._known = spaces.union(self._installed.values())
        for done, planned in enumerate(plan.steps, start=1):
            try:
                await self._see_to(planned)
            except discord.Forbidden as refused:
                raise Blocked(planned.name) from refused
            except discord.HTTPException as refused:
                if refused.code not in FULL:
                    raise
                raise ServerIsFull(planned.name) from refused
            await self._progress(done, len(plan.steps), planned.name)
        return self.outcome

    async def _see_to(self, planned: PlannedRole | PlannedCategory | PlannedSpace) -> None:
        if isinstance(planned, PlannedRole):
            await self._role(planned)
        elif isinstance(planned, PlannedCategory):
            await self._category(planned)
        else:
            await self._space(planned)

    async def _role(self, planned: PlannedRole) -> None:
        role = self._guild.get_role(self._installed.get(planned.key, 0))
        if role is None:
            nothing = discord.Permissions.none()
            bare = (each for each in self._guild.roles if not each.members and not each.permissions.value)
            role = self._begun(planned.name, bare)
            role = role or await self._guild.create_role(name=planned.name, permissions=nothing, reason=REASON)
            await self._made(planned.key, "role", role.id, planned.name)
        elif role.permissions.value:
            await role.edit(permissions=discord.Permissions.none(), reason=REASON)
            self.outcome.repaired.append(planned.name)
        self._roles[planned.key] = role

    async def _category(self, planned: PlannedCategory) -> None:
        category = self._guild.get_channel(self._installed.get(planned.key, 0))
        if not isinstance(category, discord.CategoryChannel):
            due = due_on(self._guild, planned.kind, planned.audience, self._roles)
            given = in_discords_words(self._guild, due, self._roles)
            category = self._begun(planned.name, (each for each in self._guild.categories if not each.channels))
            if category is not None:
                await put_back(category, planned.kind, planned.audience, self._roles)
            else:
                category = await self._guild.create_category(planned.name, overwrites=given, reason=REASON)
            await self._made(planned.key, "category", category.id, planned.name)
        elif await put_back(category, planned.kind, planned.audience, self._roles):
            self.outcome.repaired.append(planned.name)
        self._categories[planned.key] = category

    async def _space(self, planned: PlannedSpace) -> None:
        was = self._installed.get(planned.key, 0)
        channel = self._guild.get_channel(was)
        if not isinstance(channel, Space):
            channel = await self._begun_or_made(planned)
        elif await self._repair(channel, planned):
            self.outcome.repaired.append(channel.name)
        async with self._network.write() as tx:  # noted as made and as a space at once: else nobody would watch it
            spaces = SpaceStore(tx)
            if was != channel.id:
                await spaces.install(planned.key, "channel", channel.id)
                await spaces.forget(was)
            await spaces.add(planned.kind, planned.audience, channel.id, channel.name)
        if isinstance(channel, discord.ForumChannel):
            await self._tags(channel, planned)

    async def _begun_or_made(self, planned: PlannedSpace) -> Space:
        within = self._categories[planned.category].channels
        channel = self._begun(planned.name, (each for each in within if isinstance(each, Space)))
        if channel is not None:
            await self._repair(channel, planned)
        else:
            channel = await self._make(planned)
        self.outcome.made.append(planned.name)
        return channel

    async def _repair(self, channel: Space, planned: PlannedSpace) -> bool:
        """Put a channel's readers right, and itself under its category if that was deleted; say whether it differed."""
        is_adrift = channel.category_id is None
        if is_adrift:
            await channel.edit(category=self._categories[planned.category], reason=REASON)
        async with self._network.read() as tx:
            is_locked = await is_locked_now(tx, self._network.community, channel.id)
        repaired = await put_back(channel, planned.kind, planned.audience, self._roles, is_locked=is_locked)
        return repaired or is_adrift

    async def _make(self, planned: PlannedSpace) -> Space:
        due = due_on(self._guild, planned.kind, planned.audience, self._roles)
        given = in_discords_words(self._guild, due, self._roles)
        category, name, about = self._categories[planned.category], planned.name, planned.about
        if planned.kind == "voice":
            return await self._guild.create_voice_channel(name, category=category, overwrites=given, reason=REASON)
        create = self._guild.create_forum if planned.kind == "forum" else self._guild.create_text_channel
        return await create(name, category=category, overwrites=given, topic=about, reason=REASON)

    async def _tags(self, forum: discord.ForumChannel, planned: PlannedSpace) -> None:
        if tags_to_make([tag.name for tag in forum.available_tags], planned.tags):
            await with_tags(forum, planned.tags, reason=REASON)
            if forum.name not in self.outcome.made:
                self.outcome.repaired.append(forum.name)

    def _begun(self, name: str, found: Iterable[Made]) -> Made | None:
        """Return what an interrupted run made: named so, noted nowhere, and young; else it is the server's own."""
        young = (each for each in found if each.id not in self._known and each.created_at >= self._since)
        return next((each for each in young if each.name == name), None)

    async def _made(self, key: str, thing: Thing, discord_id: int, name: str) -> None:
        """Remember what was made before anything else is: a second run must find it."""
        async with self._network.write() as tx:
            await SpaceStore(tx).install(key, thing, discord_id)
        self.outcome.made.append(name)
