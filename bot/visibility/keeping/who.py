"""Who can read a channel now, and whether they should: Discord's rules over the server, and what is promised.

The one module that reads a server and runs Discord's permission rules over it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import discord

from bot.database.network import Network
from bot.visibility.admission.promise import Promise, promise_of
from bot.visibility.keeping.exposures import BEYOND_REPAIR
from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.model import Channel, Reason
from bot.visibility.permissions.reasons import viewers_in
from bot.visibility.server.snapshot import channel_of, guild_of, know_everybody
from bot.visibility.server.threads import ThreadBook

BEYOND_ADMISSION = {"owner", "administrator"}  # no role of ours lets them in or keeps them out


@dataclass(frozen=True)
class Reader:
    """Somebody who can read a space, and why."""

    account_id: int
    name: str
    reasons: tuple[Reason, ...]
    is_bot: bool = False
    is_surprising: bool = False  # the roster does not admit them
    is_exposed: bool = False  # neither admitted nor accepted by the members


@dataclass(frozen=True)
class Answer:
    """Who can read a channel; unknown where the bot cannot see it."""

    unknown: bool
    readers: tuple[Reader, ...]
    meant: frozenset[int] | None = None  # of the accounts asked about those it is for; None: it is for everybody

    def includes(self, account_id: int) -> bool:
        """Say whether an account is among the readers."""
        return any(reader.account_id == account_id for reader in self.readers)

    @property
    def reasons(self) -> Mapping[int, Reason]:
        """Everyone who can read it, with the first of their reasons."""
        return {reader.account_id: reader.reasons[0] for reader in self.readers}

    @property
    def exposed(self) -> Mapping[int, Reason]:
        """Everyone who can read it and should not, with the first of their reasons."""
        return {reader.account_id: reader.reasons[0] for reader in self.readers if reader.is_exposed}


UNKNOWN = Answer(unknown=True, readers=())


@dataclass(frozen=True)
class Look:
    """A server's audit and what is promised, asked about as many channels as one likes."""

    guild: discord.Guild
    promise: Promise
    audit: Audit

    @classmethod
    async def at(
        cls,
        network: Network,
        guild: discord.Guild,
        channels: Iterable[int] | None = None,
        *,
        offered: frozenset[int] = frozenset(),
    ) -> Look:
        """Read everything now; `channels` are those that will be asked about, None: every space.

        `offered` are roles that onboarding is known to offer besides those that the cache says it does.
        """
        await know_everybody(guild)
        promise, book = await promise_of(network), ThreadBook()
        wanted = list(promise.spaces if channels is None else channels)
        await book.learn(guild, [each for each in wanted if guild.get_channel(each) is None])
        # no await from here on: what is answered is one moment of the cache
        found = (plain_channel(guild, book, each) for each in wanted)
        server = guild_of(guild)
        server = replace(server, self_assignable=server.self_assignable | offered)
        return cls(guild, promise, Audit(server, [each for each in found if each is not None]))

    def readers(self, channel_id: int, accounts: Collection[int] | None = None) -> Answer:
        """Return everyone who can read a channel or thread with all their reasons; of some accounts, or of all."""
        me, channel = self.guild.me.id, self.audit.channels.get(channel_id)
        if channel is None:
            return UNKNOWN
        found = viewers_in(self.audit, channel_id, None if accounts is None else {*accounts, me})
        # A channel the bot may not view arrives made up; before that, its own permissions tell
        if found.unknown or me not in found.reasons:
            return UNKNOWN
        reasons = {each: why for each, why in found.reasons.items() if accounts is None or each in accounts}
        meant = self.promise.meant_among(channel_id, accounts or reasons, channel.thread_members or ())
        return Answer(False, tuple(self._reader(each, why, meant) for each, why in reasons.items()), meant)

    def _reader(self, account_id: int, why: tuple[Reason, ...], meant: frozenset[int] | None) -> Reader:
        member = self.guild.get_member(account_id)
        is_bot = member is not None and member.bot
        held_back = meant is not None and account_id not in meant
        is_accepted = account_id in self.promise.overseers and all(reason.cause in BEYOND_REPAIR for reason in why)
        return Reader(
            account_id,
            member.display_name if member else str(account_id),
            why,
            is_bot=is_bot,
            is_surprising=held_back and not is_bot and all(reason.cause not in BEYOND_ADMISSION for reason in why),
            is_exposed=held_back and account_id != self.guild.me.id and not is_accepted,
        )


def plain_channel(guild: discord.Guild, book: ThreadBook, channel_id: int) -> Channel | None:
    """Return a channel, or a thread that the book knows, as permissions see it; None: there is none."""
    channel = guild.get_channel(channel_id)
    return channel_of(channel) if channel is not None else book.channel(guild, channel_id)


async def who_reads(network: Network, guild: discord.Guild, channel_id: int) -> Answer:
    """Return everyone who can read a channel or thread, with all their reasons, computed now."""
    look = await Look.at(network, guild, [channel_id])
    return look.readers(channel_id)
