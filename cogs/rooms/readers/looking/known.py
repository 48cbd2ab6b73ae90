"""Who was last seen to read the spaces, read for many spaces at once, and written down where that has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.database.groups import TOGETHER, in_groups
from bot.database.network import Network
from bot.database.schema.exposure import looks, viewers
from bot.database.transaction import Tx
from bot.outbox import Outbox
from bot.visibility.admission.spaces import Space, SpaceStore
from bot.visibility.keeping.exposures import ExposureStore, request_card
from bot.visibility.keeping.ledger import Change, Ledger, as_a_pause, as_the_roster_says, compare
from bot.visibility.keeping.who import Answer, Look
from bot.visibility.permissions.model import Reason
from bot.visibility.server.language import texts_on
from cogs.rooms.readers.showing.exposure_cards import lost_sight_card

STANDING = {"owner", "administrator"}  # found at the first look, these stand on the pinned card
Known = Mapping[int, Mapping[int, Reason]]  # by channel, by account


@dataclass(frozen=True)
class Seen:
    """Who was seen to read a space, by one look."""

    space: Space
    answer: Answer
    accounts: frozenset[int] | None  # whom the look was about; None: everybody
    is_first: bool = False  # nobody has ever looked at the space before

    def through(self, roles: Collection[int]) -> frozenset[int]:
        """Return who reads the space through one of these roles, and should not."""
        return frozenset(
            who for who, why in self.answer.exposed.items() if why.cause == "role" and why.role_id in roles
        )


async def write_down(
    network: Network, look: Look, seen: Iterable[Seen], glimpsed: Known, *, now: datetime
) -> list[Seen]:
    """Write into the ledger what differs from what was last seen; where nothing does, only read.

    Who was `glimpsed` since, and is known neither from then nor now, has gained access and lost it again.
    """
    given = list(seen)
    async with network.read() as tx:
        sight, known = await _sight(tx), await _known(tx, given)
    differing = [each for each in given if each.space.channel_id in glimpsed or _differs(each, sight, known)]
    if differing:
        async with network.write() as tx:
            await _note(tx, look, differing, sight, await _known(tx, differing), glimpsed, now=now)
    return [Seen(each.space, each.answer, each.accounts, each.space.channel_id not in sight) for each in given]


def _differs(seen: Seen, sight: Mapping[int, bool], known: Known) -> bool:
    if sight.get(seen.space.channel_id) is not seen.answer.unknown:
        return True
    return not seen.answer.unknown and known.get(seen.space.channel_id, {}) != seen.answer.reasons


async def _note(
    tx: Tx,
    look: Look,
    differing: Iterable[Seen],
    sight: Mapping[int, bool],
    known: Known,
    glimpsed: Known,
    *,
    now: datetime,
) -> None:
    ledger, found = Ledger(tx), list[tuple[int, Change]]()
    remembered: dict[int, tuple[Mapping[int, Reason], Mapping[int, Reason]]] = {}
    for each in differing:
        channel_id, answer = each.space.channel_id, each.answer
        if sight.get(channel_id) is not answer.unknown:
            await ledger.looked(channel_id, is_unknown=answer.unknown, now=now)
        if channel_id not in sight:
            await _keep_standing(tx, channel_id, answer, now=now)
        if not answer.unknown:
            before = known.get(channel_id, {})
            remembered[channel_id] = before, answer.reasons
            passed = _passed(glimpsed.get(channel_id, {}), before, answer)
            found += ((channel_id, change) for change in _changes(look, channel_id, answer, before, passed))
        if answer.unknown != bool(sight.get(channel_id)):
            await _tell_of_sight(tx, look, each.space, answer, now=now)
    people = look.promise.people_behind({change.account_id for _, change in found if change.account_id is not None})
    await ledger.note(found, people, now=now)
    await ledger.remember(remembered)


async def _keep_standing(tx: Tx, channel_id: int, answer: Answer, *, now: datetime) -> None:
    """Keep, together with a space's first look, whom only the pinned card names: to a later look they would be news."""
    store = ExposureStore(tx)
    known = {each.account_id for each in await store.lasting(channel_id)}
    found = {who: why for who, why in answer.exposed.items() if why.cause in STANDING and who not in known}
    if found:
        await store.open(channel_id, found, now=now)
        await request_card(tx, channel_id, now=now)


def _passed(glimpsed: Mapping[int, Reason], before: Mapping[int, Reason], answer: Answer) -> Mapping[int, Reason]:
    """Return who was let in since the last look and is out again."""
    return {who: why for who, why in glimpsed.items() if who not in before and who not in answer.reasons}


def _changes(
    look: Look, channel_id: int, answer: Answer, before: Mapping[int, Reason], passed: Mapping[int, Reason]
) -> list[Change]:
    """Return who gained and lost access to a space, as the roster's doing where it is."""
    role_id, meant = look.promise.reader_role_id(channel_id), _meant(look, channel_id, answer, before)
    inside = {*before, *(look.audit.channels[channel_id].thread_members or ())}
    paused = look.promise.paused_among(channel_id, {*before, *passed}, inside)
    turns = [*compare({}, passed), *compare(passed, {}), *compare(before, answer.reasons)]
    found = (as_the_roster_says(each, role_id, meant) for each in turns)
    return [as_a_pause(each, paused) for each in found]


def _meant(look: Look, channel_id: int, answer: Answer, before: Mapping[int, Reason]) -> Collection[int] | None:
    """Return whom the space is for among those who read it now and those who did."""
    if answer.meant is None:
        return None
    channel = look.audit.channels[channel_id]
    return look.promise.meant_among(channel_id, {*before, *answer.reasons}, channel.thread_members or ())


async def _sight(tx: Tx) -> Mapping[int, bool]:
    """Return of each space that was ever looked at whether it was unknown."""
    query = select(looks.c.channel_id, looks.c.is_unknown).where(tx.mine(looks))
    return {row.channel_id: row.is_unknown for row in await tx.rows(query)}


async def _known(tx: Tx, seen: Collection[Seen]) -> Known:
    """Return who was last seen to read these spaces, among the accounts that each look was about."""
    found: dict[int, dict[int, Reason]] = defaultdict(dict)
    few: dict[int, frozenset[int]] = {}
    for each in seen:
        if each.answer.unknown:
            continue  # nothing is claimed of it, so nothing is compared
        if each.accounts is not None and len(each.accounts) <= TOGETHER:
            few[each.space.channel_id] = each.accounts
            continue
        everybody, asked = await Ledger(tx).known(each.space.channel_id), each.accounts
        found[each.space.channel_id] = {who: why for who, why in everybody.items() if asked is None or who in asked}
    for group in in_groups(sorted(frozenset[int]().union(*few.values()))):
        here = (tx.mine(viewers), viewers.c.channel_id.in_(few), viewers.c.account_id.in_(group))
        for row in await tx.rows(select(viewers).where(*here)):
            if row.account_id in few[row.channel_id]:
                found[row.channel_id][row.account_id] = Reason(row.through, row.role_id)
    return found


async def _tell_of_sight(tx: Tx, look: Look, space: Space, answer: Answer, *, now: datetime) -> None:
    """Say that a space can no longer be seen, or can be again: on its card, and to the stewards, who can mend it."""
    await request_card(tx, space.channel_id, now=now)
    stewards = await SpaceStore(tx).first("stewards")
    if answer.unknown and stewards is not None and stewards.id != space.id:
        card = lost_sight_card(f"<#{space.channel_id}>", texts_on(look.guild))
        await Outbox(tx).post(stewards.channel_id, card, now=now)
