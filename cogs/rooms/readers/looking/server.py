"""One server as it is being watched: its audit, kept in memory, and which spaces have to be looked at again."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.database.network import Network
from bot.visibility.admission.promise import Promise, promise_of
from bot.visibility.keeping.who import Look, plain_channel
from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.kept import KeptAudit, Touched
from bot.visibility.permissions.model import Facts, Member, Reason
from bot.visibility.permissions.reasons import reasons
from bot.visibility.server.snapshot import facts_of, know_everybody
from bot.visibility.server.threads import ThreadBook

log = logging.getLogger(__name__)

EVERYBODYS = {"lobby"}  # kinds whose readers do not matter
Accounts = frozenset[int] | None  # None: everybody
Glimpsed = Mapping[int, Mapping[int, Reason]]  # by channel, by account


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
        # What is shut among the channels that an account gains or loses, until the next look
        self._verdicts: dict[tuple[int, int], Mapping[int, Reason]] = {}
        self._seen: set[int] = set()  # channels that were looked at whole
        self._owed: dict[int, Accounts] = {}
        self._glimpsed: defaultdict[int, dict[int, Reason]] = defaultdict(dict)

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
        if doors.say_nothing_of({*before} ^ {*after}):
            return False
        was, now = doors.seen(account_id, before), doors.seen(account_id, after)
        if was & ~now and (shut := self._shut_to(account_id, before, was & ~now)):
            # An event before this one, which came together with it, let them in: unless a look has seen them there
            seen = {
                place for each in self._kept.told_of(account_id) for place in doors.named(doors.seen(account_id, each))
            }
            self._glimpse(account_id, {place: why for place, why in shut.items() if place not in seen})
        shut = self._shut_to(account_id, after, now & ~was) if now & ~was else {}
        self._glimpse(account_id, shut)
        return bool(shut)

    def _shut_to(self, account_id: int, roles: Collection[int], channels: int) -> Mapping[int, Reason]:
        """Return which of these channels somebody with these roles reads and may not, and through what."""
        known = self._verdicts.get((account_id, channels))
        if known is None and self._kept is not None and self._promise is not None:
            member, places = Member(account_id, frozenset(roles)), self._kept.doors.named(channels)
            known = _shut_to(member, places, self._kept.audit, self._promise)
            self._verdicts[account_id, channels] = known
        return known or {}

    def _glimpse(self, account_id: int, shut: Mapping[int, Reason]) -> None:
        for channel_id, why in shut.items():
            self._glimpsed[channel_id][account_id] = why
            self.owe(channel_id, frozenset({account_id}))

    def take_glimpsed(self) -> Glimpsed:
        """Return who was let in by an event since the last look, and through what; they may be out again by now."""
        taken, self._glimpsed = self._glimpsed, defaultdict(dict)
        return taken

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


def _shut_to(member: Member, channels: Iterable[int], audit: Audit, promise: Promise) -> Mapping[int, Reason]:
    """Return which of these channels a member reads and may not, and through what."""
    found = {}
    for channel_id in channels:
        channel = audit.channels[channel_id]
        meant = promise.meant_among(channel_id, (member.id,), channel.thread_members or ())
        if meant is not None and member.id not in meant and not channel.is_obfuscated:
            found[channel_id] = reasons(audit.guild, member, channel)[0]
    return found


def _together(one: Accounts, other: Accounts) -> Accounts:
    return None if one is None or other is None else one | other
