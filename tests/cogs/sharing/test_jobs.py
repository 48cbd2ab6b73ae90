from __future__ import annotations

from datetime import date, timedelta

from simcord.actors import MemberActor

from archive.consent import Offer, agree, offer
from archive.consent.store import ConsentStore
from bot.people.store import PeopleStore
from config.calendar import Break, Calendar
from tests.kit.town import Town


async def offered(town: Town, actor: MemberActor) -> int:
    person, network = town.person(actor).id, town.network
    key = town.house.keys.person_key(network.id, person)
    async with network.write() as tx:
        return (await offer(tx, Offer("Words.", "Words."), key=key, person_id=person, now=town.clock.now())).id


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


async def test_a_reviewer_is_told_once_a_day_and_only_of_what_is_theirs(town: Town) -> None:
    stew = await town.join("Stew Ward", site="Elm Elementary", steward=True)
    ana = await town.join("Ana Ruiz")
    boss = await town.join("Bo Boss", "district leader", None, steward=True)
    async with town.network.write() as tx:
        await PeopleStore(tx).set_supervisors(town.person(ana).id, [town.person(boss).id])
    await agreed(town, ana)
    await town.forward(timedelta(hours=2))
    await town.forward(timedelta(hours=2))
    assert sum("waits for your review" in text for text in told(town, stew)) == 1
    assert not any("waits for your review" in text for text in told(town, boss))


async def test_words_that_waited_for_a_reviewer_move_when_there_is_one(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await agreed(town, ana)
    assert await states(town, ana) == ["agreed"]
    await town.join("Stew Ward", site="Elm Elementary", steward=True)
    await town.forward(timedelta(hours=2))
    assert await states(town, ana) == ["in_review"]
    assert any("can review your words now" in text for text in told(town, ana))


async def test_reviewers_are_told_nothing_in_a_school_break_and_what_waits_when_it_is_over(town: Town) -> None:
    stew = await town.join("Stew Ward", site="Elm Elementary", steward=True)
    ana = await town.join("Ana Ruiz")
    spring = Break(name="Spring break", first=date(2026, 3, 2), last=date(2026, 3, 6))
    community = town.network.community.model_copy(update={"calendar": Calendar(breaks=(spring,))})
    await town.house.networks.define(town.network_id, community)
    await agreed(town, ana)
    told_by = []
    for hours in (2, 48, 48, 24):
        await town.forward(timedelta(hours=hours))
        told_by.append(sum("waits for your review" in text for text in told(town, stew)))
    assert told_by == [0, 0, 0, 1]
