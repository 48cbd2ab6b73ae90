from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.database.network import Network
from bot.database.schema.exposure import access_changes
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.visibility.admission.overseers import OverseerStore
from bot.visibility.keeping.ledger import Change, Ledger, as_the_roster_says, compare
from bot.visibility.permissions.model import Reason
from tests.kit.databases import START

OWNER, ROLE, BY_NAME = Reason("owner"), Reason("role", 10), Reason("overwrite")
viewers = st.dictionaries(st.integers(1, 30), st.sampled_from([OWNER, ROLE, BY_NAME]))


@given(viewers, viewers)
def test_every_change_of_the_set_of_viewers_is_a_line_and_nothing_else_is(
    known: dict[int, Reason], now: dict[int, Reason]
) -> None:
    lines = compare(known, now)
    assert {each.account_id for each in lines if each.change == "gained"} == now.keys() - known.keys()
    assert {each.account_id for each in lines if each.change == "lost"} == known.keys() - now.keys()


def test_the_spaces_own_role_moving_as_the_roster_wants_is_the_rosters_doing() -> None:
    gained, lost = Change(1, "gained", "role", 10), Change(1, "lost", "role", 10)
    assert as_the_roster_says(gained, 10, {1}).through == "roster"
    assert as_the_roster_says(lost, 10, set()).through == "roster"
    assert as_the_roster_says(gained, 10, set()).through == "role"
    assert as_the_roster_says(gained, 11, {1}).through == "role"
    assert as_the_roster_says(gained, 10, None).through == "role"


async def test_what_was_last_seen_is_remembered_whole_and_for_a_few(network: Network) -> None:
    first, then = {1: OWNER, 2: ROLE, 3: BY_NAME}, {1: OWNER, 2: BY_NAME, 4: ROLE}
    async with network.write() as tx:
        ledger = Ledger(tx)
        await ledger.remember({7: ({}, first)})
        await ledger.remember({7: (await ledger.known(7), then)})
        assert await ledger.known(7) == then
        assert await ledger.known(7, [2, 3]) == {2: BY_NAME}
        assert await ledger.known(8) == {}


async def test_the_ledger_is_read_newest_first(network: Network) -> None:
    async with network.write() as tx:
        ledger = Ledger(tx)
        await PeopleStore(tx).add_people([Person(9, "Ana", None, "coordinator")], now=START)
        await ledger.note([(7, Change(1, "gained", "owner")), (7, Change(2, "gained", "role", 10))], {}, now=START)
        await ledger.note([(7, Change(1, "lost", "owner"))], {1: 9}, now=START)
        assert [(each.account_id, each.change) for each in await ledger.latest(7, 2)] == [(1, "lost"), (2, "gained")]
        lines = await tx.rows(select(access_changes).where(tx.mine(access_changes)).order_by(access_changes.c.seq))
        assert [(each.seq, each.person_id) for each in lines] == [(1, None), (2, None), (3, 9)]


async def test_of_a_space_that_is_gone_nothing_is_remembered_and_of_others_all(network: Network) -> None:
    async with network.write() as tx:
        ledger = Ledger(tx)
        for space in (7, 8):
            await ledger.remember({space: ({}, {1: OWNER})})
            await ledger.looked(space, is_unknown=False, now=START)
        await ledger.forget(7)
        assert (await ledger.known(7), await ledger.is_unknown(7)) == ({}, None)
        assert (await ledger.known(8), await ledger.is_unknown(8)) == ({1: OWNER}, False)


async def test_a_space_never_looked_at_is_neither_known_nor_unknown(network: Network) -> None:
    async with network.write() as tx:
        ledger = Ledger(tx)
        assert await ledger.is_unknown(7) is None
        await ledger.looked(7, is_unknown=True, now=START)
        assert await ledger.is_unknown(7) is True
        await ledger.looked(7, is_unknown=False, now=START)
        assert await ledger.is_unknown(7) is False


async def test_an_acceptance_is_recorded_once_and_taken_back_once(network: Network) -> None:
    async with network.write() as tx:
        assert await OverseerStore(tx).withdraw(5) is False
        assert await OverseerStore(tx).all() == frozenset()
        await PeopleStore(tx).add_people([Person(each, f"P{each}", None, "coordinator") for each in (8, 9)], now=START)
        assert await OverseerStore(tx).accept(5, by=9, now=START)
        assert not await OverseerStore(tx).accept(5, by=8, now=START)
        assert await OverseerStore(tx).all() == {5}
        assert await OverseerStore(tx).withdraw(6) is False
        assert await OverseerStore(tx).withdraw(5)
        assert await OverseerStore(tx).withdraw(5) is False
        assert await OverseerStore(tx).all() == frozenset()
