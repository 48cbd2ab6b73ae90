from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.database.network import Network
from bot.database.schema.outbox import outbox
from bot.errors import Gone
from bot.matching.model import Match
from bot.people.store import PeopleStore
from cogs.mentoring import proposals
from cogs.mentoring.model import Pair, PairState
from cogs.mentoring.opening import OPEN_THREAD
from cogs.mentoring.rules import AlreadyAccepted, ProposalClosed
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.people import NOW, person, wish
from tests.cogs.mentoring.roster import enrol, waiting_notices


async def propose(network: Network, *couples: tuple[int, int]) -> list[Pair]:
    """Publish matches of (mentee, mentor)."""
    matches = [Match(mentee, mentor, 0, ()) for mentee, mentor in couples]
    async with network.write() as tx:
        return await proposals.publish(tx, matches, network.community, NOW)


async def accept(network: Network, pair_id: int, person_id: int) -> proposals.Answer:
    async with network.write() as tx:
        return await proposals.accept(tx, pair_id, person_id, NOW)


async def state_of(network: Network, pair_id: int) -> PairState | None:
    async with network.read() as tx:
        pair = await MentoringStore(tx).pair(pair_id)
    return pair.state if pair is not None else None


async def told(network: Network, person_id: int) -> Sequence[str]:
    async with network.read() as tx:
        return sorted(notice.kind for notice in await waiting_notices(tx, person_id))


async def threads_owed(network: Network) -> int:
    async with network.read() as tx:
        query = select(outbox.c.id).where(tx.mine(outbox), outbox.c.kind == OPEN_THREAD)
        return len(await tx.rows(query))


async def test_both_are_told_of_a_proposal_and_nobody_else(network: Network) -> None:
    await enrol(network, [1, 3], [2])
    [pair] = await propose(network, (1, 2))
    assert await told(network, 1) == await told(network, 2) == ["mentoring.proposal"]
    assert await told(network, 3) == []
    assert await state_of(network, pair.id) == "proposed"


async def test_publishing_the_same_round_twice_proposes_once(network: Network) -> None:
    await enrol(network, [1], [2])
    assert len(await propose(network, (1, 2))) == 1
    assert await propose(network, (1, 2)) == []


async def test_a_stale_round_never_fills_a_mentor_beyond_their_places(network: Network) -> None:
    await enrol(network, [1, 3, 4], [2], capacity=2)
    assert len(await propose(network, (1, 2), (3, 2), (4, 2))) == 2


async def test_two_yeses_at_the_same_moment_open_one_thread(network: Network) -> None:
    await enrol(network, [1], [2])
    [pair] = await propose(network, (1, 2))
    both = await asyncio.gather(accept(network, pair.id, 1), accept(network, pair.id, 2))
    assert sorted(both) == ["open", "waiting"]
    assert await threads_owed(network) == 1


async def test_a_double_click_is_one_yes(network: Network) -> None:
    await enrol(network, [1], [2])
    [pair] = await propose(network, (1, 2))
    both = await asyncio.gather(accept(network, pair.id, 1), accept(network, pair.id, 1), return_exceptions=True)
    assert "waiting" in both
    assert any(isinstance(answer, AlreadyAccepted) for answer in both)
    assert await threads_owed(network) == 0


async def test_a_yes_from_somebody_else_changes_nothing(network: Network) -> None:
    await enrol(network, [1, 3], [2])
    [pair] = await propose(network, (1, 2))
    with pytest.raises(Gone):
        await accept(network, pair.id, 3)
    async with network.write() as tx:
        with pytest.raises(Gone):
            await proposals.decline(tx, pair.id, 3, NOW)
    assert await state_of(network, pair.id) == "proposed"


async def test_a_supervisor_assigned_after_the_proposal_withdraws_it_kindly(network: Network) -> None:
    await enrol(network, [1], [2])
    [pair] = await propose(network, (1, 2))
    await accept(network, pair.id, 1)
    async with network.write() as tx:
        await PeopleStore(tx).set_supervisors(1, [2])
    assert await accept(network, pair.id, 2) == "withdrawn"
    assert await state_of(network, pair.id) == "withdrawn"
    assert await threads_owed(network) == 0
    assert await told(network, 1) == ["mentoring.closed"]  # the proposal no longer holds


