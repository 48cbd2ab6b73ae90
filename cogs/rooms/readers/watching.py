"""Looking who reads the spaces: what changed goes into the ledger, who should not read is shown.

Two steps, because a repair may come between them: what was seen is written down at once; it is shown as an exposure
only when nothing puts it right.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.outbox import Outbox
from bot.visibility.exposures import ExposureStore, OverseerStore, request_card
from bot.visibility.language import texts_on
from bot.visibility.ledger import Ledger, as_a_pause, as_the_roster_says, compare
from bot.visibility.spaces import Space, SpaceStore
from cogs.rooms.readers.exposure_cards import unknown_card
from cogs.rooms.readers.who import Answer, Look

if TYPE_CHECKING:
    from datetime import datetime

    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House

log = logging.getLogger(__name__)

EVERYBODYS = {"lobby"}  # kinds whose readers do not matter
STANDING = {"owner", "administrator"}  # found at the first look, these stand on the pinned card


@dataclass(frozen=True)
class Seen:
    """Who was seen to read a space, by one look."""

    space: Space
    answer: Answer
    accounts: Collection[int] | None  # whom the look was about; None: everybody
    is_first: bool


class Watch:
    """Looks, one at a time: what an older look saw must not be written after what a newer one saw."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._turn = asyncio.Lock()

    async def observe(
        self,
        network: Network,
        guild: discord.Guild,
        *,
        accounts: Collection[int] | None = None,
        channels: Collection[int] | None = None,
    ) -> list[Seen]:
        """Look at the spaces (all, or some with their threads) and write into the ledger what changed."""
        async with self._turn:
            look = await Look.at(network, guild, accounts)
            seen = []
            for space in look.spaces.values():
                channel = guild.get_channel_or_thread(space.channel_id)
                if channel is None or space.kind in EVERYBODYS or not _is_among(channel, channels):
                    continue
                try:
                    answer = await look.readers(channel)
                except discord.Forbidden:
                    answer = Answer(unknown=True, readers=())  # a thread whose members may not be listed
                seen.append(await self._note(network, look, space, answer, accounts))
            return seen

    async def _note(
        self, network: Network, look: Look, space: Space, answer: Answer, accounts: Collection[int] | None
    ) -> Seen:
        now, channel_id = self._house.clock.now(), space.channel_id
        async with network.write() as tx:
            ledger = Ledger(tx)
            was_unknown = await ledger.is_unknown(channel_id)
            if was_unknown is not answer.unknown:
                await ledger.looked(channel_id, is_unknown=answer.unknown, now=now)
            if not answer.unknown:
                known, readers = await ledger.known(channel_id, accounts), answer.reasons
                role_id = look.reader_role_id(channel_id)
                paused = look.paused_at(channel_id, {*known, *(answer.meant or ())})
                found = [as_the_roster_says(each, role_id, answer.meant) for each in compare(known, readers)]
                changes = [as_a_pause(each, paused) for each in found]
                await ledger.note(channel_id, changes, look.people, now=now)
                await ledger.remember(channel_id, known, readers)
            if answer.unknown != bool(was_unknown):
                await _tell_of_sight(tx, look, space, answer, now=now)
        return Seen(space, answer, accounts, was_unknown is None)

    async def show(self, network: Network, seen: Sequence[Seen]) -> frozenset[int]:
        """Show who should not read, and whose reading is over; return the channels where that changed."""
        changed = set()
        for each in seen:
            if not each.answer.unknown:  # of an unknown channel nothing is claimed: what was shown stays shown
                async with network.write() as tx:
                    if await self._settle(tx, each):
                        changed.add(each.space.channel_id)
        return frozenset(changed)

    async def _settle(self, tx: Tx, seen: Seen) -> bool:
        store, now, channel_id = ExposureStore(tx), self._house.clock.now(), seen.space.channel_id
        lasting = {each.account_id: each for each in await store.lasting(channel_id)}
        exposed = seen.answer.exposed
        new = {who: why for who, why in exposed.items() if who not in lasting}
        looked_at = lasting.keys() if seen.accounts is None else lasting.keys() & set(seen.accounts)
        over = [lasting[who] for who in sorted(looked_at) if who not in exposed]
        if not new and not over:
            return False
        opened = await store.open(channel_id, new, now=now)
        accepted = await OverseerStore(tx).all() & seen.answer.reasons.keys()
        await store.end(over, accepted)
        is_quiet = [seen.is_first and new[who].cause in STANDING for who in sorted(new)]
        loud = [each for each, quiet in zip(opened, is_quiet, strict=True) if not quiet]
        for exposure_id in [*loud, *(each.id for each in over)]:
            facts, destination = {"exposure_id": exposure_id}, f"channel:{channel_id}"
            await Outbox(tx).carry_out("rooms.show_exposure", facts, destination=destination, now=now)
        await request_card(tx, channel_id, now=now)
        log.info("channel %s: %s exposures found, %s over", channel_id, len(new), len(over))
        return True


def _is_among(channel: discord.abc.GuildChannel | discord.Thread, channels: Collection[int] | None) -> bool:
    above = channel.parent_id if isinstance(channel, discord.Thread) else channel.id
    return channels is None or channel.id in channels or above in channels


async def _tell_of_sight(tx: Tx, look: Look, space: Space, answer: Answer, *, now: datetime) -> None:
    """Say that a space can no longer be seen, or can be again: on its card, and to the stewards, who can mend it."""
    await request_card(tx, space.channel_id, now=now)
    stewards = await SpaceStore(tx).first("stewards")
    if answer.unknown and stewards is not None and stewards.id != space.id:
        card = unknown_card(f"<#{space.channel_id}>", texts_on(look.guild))
        await Outbox(tx).post(stewards.channel_id, card, now=now)
