"""Pauses: a flag counts as a supervision until it is settled, in every space, for every roster."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.database.ids import new_id
from bot.database.network import Network
from bot.database.schema.flags import flags
from bot.people.store import PeopleStore
from bot.visibility.admission.access import (
    Roster,
    accounts_concerned,
    admitted_to,
    is_reader,
    roles_due,
    why_not_admitted,
)
from bot.visibility.admission.conditions import AccessPaused
from bot.visibility.admission.pauses import read_pauses
from bot.visibility.admission.rooms import Room, RoomKind
from bot.visibility.admission.spaces import AUDIENCES
from bot.visibility.keeping.ledger import Change, as_a_pause
from tests.bot.visibility.admission.rosters import MOST, person, roster, rosters, some_pairs
from tests.kit.databases import START

SEVERAL = settings(max_examples=300, deadline=None)
FLAGS = st.lists(st.integers(0, MOST * (MOST - 1) - 1), min_size=1, max_size=6)


@st.composite
def paused_rosters(draw: st.DrawFn) -> Roster:
    known = draw(rosters())
    ids = [each.id for each in known.people]
    everybody = frozenset(ids)
    rooms = [
        Room(100 + number, kind, audience, "open", f"room {number}", members=everybody, channel_id=500 + number)
        for number, (kind, audience) in enumerate(
            (kind, audience) for kind in get_args(RoomKind) for audience in AUDIENCES
        )
    ]
    return replace(known, rooms=rooms, pauses=some_pairs(ids, draw(FLAGS)))


@SEVERAL
@given(paused_rosters())
def test_while_a_flag_lives_the_flagged_person_reads_none_of_the_flaggers_spaces(known: Roster) -> None:
    people = {each.id: each for each in known.people}
    for flagger_id, flagged_id in known.pauses:
        flagger, flagged = people[flagger_id], people[flagged_id]
        assert not admitted_to(flagger, known) & admitted_to(flagged, known)
        assert not [room for room in known.rooms if is_reader(flagger, room, known) and is_reader(flagged, room, known)]
        shared = roles_due(flagger, known) & roles_due(flagged, known)
        assert shared <= {"role:members", "role:steward"}


@SEVERAL
@given(paused_rosters())
def test_a_pause_only_ever_takes_access_and_only_from_the_flagged(known: Roster) -> None:
    without = replace(known, pauses=frozenset())
    flagged = {each for _, each in known.pauses}
    for each in known.people:
        assert roles_due(each, known) <= roles_due(each, without)
        if each.id not in flagged:
            assert roles_due(each, known) == roles_due(each, without)


@SEVERAL
@given(paused_rosters())
def test_the_reason_never_says_who_or_how_many(known: Roster) -> None:
    for each in known.people:
        for audience in AUDIENCES:
            why = why_not_admitted(each, audience, known)
            if isinstance(why, AccessPaused):
                assert not why.facts()


def test_whoever_is_paused_on_somebodys_word_is_looked_at_again_when_that_person_moves() -> None:
    known = replace(roster(*map(person, range(1, 5))), pauses=frozenset({(1, 2), (3, 4)}))
    assert accounts_concerned(known, 1) == {1001, 1002}
    assert accounts_concerned(known, 2) == {1002}


def test_a_loss_of_somebody_paused_is_written_without_role_or_reason() -> None:
    lost = Change(5, "lost", "role", 77)
    assert as_a_pause(lost, {5}) == Change(5, "lost", "paused")
    assert as_a_pause(lost, {6}) == lost
    assert as_a_pause(Change(5, "gained", "role", 77), {5}) == Change(5, "gained", "role", 77)


async def test_only_live_flags_that_pause_are_read_and_only_of_the_own_network(network: Network) -> None:
    async with network.write() as tx:
        await PeopleStore(tx).add_people([person(each) for each in range(1, 7)], now=START)
        rows = [("open", True), ("kept", True), ("open", False), ("true", True), ("mistaken", True)]
        for number, (state, is_paused) in enumerate(rows, start=2):
            values = {"state": state, "is_paused": is_paused, "threads": [], "flagged_at": START, "channel_id": 9}
            await tx.insert(flags, id=new_id(), flagger_id=1, flagged_id=number, **values)
    async with network.read() as tx:
        assert await read_pauses(tx) == {(1, 2), (1, 3)}
        assert (await Roster.read(tx, network.community)).pauses == {(1, 2), (1, 3)}
    async with network.database.read(network.id + 1) as tx:
        assert await read_pauses(tx) == frozenset()
