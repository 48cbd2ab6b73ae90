"""Notices: a direct message if it can be, otherwise kept; never lost, never twice."""

from __future__ import annotations

from bot.cards import Card
from bot.notices import Notices
from tests.kit.town import Town


async def _tell(town: Town, person_id: int, text: str, key: str | None = None) -> None:
    async with town.network.write() as tx:
        await Notices(tx).tell(person_id, "test.kind", Card(text=text), now=town.clock.now(), key=key)
    await town.settle()


async def test_a_member_gets_a_direct_message(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await _tell(town, town.person(ana).id, "Your mentor said yes.")
    assert [message.embeds[0].description for message in town.direct_messages(ana)][-1] == "Your mentor said yes."


async def test_where_direct_messages_are_off_it_waits_in_the_inbox(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    town.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
    await _tell(town, town.person(ana).id, "Kept.")
    async with town.network.read() as tx:
        [kept] = await Notices(tx).waiting(town.person(ana).id)
    assert kept.card.text == "Kept."
    async with town.network.write() as tx:
        await Notices(tx).finish(kept.id)
    async with town.network.read() as tx:
        assert await Notices(tx).waiting(town.person(ana).id) == []


async def test_somebody_without_an_account_finds_it_later(town: Town) -> None:
    person = await town.enrol("Ben Osei")
    await _tell(town, person.id, "Welcome.")
    async with town.network.read() as tx:
        assert len(await Notices(tx).waiting(person.id)) == 1


async def test_a_keyed_notice_is_told_once(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    before = len(town.direct_messages(ana))
    await _tell(town, town.person(ana).id, "Once.", key="k")
    await _tell(town, town.person(ana).id, "Once.", key="k")
    assert len(town.direct_messages(ana)) == before + 1


async def test_what_no_longer_holds_is_taken_out_of_the_inbox(town: Town) -> None:
    person = await town.enrol("Ben Osei")
    await _tell(town, person.id, "Ana Ruiz would like you as a mentor.", key="k")
    await _tell(town, person.id, "Something else.")
    async with town.network.write() as tx:
        await Notices(tx).retract("k")
    async with town.network.read() as tx:
        assert [notice.card.text for notice in await Notices(tx).waiting(person.id)] == ["Something else."]
