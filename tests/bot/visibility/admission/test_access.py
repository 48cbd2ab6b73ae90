from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.database.network import Network
from bot.outbox import Outbox
from bot.people.store import PeopleStore
from bot.visibility.admission.access import (
    Roster,
    accounts_concerned,
    request_sync,
    request_sync_of_account,
    request_sync_of_everyone,
    roles_due,
)
from bot.visibility.admission.roles import RoleChange, role_change
from bot.visibility.admission.spaces import AUDIENCES
from bot.visibility.keeping.effects import EFFECTS
from tests.bot.visibility.admission.rosters import person, roster
from tests.kit.databases import START
from tests.kit.owed import owed

INSTALLED = {"role:members": 1, "role:practitioners": 2, "role:leads": 3}


def test_a_practitioner_has_the_members_and_the_practitioners_role() -> None:
    assert roles_due(person(1), roster(person(1))) == {"role:members", "role:practitioners"}


def test_an_account_that_nobody_holds_has_no_role() -> None:
    assert roles_due(None, roster(person(1))) == frozenset()


def test_a_steward_shows_as_one() -> None:
    assert "role:steward" in roles_due(person(1), roster(person(1), stewards=[1]))


def test_a_steward_who_retires_stops_showing_as_one() -> None:
    gone = person(1, state="retired")
    assert roles_due(gone, roster(gone, stewards=[1])) == frozenset()


def test_only_what_differs_is_changed() -> None:
    change = role_change(
        has=[1, 3, 77], due=["role:members", "role:practitioners"], installed=INSTALLED, existing=[1, 2, 3]
    )
    assert change == RoleChange(remove=frozenset({3}), add=frozenset({2}))


@given(st.sets(st.integers(1, 6)), st.sets(st.sampled_from(sorted(INSTALLED))), st.sets(st.integers(1, 6)))
def test_roles_that_are_not_ours_are_never_touched(has: set[int], due: set[str], existing: set[int]) -> None:
    change = role_change(has, due, INSTALLED, existing)
    ours = set(INSTALLED.values()) & existing
    assert change.remove | change.add <= ours
    assert (has - change.remove | change.add) & ours == {INSTALLED[key] for key in due} & existing


def test_a_change_concerns_the_person_and_everyone_above_them() -> None:
    known = roster(person(1), person(2), person(3), person(4), supervisions=[(1, 2), (2, 3)])
    assert accounts_concerned(known, 2) == {1001, 1002}
    assert accounts_concerned(known, 404) == frozenset()


async def asked_for(network: Network) -> list[tuple[int | None, int | None]]:
    async with network.read() as tx:
        held = await owed(tx, "access.sync")
    return [(facts["person_id"], facts["account_id"]) for _, facts in held]


async def test_a_sync_remembers_the_account_in_case_it_is_cut_before_the_sync_happens(network: Network) -> None:
    async with network.write() as tx:
        await PeopleStore(tx).add_person(person(1), now=START)
        await PeopleStore(tx).link(1, 5, START)
        await request_sync(tx, 1, now=START)
        await request_sync_of_account(tx, 6, now=START)
        assert await Outbox(tx).owes("access:1")
        assert await Outbox(tx).owes("account:6")
    assert await asked_for(network) == [(1, 5), (None, 6)]


async def test_everyones_roles_are_asked_for_under_the_name_of_what_brings_them_in_line(network: Network) -> None:
    async with network.write() as tx:
        await request_sync_of_everyone(tx, now=START)
        asked = [await owed(tx, kind) for kind in EFFECTS]
    assert [len(each) for each in asked] == [0, 1]


async def test_a_sync_is_undone_with_the_change_that_asked_for_it(network: Network) -> None:
    async def fails() -> None:
        async with network.write() as tx:
            await request_sync(tx, 1, now=START)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fails()
    assert await asked_for(network) == []


async def test_a_roster_is_read_as_the_database_holds_it(network: Network) -> None:
    async with network.write() as tx:
        people = PeopleStore(tx)
        await people.add_people([person(1), person(2)], now=START)
        await people.set_supervisors(1, [2])
        await people.link(1, 5, START)
        known = await Roster.read(tx, network.community)
    assert set(known.by_account()) == {5}
    assert [known.belongs(1, each) for each in AUDIENCES] == [each == "practitioners" for each in AUDIENCES]
    assert [known.belongs(2, each) for each in AUDIENCES] == [each == "leads" for each in AUDIENCES]
    assert not known.belongs(3, "practitioners")  # nobody
    assert known.peers_of(2, "practitioners") == {1}
    assert known.peers_of(1, "practitioners") == frozenset()
    assert known.peers_of(2, "leads") == frozenset(), "whoever is below and belongs elsewhere is no peer"
