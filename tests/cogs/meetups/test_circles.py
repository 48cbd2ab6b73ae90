"""Circles: nobody above another, nobody who asked to be kept apart, one of a site; then in a thread of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from simcord.backend.access import can_access_channel

from bot.clock import ManualClock
from bot.database.network import Network
from bot.matching.circles import form_circles
from bot.people.apart import kept_apart
from bot.people.graph import SupervisionGraph
from bot.people.model import Person, Site
from bot.people.store import PeopleStore
from bot.visibility.admission.circles import CircleStore
from cogs.meetups.calendar import entries
from cogs.meetups.circles import privacy
from cogs.meetups.circles.effects import open_circle
from cogs.meetups.circles.forming import form, keep, waiting
from cogs.meetups.circles.rules import Wisher, apart, pools
from cogs.meetups.circles.store import CircleWishStore
from cogs.meetups.store import MeetupStore
from cogs.mentoring.apart import ApartStore
from config.community import default_community
from tests.archive.issues.roster import enrol
from tests.kit.gap import away
from tests.kit.owed import owed
from tests.kit.town import Town

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
COMMUNITY = default_community()
PEOPLE = 9
positions = st.sampled_from(["coordinator", "teacher", "principal", "district leader", "astronaut"])
pairs = st.tuples(st.integers(1, PEOPLE), st.integers(1, PEOPLE)).filter(lambda pair: pair[0] != pair[1])


@settings(max_examples=40)
@given(
    st.lists(st.tuples(positions, st.integers(1, 7)), min_size=PEOPLE, max_size=PEOPLE), st.sets(pairs), st.sets(pairs)
)
def test_no_circle_ever_holds_a_supervisor_two_kept_apart_two_of_a_site_or_different_peers(
    roster: list[tuple[str, int]], above: set[tuple[int, int]], kept: set[tuple[int, int]]
) -> None:
    people = {
        number: Person(number, f"P{number}", f"p{number}@x.org", position, site, account_id=number)
        for number, (position, site) in enumerate(roster, 1)
    }
    sites = {number: Site(number, f"S{number}", "North", "North", "high", None, "UTC") for number in range(1, 8)}
    graph = SupervisionGraph(above, people.values(), COMMUNITY.positions.principals)
    barred = {(min(pair), max(pair)) for pair in kept}
    wishers = [Wisher(number, "data", NOW) for number in people]
    for (topic, _), pool in pools(wishers, people, sites, graph, COMMUNITY, NOW).items():
        bars = apart(set(people), graph, barred)
        for circle in form_circles(pool, topic, apart=bars).formed:
            ids = circle.person_ids
            assert 4 <= len(ids) <= 6
            assert len({people[each].site_id for each in ids}) == len(ids)
            assert not any(one in graph.below(other) for one in ids for other in ids)
            assert not any((one, other) in barred for one in ids for other in ids)


def test_a_language_written_in_two_ways_is_one_language() -> None:
    spoken = ("es", "Spanish", "español", "Español")
    people = {
        number: Person(number, f"P{number}", "p@x.org", "coordinator", number, account_id=number, languages=(word,))
        for number, word in enumerate(spoken, 1)
    }
    graph = SupervisionGraph((), people.values(), COMMUNITY.positions.principals)
    wishers = [Wisher(number, "data", NOW) for number in people]
    [pool] = pools(wishers, people, {}, graph, COMMUNITY, NOW).values()
    assert len({wish.languages for wish in pool}) == 1


async def test_wishes_become_a_circle_once_and_what_came_between_is_seen(network: Network, clock: ManualClock) -> None:
    people = await enrol(network, clock.now(), "Oak", "Elm", "Ash", "Fir")
    ids = [each.id for each in people]
    async with network.write() as tx:
        for person in people:
            await PeopleStore(tx).link(person.id, person.id, clock.now())
            assert await CircleWishStore(tx).wish(person.id, "data", now=clock.now())
            assert not await CircleWishStore(tx).wish(person.id, "data", now=clock.now())
        assert {topic for topic, _ in (await waiting(tx, network.community, clock.now())).pools} == {"data"}
        await ApartStore(tx).keep_names(ids[0], [people[1].name])
        assert await kept_apart(tx, people) == {(min(ids[:2]), max(ids[:2]))}
        assert not await keep(tx, network.community, "data", ids, now=clock.now()), "one asked never to meet another"
        await ApartStore(tx).clear(ids[0])
        assert await keep(tx, network.community, "data", ids, now=clock.now())
        assert not await keep(tx, network.community, "data", ids, now=clock.now())
        assert len(await owed(tx)) == 1
        [circle] = await CircleStore(tx).of(ids[0])
        assert set(circle.person_ids) == set(ids)
        assert await privacy.export(tx, ids[0]) == {"circle_wishes": [], "circle_members": [{"topic": "data"}]}
        await CircleStore(tx).opened(circle.id, 77)
        await privacy.erase(tx, ids[0], now=clock.now())
        assert len(await owed(tx)) == 2, "and is taken out of the thread"
        assert ids[0] not in (await CircleStore(tx).at(77) or circle).person_ids


def _text(result: Any) -> str:
    return str(result.response.embeds[0].description)


async def test_four_who_asked_meet_in_a_private_thread_and_one_command_has_all_of_them_meet(town: Town) -> None:
    names = {"Ana Ruiz": "Oak", "Ben Okafor": "Elm", "Cy Park": "Ash", "Di Wu": "Fir"}
    actors = [await town.join(name, site=site) for name, site in names.items()]
    outsider = await town.join("Ed Poe", site="Yew")
    lobby = town.channel("lobby")
    assert "one of this community's topics" in _text(await actors[0].slash(lobby, "meetup circle", topic="gossip"))
    for actor in actors:
        asked: Any = await actor.slash(lobby, "meetup circle", topic="data")
    await actors[3].click(asked.response, label="Take it back")
    assert await form(town.house, town.network, town.clock.now()) == 0
    await actors[3].slash(lobby, "meetup circle", topic="data")
    assert await form(town.house, town.network, town.clock.now()) == 1
    town.forget_members()
    await town.settle()
    [thread] = town.channel("mentoring").threads
    assert all(can_access_channel(town.env, thread.id, actor) for actor in actors)
    assert not can_access_channel(town.env, thread.id, outsider)
    async with town.network.read() as tx:
        circle = await CircleStore(tx).at(thread.id)
    assert circle is not None
    await open_circle(town.house, town.network, {"circle_id": circle.id})
    assert len(town.channel("mentoring").threads) == 1, "carried out again, it does nothing"
    await actors[1].slash(thread, "meetup start", when="2026-03-05 16:00", repeats="fortnightly", title="Data circle")
    async with town.network.read() as tx:
        for actor in (*actors, outsider):
            mine = await entries(
                tx, town.network, town.person(actor).id, since=town.clock.now(), until=town.clock.now().replace(month=6)
            )
            assert bool(mine) == (actor is not outsider)

    backend = town.env.backend
    async with away(town):
        backend.delete_channel(thread.id)
    [again] = town.channel("mentoring").threads
    assert again.id != thread.id
    assert can_access_channel(town.env, again.id, actors[2])
    assert not can_access_channel(town.env, again.id, outsider)
    async with town.network.read() as tx:
        assert [each.title for each in await MeetupStore(tx).at(again.id)] == ["Data circle"]
    backend.delete_channel(again.id)
    await town.settle()
    assert len(town.channel("mentoring").threads) == 1, "and once more, heard of"
