from __future__ import annotations

from datetime import timedelta

from simcord.actors import MemberActor

from archive.consent import Offer, agree, offer
from archive.consent.store import ConsentStore
from tests.kit.town import Town


async def offered(town: Town, actor: MemberActor) -> int:
    person, network = town.person(actor).id, town.network
    async with network.write() as tx:
        return (await offer(tx, Offer("Words.", "Words."), person_id=person, now=town.clock.now())).id


async def agreed(town: Town, actor: MemberActor) -> int:
    each, person = await offered(town, actor), town.person(actor).id
    key = town.house.keys.person_key(town.network.id, person)
    async with town.network.write() as tx:
        await agree(tx, each, key=key, person_id=person, words="Words.", now=town.clock.now())
    return each


async def states(town: Town, actor: MemberActor) -> list[str]:
    async with town.network.read() as tx:
        return [each.state for each in await ConsentStore(tx).of_person(town.person(actor).id)]


def told(town: Town, actor: MemberActor) -> list[str]:
    return [message.embeds[0].description or "" for message in town.direct_messages(actor)]


async def test_an_offer_nobody_answered_is_forgotten_after_a_week(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await offered(town, ana)
    await town.forward(timedelta(days=6))
    assert await states(town, ana) == ["offered"]
    await town.forward(timedelta(days=2))
    assert await states(town, ana) == []


async def test_words_that_waited_for_a_reviewer_move_when_there_is_one(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await agreed(town, ana)
    assert await states(town, ana) == ["agreed"]
    await town.join("Stew Ward", site="Elm Elementary", steward=True)
    await town.forward(timedelta(hours=2))
    assert await states(town, ana) == ["in_review"]
    assert any("can review your words now" in text for text in told(town, ana))