async def test_a_capacity_lowered_meanwhile_opens_no_second_pair(network: Network) -> None:
    await enrol(network, [1, 3], [2], capacity=2)
    first, second = await propose(network, (1, 2), (3, 2))
    async with network.write() as tx:
        await MentoringStore(tx).keep_wish(wish(2, "mentor", capacity=1))
    for person_id in (1, 2):
        await accept(network, first.id, person_id)
    assert await accept(network, second.id, 3) == "withdrawn"
    assert await state_of(network, first.id) == "open"


async def test_a_not_now_is_told_without_a_reason_and_is_final_for_the_two(network: Network) -> None:
    await enrol(network, [1], [2])
    [pair] = await propose(network, (1, 2))
    async with network.write() as tx:
        await proposals.decline(tx, pair.id, 2, NOW)
    assert await state_of(network, pair.id) == "declined"
    assert await told(network, 1) == ["mentoring.closed"]  # the proposal no longer holds
    with pytest.raises(ProposalClosed):
        await accept(network, pair.id, 1)


async def test_silence_closes_a_proposal_after_its_days_and_the_wish_stays(network: Network) -> None:
    await enrol(network, [1], [2])
    [pair] = await propose(network, (1, 2))
    async with network.write() as tx:
        await proposals.tidy(tx, pair.answer_by - timedelta(seconds=1))
        assert (await MentoringStore(tx).situation()).pairs[0].state == "proposed"
        await proposals.tidy(tx, pair.answer_by)
        await proposals.tidy(tx, pair.answer_by)
    assert await state_of(network, pair.id) == "expired"
    assert await told(network, 1) == ["mentoring.closed"]  # the proposal no longer holds
    async with network.read() as tx:
        assert (1, "mentee") in (await MentoringStore(tx).situation()).wishes


async def test_whoever_retires_vanishes_from_proposals_and_pairs(network: Network) -> None:
    await enrol(network, [1, 3], [2])
    proposed, opened = await propose(network, (1, 2), (3, 2))
    for person_id in (3, 2):
        await accept(network, opened.id, person_id)
    async with network.write() as tx:
        await PeopleStore(tx).retire(2)
    async with network.write() as tx:
        await proposals.tidy(tx, NOW)
    assert await state_of(network, proposed.id) == "withdrawn"
    assert await state_of(network, opened.id) == "ended"
    assert "mentoring.closed" in await told(network, 1)
    assert "mentoring.closed" in await told(network, 3)
    assert "mentoring.closed" not in await told(network, 2)


async def test_a_pair_in_which_one_now_supervises_the_other_ends_and_both_are_told_plainly(network: Network) -> None:
    await enrol(network, [1], [2])
    [pair] = await propose(network, (1, 2))
    for person_id in (1, 2):
        await accept(network, pair.id, person_id)
    async with network.write() as tx:
        await PeopleStore(tx).set_supervisors(1, [2])
    async with network.write() as tx:
        await proposals.tidy(tx, NOW)
    assert await state_of(network, pair.id) == "ended"
    async with network.read() as tx:
        texts = [notice.card.text for notice in await waiting_notices(tx, 1) if notice.kind == "mentoring.closed"]
    assert len(texts) == 1
    assert "one of you now supervises the other" in texts[0]


async def test_leaving_takes_back_everything_and_tells_the_partners(network: Network) -> None:
    await enrol(network, [1, 2], [2])
    [pair] = await propose(network, (1, 2))
    async with network.write() as tx:
        assert await proposals.leave(tx, 2, NOW)
        assert not await proposals.leave(tx, 2, NOW)
        assert set((await MentoringStore(tx).situation()).wishes) == {(1, "mentee")}
    assert await state_of(network, pair.id) == "withdrawn"
    assert await told(network, 1) == ["mentoring.closed"]  # the proposal no longer holds
    assert await told(network, 2) == []


async def test_somebody_whose_language_has_no_catalogue_reads_the_source(network: Network) -> None:
    await enrol(network, [1], [2])
    async with network.write() as tx:
        await PeopleStore(tx).replace(replace(person(2), locale="zz"))
    await propose(network, (1, 2))
    async with network.read() as tx:
        [notice] = await waiting_notices(tx, 2)
    assert notice.card.title == "Somebody to mentor?"
    assert "Person 1" in notice.card.text
