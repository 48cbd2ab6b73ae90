"""What is owed, how it ends, and what is told of it: the rows alone, without a courier."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.cards import Card
from bot.clock import ManualClock
from bot.database.ids import new_id
from bot.database.network import Network
from bot.database.schema.outbox import outbox
from bot.database.transaction import Tx
from bot.outbox import Outbox, claims, privacy
from bot.outbox.claims import EVERYTHING, LEASE, Claims, Reach, holding
from bot.outbox.ledger import MANY_ATTEMPTS, Ended, Ledger, Stuck, Unsent
from bot.outbox.mail import Mail
from bot.outbox.outbox import State, mail_destination
from bot.outbox.transit import holds_words, unwrap
from bot.people.model import Person
from bot.people.store import PeopleStore
from config.texts import languages
from tests.kit.databases import START


async def owe(tx: Tx, destination: str, kind: str = "sure", **facts: Any) -> int:
    return await Outbox(tx).carry_out(kind, facts, destination=destination, now=START)


async def rows_of(tx: Tx) -> list[Any]:
    return list(await tx.rows(select(outbox).where(tx.mine(outbox)).order_by(outbox.c.seq)))


async def test_what_is_owed_has_its_place_its_kind_and_its_words_and_can_be_looked_for(network: Network) -> None:
    async with network.write() as tx:
        owed = Outbox(tx)
        assert not await owed.owes("channel:7")
        first = await owed.post(7, Card(title="Hello"), now=START, key="hello", pin=True)
        assert await owed.post(7, Card(title="Again"), now=START, key="hello") == first
        said = await owed.say(8, lambda t: Card(title=t.language), now=START, key="said")
        await owed.carry_out_each("role", [("access:1", {"n": 1}), ("access:2", {"n": 2})], now=START)
        await owed.carry_out_each("role", [], now=START)
        rows = await rows_of(tx)
        assert [(row.seq, row.kind, row.destination) for row in rows] == [
            (1, "discord.post", "channel:7"),
            (2, "discord.post", "channel:8"),
            (3, "role", "access:1"),
            (4, "role", "access:2"),
        ]
        assert {(row.state, row.attempts, row.due_at) for row in rows} == {(State.WAITING, 0, START)}
        facts = {parcel.id: parcel.facts for parcel in (await Claims(tx).take(EVERYTHING, START)).parcels}
        hello = facts[first]
        assert hello is not None
        assert (hello["channel_id"], hello["pin"], hello["row_id"]) == (7, True, str(first))
        assert Card.from_json(hello["card"]) == Card(title="Hello")
        posted = facts[said]
        assert posted is not None
        assert posted["channel_id"] == 8
        titles = {language: card["title"] for language, card in {**posted["in"], "en": posted["card"]}.items()}
        assert titles == {language: language for language in languages()}
        assert await owed.owes("channel:7")
        assert not await owed.waits("channel:7"), "it is under way"
        await owed.withdraw("channel:7")
        assert await owed.owes("channel:7"), "what is on its way is not stopped"


async def test_only_what_waits_for_a_destination_is_withdrawn(network: Network) -> None:
    async with network.write() as tx:
        await owe(tx, "d")
        await owe(tx, "e")
        assert await Outbox(tx).waits("d")
        await Outbox(tx).withdraw("d")
        assert not await Outbox(tx).owes("d")
        assert await Outbox(tx).waits("e")


@pytest.mark.parametrize("state", State)
async def test_what_is_not_done_may_be_exchanged_for_something_else_and_stays_as_it_stands(
    network: Network, state: State
) -> None:
    async with network.write() as tx:
        owed = Outbox(tx)
        row_id = await owed.carry_out("words", {"says": "canary"}, destination="d", now=START, key="k")
        await owed.carry_out("words", {"says": "another"}, destination="d", now=START, key="other")
        await tx.execute(outbox.update().where(tx.mine(outbox), outbox.c.id == row_id).values(state=state))
        is_over = state in (State.SENT, State.LEFT)
        assert await owed.unsettled(["k", "other", "none"]) == ({"other"} if is_over else {"k", "other"})
        await owed.exchange("k", "anew", {"number": 1}, now=START)
        await owed.exchange("nothing of this name", "anew", {}, now=START)
        row, beside = await rows_of(tx)
        assert row.state == state
        assert (beside.kind, beside.key) == ("words", "other")
        if is_over:
            assert (row.kind, await owed.knows("k")) == ("words", True)
        else:
            assert (row.kind, row.destination, await owed.knows("k")) == ("anew", "d", False)
            assert unwrap(tx, outbox.c.facts, row.facts) == {"number": 1, "row_id": str(row_id)}


async def test_what_leaves_no_trace_lies_below_zero_in_its_own_order_and_on_no_list(network: Network) -> None:
    async with network.write() as tx:
        owed = Outbox(tx)
        for word in "ab":
            await owed.carry_out_untraced("whisper", {"word": word}, destination="w", due_at=START)
        await owe(tx, "d")
        below, other, counted = await rows_of(tx)
        assert below.seq + 1 == other.seq < 0
        assert counted.seq == 1
        claim = await Claims(tx).take(EVERYTHING, START)
        assert [(parcel.facts or {}).get("word") for parcel in claim.parcels] == ["a", None]
        begun = {row.seq: row.tried_at for row in await rows_of(tx)}
        assert begun == {below.seq: None, other.seq: None, 1: START}
        await Ledger(tx).end(below.id, State.DEAD, "refused", claim)
        assert await Ledger(tx).stuck() == Stuck()
        assert await Ledger(tx).ended_from(-(2**62)) == (None, 0)
        await Ledger(tx).drop(below.id)
        assert [row.id for row in await rows_of(tx)] == [other.id, counted.id]


async def test_a_steward_is_told_what_ended_and_what_keeps_failing_from_eight_tries_on(network: Network) -> None:
    later = START + timedelta(hours=1)
    async with network.write() as tx:
        ledger, ids = Ledger(tx), [await owe(tx, f"mail:{name}", kind="mail.send") for name in "abcd"]
        claim = await Claims(tx).take(EVERYTHING, START)
        await ledger.end(ids[0], State.DEAD, "refused 5.1.1", claim)
        await ledger.end(ids[1], State.DOUBT, "no answer", claim)
        await ledger.postpone(ids[2], claim, later, attempts=MANY_ATTEMPTS, failure="put off 4.7.1")
        await ledger.postpone(ids[3], claim, later, attempts=MANY_ATTEMPTS - 1, failure="put off 4.7.1")
        assert await ledger.counts() == {"dead": 1, "doubt": 1, "waiting": 2}
        assert await ledger.stuck() == Stuck(ended=1, in_doubt=1, failing=1, newest=3, tried=START)
        assert await ledger.unsent_mails() == [
            Unsent("mail:a", "refused 5.1.1", is_tried=False),
            Unsent("mail:c", "put off 4.7.1", is_tried=True),
        ]
        assert await ledger.ended_from(0) == (Ended(1, "mail.send", "mail:a", False, "refused 5.1.1", START), 2)
        assert await ledger.ended_from(2) == (Ended(2, "mail.send", "mail:b", True, "no answer", START), 1)
        assert await ledger.ended_from(3) == (None, 0)
        assert await ledger.ending(ids[0]) == ("dead", "refused 5.1.1")
        assert await ledger.ending(1) is None
        assert await ledger.ending(await owe(tx, "later")) == ("waiting", "")
        assert await ledger.let_go(4, oldest=2) == 1
        assert await ledger.try_again(4, oldest=3, now=later) == 1
        rows = {row.id: row for row in await rows_of(tx)}
        assert [rows[each].state for each in ids] == ["dead", "left", "waiting", "waiting"]
        assert [rows[each].facts is None for each in ids] == [False, True, False, False]
        assert [rows[each].attempts for each in ids] == [0, 0, 0, MANY_ATTEMPTS - 1]
        assert await ledger.try_again(9, now=later) == 1
        assert await ledger.ending(ids[0]) == ("waiting", "refused 5.1.1")


async def test_what_an_older_copy_owes_is_in_doubt_where_nobody_may_repeat_it(network: Network) -> None:
    async with network.write() as tx:
        await owe(tx, "d")
        await Outbox(tx).carry_out("sure", {}, destination="e", now=START + timedelta(seconds=1))
        assert await Ledger(tx).count_as_begun(START) == 1
        [begun, waits] = await rows_of(tx)
        assert (begun.state, begun.lease_until, begun.tried_at) == (State.SENDING, START, START)
        assert (waits.state, waits.lease_until, waits.tried_at) == (State.WAITING, None, None)
        [parcel] = (await Claims(tx).take(EVERYTHING, START)).parcels
        assert parcel.was_interrupted
        assert parcel.was_risked


async def test_a_claim_takes_the_oldest_of_each_destination_within_its_reach_and_no_more_than_it_may(
    network: Network,
) -> None:
    async with network.write() as tx:
        for destination, kind in (("a", "sure"), ("a", "sure"), ("b", "mail"), ("c", "sure"), ("e", "sure")):
            await owe(tx, destination, kind=kind)
        taken = await Claims(tx).take(Reach(frozenset({"mail"}), is_others=True, most=2), START, risked=["mail"])
        assert [parcel.kind for parcel in taken.parcels] == ["sure", "sure"]
        mail = await Claims(tx).take(Reach(frozenset({"mail"}), is_others=False, most=2), START, risked=["mail"])
        assert [parcel.kind for parcel in mail.parcels] == ["mail"]
        rows = await rows_of(tx)
        assert [row.state for row in rows] == ["claimed", "waiting", "sending", "claimed", "waiting"]
        assert {row.lease_until for row in rows} == {None, START + LEASE}
        again = await Claims(tx).take(EVERYTHING, START + LEASE - timedelta(seconds=1))
        assert [parcel.was_interrupted for parcel in again.parcels] == [False]
        over = await Claims(tx).take(EVERYTHING, START + LEASE)
        assert [(parcel.was_interrupted, parcel.was_risked) for parcel in over.parcels] == [
            (True, False),
            (True, True),
            (True, False),
        ]


async def test_a_lease_is_renewed_while_the_block_lasts(
    network: Network, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "RENEWED_EVERY", 0.01)
    async with network.write() as tx:
        await owe(tx, "d")
        claim = await Claims(tx).take(EVERYTHING, START)
    clock.forward(LEASE / 2)
    async with holding(network, claim, clock), asyncio.timeout(10):
        while len(claim.leases) < 3:  # noqa: ASYNC110 -- a lease is renewed by the clock, which tells nobody
            await asyncio.sleep(0.01)
    async with network.read() as tx:
        assert [row.lease_until for row in await rows_of(tx)] == [START + LEASE * 1.5]


async def test_an_export_has_what_was_owed_to_a_person_and_an_erasure_leaves_only_what_takes_their_roles(
    network: Network,
) -> None:
    ana = Person(new_id(), "Ana", "Ana@example.org", "teacher")
    ben = Person(new_id(), "Ben", None, "teacher")
    async with network.write() as tx:
        await PeopleStore(tx).add_people([ana, ben], now=START)
        await PeopleStore(tx).link(ana.id, 55, START)
        mail = await Outbox(tx).mail(Mail("ana@EXAMPLE.org", "Hello", "Words."), now=START)
        theirs = [f"person:{ana.id}", f"access:{ana.id}", "account:55"]
        for destination, kind in zip(theirs, ("note", privacy.TAKES_ACCESS, "note"), strict=True):
            await owe(tx, destination, kind=kind, word=destination)
        await owe(tx, f"person:{ben.id}", kind="note")
        exported = (await privacy.export(tx, ana.id))["outbox"]
        assert [(each["kind"], each["state"]) for each in exported] == [
            ("mail.send", "waiting"),
            ("note", "waiting"),
            ("access.sync", "waiting"),
            ("note", "waiting"),
        ]
        assert exported[0]["held"]["mail"]["subject"] == "Hello"
        assert exported[0]["held"]["row_id"] == str(mail)
        assert len((await privacy.export(tx, ben.id))["outbox"]) == 1
        await privacy.erase(tx, 4321, now=START)  # somebody nobody knows
        await privacy.erase(tx, ana.id, now=START)
        assert [row.destination for row in await rows_of(tx)] == [theirs[1], f"person:{ben.id}"]


async def test_what_took_roles_and_keys_is_forgotten_once_done_and_a_strangers_mails_go_by_their_address(
    network: Network,
) -> None:
    async with network.write() as tx:
        ids = [await owe(tx, destination) for destination in ("access:1", "key:2", "channel:3", "access:4")]
        for row_id in ids[:3]:
            await Ledger(tx).deliver(row_id)
        await privacy.forget_carried(tx)
        assert [row.destination for row in await rows_of(tx)] == ["channel:3", "access:4"]
        for address in ("Cy@example.org", "di@example.org"):
            await Outbox(tx).mail(Mail(address, "Hello", "Words."), now=START)
        await privacy.erase_mails_to(tx, "cy@EXAMPLE.org")
        left = [row.destination for row in await rows_of(tx)]
        assert left == ["channel:3", "access:4", mail_destination("di@example.org")]


def test_numbers_quote_nobody_and_anything_else_may() -> None:
    assert not holds_words({"row_id": "17", "person_id": 3, "none": None})
    assert holds_words({"row_id": "17", "word": "x"})
    assert holds_words({"n": 1.5})


def test_a_mails_destination_names_nobody_and_is_the_same_however_the_address_is_written() -> None:
    place = mail_destination("Ana@Example.org")
    assert place == mail_destination("ana@example.org")
    assert place != mail_destination("ben@example.org")
    assert place.startswith("mail:")
    assert len(place) == len("mail:") + 16


async def test_what_begins_with_a_key_is_under_way_until_it_was_carried_out(network: Network) -> None:
    async with network.write() as tx:
        owed = Outbox(tx)
        assert not await owed.is_under_way("shown:")
        await owed.post(7, Card(title="Hello"), now=START, key="shown:1:7")
        assert await owed.is_under_way("shown:1")
        assert not await owed.is_under_way("shown_1"), "an underscore stands for itself alone"
        await tx.execute(outbox.update().where(tx.mine(outbox)).values(state=State.SENT))
        assert not await owed.is_under_way("shown:")
