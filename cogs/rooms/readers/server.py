"""One server as it is being watched: its audit, kept in memory, and which spaces have to be looked at again."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import discord

from bot.database.network import Network
from bot.visibility.cached import facts_of
from bot.visibility.kept import Facts, KeptAudit, Touched
from bot.visibility.promise import Promise, promise_of
from bot.visibility.snapshot import know_everybody
from bot.visibility.threads import ThreadBook
from bot.visibility.who import Look, plain_channel

log = logging.getLogger(__name__)

EVERYBODYS = {"lobby"}  # kinds whose readers do not matter
Accounts = frozenset[int] | None  # None: everybody


@dataclass(frozen=True)
class Wanted:
    """What a look is to see besides what has changed: some accounts everywhere, everybody in some channels, or all."""

    accounts: frozenset[int] = frozenset()
    channels: frozenset[int] = frozenset()
    everything: bool = False


class WatchedServer:
    """Kept from one look to the next. What was not written down is owed, and is looked at again."""

    def __init__(self, guild: discord.Guild) -> None:
        self.guild = guild  # after a reconnect it is another object
        self.threads = ThreadBook()
        self._kept: KeptAudit | None = None
        self._promised: Promise | None = None  # when everything was looked at last
        self._promise: Promise | None = None
        self._verdicts: dict[tuple[int, int], bool] = {}  # by account and the channels it gains, until the next look
        self._seen: set[int] = set()  # channels that were looked at whole
        self._owed: dict[int, Accounts] = {}

    def doubt(self) -> None:
        """Forget everything: the connection was lost, and who knows what happened meanwhile."""
        self.threads.doubt()
        self._kept, self._promised = None, None

    def owe(self, channel_id: int, accounts: Accounts) -> None:
        """Have the next look see these accounts in a channel again."""
        self._owed[channel_id] = _together(self._owed.get(channel_id, frozenset()), accounts)

    async def catch_up(
        self, network: Network, guild: discord.Guild, wanted: Wanted
    ) -> tuple[Promise, dict[int, Accounts]]:
        """Take in how the server is now; return what is promised, and whom to look at in which space."""
        self.guild = guild
        await know_everybody(guild)
        promise = await promise_of(network)
        watched = [each.channel_id for each in promise.spaces.values() if each.kind not in EVERYBODYS]
        await self.threads.learn(self.guild, [each for each in watched if promise.spaces[each].kind == "thread"])
        found = {each: plain_channel(self.guild, self.threads, each) for each in watched}
        facts = facts_of(self.guild, {each: channel for each, channel in found.items() if channel is not None})
        touched = self._told(facts, is_checked=wanted.everything)
        if wanted.everything and promise is not self._promised:
            self._seen.clear()
            self._promised = promise
        self._promise = promise
        self._verdicts.clear()
        return promise, self._due(facts, touched, wanted)

    def look(self, promise: Promise) -> Look:
        """Return what can be asked about the server as it was told last."""
        if self._kept is None:
            raise RuntimeError("the server has not been looked at")
        return Look(self.guild, promise, self._kept.audit)

    @property
    def our_roles(self) -> frozenset[int]:
        """The roles that the bot has installed, as far as is known."""
        return frozenset(self._promise.roles.values()) if self._promise is not None else frozenset()

    def lets_in(self, account_id: int, before: Sequence[int], after: Sequence[int]) -> bool:
        """Say whether other roles let an account in where it may not be, as all else was at the last look.

        In doubt they do. It decides how soon the server is looked at; the look decides by how everything is then.
        """
        if self._kept is None or self._promise is None:
            return True
        doors = self._kept.doors
        gained = doors.seen(account_id, after) & ~doors.seen(account_id, before)
        if not gained:
            return False
        known = self._verdicts.get((account_id, gained))
        if known is None:
            known = self._verdicts[account_id, gained] = self._is_shut_to(account_id, doors.named(gained))
        return known

    def _is_shut_to(self, account_id: int, channels: Iterable[int]) -> bool:
        if self._kept is None or self._promise is None:
            return True
        for channel_id in channels:
            inside = self._kept.audit.channels[channel_id].thread_members or ()
            meant = self._promise.meant_among(channel_id, (account_id,), inside)
            if meant is not None and account_id not in meant:
                return True
        return False

    def _told(self, facts: Facts, *, is_checked: bool) -> Touched:
        if self._kept is None:
            self._kept = KeptAudit(facts)
            self._seen.clear()
            return Touched()
        touched = self._kept.tell(facts)
        if is_checked and not self._kept.is_true():
            log.error("server %s: the kept audit was wrong, everything is computed anew", self.guild.id)
            self._kept = KeptAudit(facts)
            self._seen.clear()
        return touched

    def _due(self, facts: Facts, touched: Touched, wanted: Wanted) -> dict[int, Accounts]:
        due: dict[int, Accounts] = {}
        everywhere, me = frozenset(touched.everywhere | wanted.accounts), self.guild.me.id
        for channel_id in facts.channels:
            within = touched.within.get(channel_id)
            accounts = everywhere | within if within else everywhere
            is_whole = channel_id not in self._seen or channel_id in wanted.channels or me in accounts
            due[channel_id] = None if is_whole else _together(self._owed.get(channel_id, frozenset()), accounts)
        self._owed.clear()
        self._seen = set(facts.channels)
        return {channel_id: accounts for channel_id, accounts in due.items() if accounts is None or accounts}


def _together(one: Accounts, other: Accounts) -> Accounts:
    return None if one is None or other is None else one | other
