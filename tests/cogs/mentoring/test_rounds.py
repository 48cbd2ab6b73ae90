"""Rounds as they come by themselves, in the simulated Discord."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from simcord.actors import MemberActor

from cogs.mentoring.model import Pair
from cogs.mentoring.store import MentoringStore
from config.calendar import Break, Calendar
from tests.cogs.mentoring.town_life import (
    GENERAL,
    answer,
    ask,
    define,
    have_wishes,
    newcomer,
    offer,
    proposed,
    seasoned,
    shown,
    steward,
    words,
)
from tests.kit.town import Town

TUESDAY = timedelta(days=1)  # a town begins on a Monday at nine


async def pairs(town: Town) -> list[Pair]:
    async with town.network.read() as tx:
        return list((await MentoringStore(tx).situation()).pairs)


async def settled_into(town: Town, name: str) -> MemberActor:
    """Somebody who is no newcomer and asks for a mentor."""
    member = await newcomer(town, name, started_on=date(2024, 9, 1))
    await have_wishes(town, [member], [])
    return member


async def test_a_round_comes_by_itself_on_tuesday_once_even_after_a_restart(town: Town) -> None:
    mentee, mentor = await settled_into(town, "Ana Ruiz"), await seasoned(town)
    await offer(town, mentor)
    await town.forward(timedelta(hours=2))
    assert await pairs(town) == []
    await town.forward(TUESDAY)
    assert [pair.mentee_id for pair in await pairs(town)] == [town.person(mentee).id]
    await town.restart()
    await town.forward(timedelta(minutes=30))
    assert len(await pairs(town)) == 1
    assert "You asked for Family engagement" in words(town.direct_messages(mentee)[-1])


async def test_a_community_whose_stewards_begin_rounds_has_none_by_itself(town: Town) -> None:
    await define(town, weeks_between_rounds=0)
    await settled_into(town, "Ana Ruiz")
    await offer(town, await seasoned(town))
    await town.forward(TUESDAY)
    assert await pairs(town) == []


async def test_nothing_is_proposed_in_a_break(town: Town) -> None:
    calendar = Calendar(breaks=(Break(name="Spring", first=date(2026, 3, 2), last=date(2026, 3, 8)),))
    community = town.network.community.model_copy(update={"calendar": calendar})
    await town.house.networks.define(town.network_id, community)
    town._network = await town.house.networks.get(town.network_id)
    await settled_into(town, "Ana Ruiz")
    await have_wishes(town, [await newcomer(town, "Cleo Park", topics=("family",))], [await seasoned(town)])
    for step in (TUESDAY, timedelta(days=3)):
        await town.forward(step)
        assert await pairs(town) == []
    await town.forward(datetime(2026, 3, 10, 10, tzinfo=ZoneInfo("America/Chicago")) - town.clock.now())
    assert len(await pairs(town)) == 2


async def test_a_newcomer_who_fits_a_free_mentor_perfectly_need_not_wait(town: Town) -> None:
    fitting, other = (
        await newcomer(town, "Ana Ruiz", topics=("family",), languages=("English",)),
        await newcomer(town, "Cleo Park"),
    )
    await ask(town, fitting)
    await ask(town, other)
    await offer(town, await seasoned(town), "2")
    await town.forward(timedelta(minutes=30))
    assert [pair.mentee_id for pair in await pairs(town)] == [town.person(fitting).id]


async def test_whoever_is_left_over_hears_why_and_what_would_help_once(town: Town) -> None:
    first = await settled_into(town, "Ana Ruiz")
    await town.forward(TUESDAY)
    [letter] = town.direct_messages(first)
    assert "Every place that mentors offer is taken" in words(letter)
    assert "You keep your place" in words(letter)
    await town.forward(timedelta(days=7))
    assert len(town.direct_messages(first)) == 1


async def test_after_a_refusal_the_next_best_is_proposed_and_other_proposals_stay(town: Town) -> None:
    mentee, mentor, pair = await proposed(town)
    other = await settled_into(town, "Cleo Park")
    second = await seasoned(town, "Fay Stone")
    await have_wishes(town, [], [second], places=1)
    runs_it = await steward(town)
    await define(town, weeks_between_rounds=0)
    preview = await runs_it.slash(town.channel(GENERAL), "mentor round")
    assert "This round would propose one pair." in words(preview)
    await runs_it.click(shown(preview), label="Publish the round")
    third = await seasoned(town, "Gus Hale")
    await have_wishes(town, [], [third], places=1)
    await answer(town, mentor, "Not now")
    await town.forward(timedelta(minutes=15))
    found = {(each.mentee_id, each.mentor_id): each.state for each in await pairs(town)}
    assert found == {
        (town.person(mentee).id, town.person(mentor).id): "declined",
        (town.person(other).id, town.person(second).id): "proposed",
        (town.person(mentee).id, town.person(third).id): "proposed",
    }
    assert pair.id in {each.id for each in await pairs(town) if each.is_passed_on}


async def test_after_silence_whoever_said_yes_gets_the_next_best(town: Town) -> None:
    mentee, _mentor, pair = await proposed(town)
    await define(town, weeks_between_rounds=0)
    await answer(town, mentee)
    await have_wishes(town, [], [third := await seasoned(town, "Gus Hale")], places=1)
    await town.forward(timedelta(days=3, minutes=1))
    states = {each.mentor_id: each.state for each in await pairs(town)}
    assert states == {pair.mentor_id: "expired", town.person(third).id: "proposed"}


async def test_a_reason_for_not_now_is_private_and_keeps_two_people_apart_where_it_says_so(town: Town) -> None:
    _mentee, mentor, pair = await proposed(town)
    letter = [each for each in town.direct_messages(mentor) if each.components][-1]
    reply = shown(await mentor.user.click(letter, label="Not now"))
    [row] = reply.components
    await mentor.user.select(reply, ["person"], custom_id=row["components"][0]["custom_id"])
    [kept] = await pairs(town)
    assert (kept.declined_by, kept.declined_why) == ("mentor", "person")
    async with town.network.read() as tx:
        theirs = await town.house.privacy["mentoring"].export(tx, pair.mentee_id)
        mine = await town.house.privacy["mentoring"].export(tx, pair.mentor_id)
        now_is = await MentoringStore(tx).situation()
    assert "person" not in str(theirs["mentoring_pairs"])
    assert "you said not now, because" in mine["mentoring_pairs"][0]
    assert tuple(sorted((pair.mentee_id, pair.mentor_id))) in now_is.never_with


async def test_the_preview_of_a_round_says_how_long_the_longest_wait_is(town: Town) -> None:
    await settled_into(town, "Ana Ruiz")
    runs_it = await steward(town)
    await define(town, weeks_between_rounds=0)
    await town.forward(timedelta(days=9))
    read = words(await runs_it.slash(town.channel(GENERAL), "mentor round"))
    assert "The longest wait so far is 9 days." in read
    assert "One stays on the list: nobody offers a place." in read
