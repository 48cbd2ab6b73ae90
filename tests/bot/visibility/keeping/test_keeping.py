"""What is kept of viewers, and what is asked of the running bot."""

from __future__ import annotations

from sqlalchemy import select

from bot.database.ids import new_id
from bot.database.network import Network
from bot.database.schema.exposure import access_changes
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.visibility.keeping.exposures import (
    ExposureStore,
    is_locked_now,
    request_card,
    request_look,
)
from bot.visibility.keeping.ledger import Change, Ledger, as_a_pause
from bot.visibility.permissions.model import Reason
from tests.kit.databases import START
from tests.kit.owed import owed

PEOPLE = [Person(new_id(), f"Person {n}", None, "coordinator") for n in range(4)]
IDS = [each.id for each in PEOPLE]


async def test_an_account_that_is_forgotten_stands_in_no_line_and_nowhere_as_a_viewer(network: Network) -> None:
    async with network.write() as tx:
        await PeopleStore(tx).add_people(PEOPLE, now=START)
        ledger, why = Ledger(tx), Reason("role", 3)
        await ledger.note([], {}, now=START)
        await ledger.note(
            [(7, Change(5, "gained", "role", 3)), (7, Change(6, "lost", "owner"))], {5: IDS[0]}, now=START
        )
        await ledger.note([(8, Change(5, "gained", "roster"))], {}, now=START)
        await ledger.remember({7: ({}, {5: why, 6: why}), 8: ({}, {5: why})})
        await ledger.forget_account(5)
        lines = await tx.rows(select(access_changes).where(tx.mine(access_changes)).order_by(access_changes.c.seq))
        assert [(row.seq, row.account_id, row.person_id) for row in lines] == [
            (1, None, None),
            (2, 6, None),
            (3, None, None),
        ]
        assert await ledger.known(7) == {6: why}
        assert await ledger.known(8) == {}
        await ledger.remember({7: ({6: why}, {6: Reason("owner"), 9: why})})
        assert await ledger.known(7) == {6: Reason("owner"), 9: why}
        assert await ledger.known(7, [9, 10]) == {9: why}
        await ledger.remember({7: (await ledger.known(7), {})})
        assert await ledger.known(7) == {}


def test_a_loss_through_a_flag_says_no_more_than_that() -> None:
    lost, gained = Change(5, "lost", "role", 3), Change(5, "gained", "role", 3)
    assert as_a_pause(lost, {5}) == Change(5, "lost", "paused")
    assert as_a_pause(lost, {6}) == lost
    assert as_a_pause(gained, {5}) == gained


async def test_the_bot_is_asked_to_look_and_to_show_and_spaces_are_locked_only_while_somebody_is_exposed(
    network: Network,
) -> None:
    locking = network.community.model_copy(
        update={"rooms": network.community.rooms.model_copy(update={"lock_while_exposed": True})}
    )
    never = network.community.model_copy(
        update={"rooms": network.community.rooms.model_copy(update={"lock_while_exposed": False})}
    )
    async with network.write() as tx:
        await request_look(tx, now=START, accounts=[1], channels=None)
        await request_card(tx, 7, now=START)
        assert [facts["accounts"] for _, facts in await owed(tx, "rooms.look")] == [[1]]
        assert [facts["channel_id"] for _, facts in await owed(tx, "setup.card")] == [7]
        store = ExposureStore(tx)
        assert not await is_locked_now(tx, locking, 7)
        await store.open(7, {1: Reason("owner")}, now=START, card_id=5)
        assert await is_locked_now(tx, locking, 7)
        assert not await is_locked_now(tx, locking, 8)
        assert not await is_locked_now(tx, never, 7)
        await store.open(8, {2: Reason("owner")}, now=START)
        await store.shown(5, 99)
        assert [each.card_id for each in await store.cards()] == [5]
        await store.forget(7)
        assert await store.of(7) == []
        assert len(await store.of(8)) == 1
