from __future__ import annotations

from collections import defaultdict

from sqlalchemy import event, select

from bot.database.network import Network
from bot.database.schema.outbox import outbox
from bot.database.transaction import Tx
from bot.outbox.claims import EVERYTHING, Claims
from bot.visibility.keeping.exposures import ExposureStore, request_exposure_card
from bot.visibility.permissions.model import Reason
from tests.kit.databases import START

OWNER, ROLE = Reason("owner"), Reason("administrator", 10)
ROOM, CARD, OTHER = 7, 70, 71


async def test_an_exposure_lasts_until_it_is_ended_and_is_taken_up_again_under_its_card(network: Network) -> None:
    async with network.write() as tx:
        store = ExposureStore(tx)
        assert await store.open(ROOM, {1: OWNER, 2: OWNER}, now=START, card_id=CARD) == {CARD}
        await store.shown(CARD, 99)
        [first, _] = await store.lasting(ROOM)
        assert await store.end([first], accepted=()) == {CARD}
        assert [each.account_id for each in await store.lasting(ROOM)] == [2]
        assert await store.open(ROOM, {1: ROLE, 3: OWNER}, now=START, card_id=OTHER) == {CARD, OTHER}
        found = {each.account_id: each for each in await store.lasting(ROOM)}
    assert (found[1].card_id, found[1].message_id, found[1].through) == (CARD, 99, "administrator")
    assert (found[1].role_id, found[3].role_id) == (10, None)
    assert (found[3].card_id, found[3].message_id) == (OTHER, None)


async def test_whoever_joins_a_card_stands_on_the_message_that_is_shown_already(network: Network) -> None:
    async with network.write() as tx:
        store = ExposureStore(tx)
        await store.open(ROOM, {1: OWNER}, now=START, card_id=CARD)
        await store.shown(CARD, 99)
        await store.open(ROOM, {2: OWNER}, now=START, card_id=CARD)
        assert [each.message_id for each in await store.on_card(CARD)] == [99, 99]


async def test_a_card_is_forgotten_only_when_everybody_on_it_is_over(network: Network) -> None:
    async with network.write() as tx:
        store = ExposureStore(tx)
        await store.open(ROOM, {1: OWNER, 2: ROLE}, now=START, card_id=CARD)
        first, second = await store.on_card(CARD)
        await store.end([first], accepted=())
        await store.drop_if_over(CARD)
        assert [each.outcome for each in await store.on_card(CARD)] == ["gone", None]
        assert await store.is_any_lasting(ROOM)
        await store.end([second], accepted={2})
        assert [each.outcome for each in await store.on_card(CARD)] == ["gone", "accepted"]
        assert not await store.is_any_lasting(ROOM)
        await store.drop_if_over(CARD)
        assert await store.of(ROOM) == []


async def test_what_stands_on_the_pinned_card_alone_is_forgotten_with_its_end(network: Network) -> None:
    async with network.write() as tx:
        store = ExposureStore(tx)
        assert await store.open(ROOM, {1: OWNER}, now=START) == frozenset()
        assert await store.end(await store.lasting(ROOM), accepted=()) == frozenset()
        assert await store.of(ROOM) == []


async def test_a_thousand_exposures_are_written_and_ended_in_a_few_statements(network: Network) -> None:
    said: list[str] = []
    engine = network.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda _c, _k, statement, *_: said.append(statement))
    async with network.write() as tx:
        store = ExposureStore(tx)
        await store.open(ROOM, dict.fromkeys(range(1, 1001), ROLE), now=START, card_id=CARD)
        await store.end(await store.lasting(ROOM), accepted=range(1, 301))
        ended = {each.account_id: each.outcome for each in await store.on_card(CARD)}
    assert [ended[300], ended[301], len(ended)] == ["accepted", "gone", 1000]
    assert len([each for each in said if "exposures" in each]) < 15


async def test_a_card_that_waits_to_be_shown_is_asked_for_once_and_again_once_it_is_begun(network: Network) -> None:
    async with network.write() as tx:
        await request_exposure_card(tx, CARD, now=START)
        await request_exposure_card(tx, CARD, now=START)
        assert len((await Claims(tx).take(EVERYTHING, START)).parcels) == 1
        await request_exposure_card(tx, CARD, now=START)
        await request_exposure_card(tx, OTHER, now=START)
        states = await _states(tx)
    assert states == {f"exposures:{CARD}": ["claimed", "waiting"], f"exposures:{OTHER}": ["waiting"]}


async def _states(tx: Tx) -> dict[str, list[str]]:
    """The states of what is owed, by destination, oldest first."""
    found = defaultdict[str, list[str]](list)
    for row in await tx.rows(select(outbox).where(tx.mine(outbox)).order_by(outbox.c.seq)):
        found[row.destination].append(row.state)
    return dict(found)
