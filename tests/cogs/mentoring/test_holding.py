"""Pausing, stopping, and the second card of a wish."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from simcord.actors import MemberActor

from bot.cards import Address
from cogs.mentoring.apart import ApartStore
from cogs.mentoring.browse.store import AskStore
from cogs.mentoring.holding import holding
from cogs.mentoring.holding.render import undo
from cogs.mentoring.model import MentoringWish, Side
from cogs.mentoring.store import MentoringStore
from config.texts import texts_for
from tests.cogs.mentoring.browse_life import address_of, asks_for, browsing, choose, listed
from tests.cogs.mentoring.town_life import (
    GENERAL,
    answer,
    ask,
    newcomer,
    offer,
    pair_now,
    proposed,
    seasoned,
    shown,
    words,
)
from tests.kit.pressing import press
from tests.kit.town import Town

CHICAGO = ZoneInfo("America/Chicago")
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def test_a_day_begins_by_the_clock_of_the_site() -> None:
    assert holding.read_day(" 2026-03-03 ", CHICAGO, NOW) == datetime(2026, 3, 3, 6, tzinfo=UTC)
    assert holding.read_day("2027-03-03", CHICAGO, NOW) == datetime(2027, 3, 3, 6, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "soon", "2026-03-02", "2026-02-30", "2027-03-04", "9999-12-31", "٢٠٢٦-٠٣-٠٤"])
def test_what_is_no_day_to_come_back_is_refused(text: str) -> None:
    with pytest.raises(holding.NoDayToResume):
        holding.read_day(text, CHICAGO, NOW)


async def the_wish(town: Town, person_id: int, side: Side) -> MentoringWish:
    async with town.network.read() as tx:
        wish = await MentoringStore(tx).wish(person_id, side)
    assert wish is not None
    return wish


async def test_an_old_card_begins_a_wish_anew_for_whoever_has_none(town: Town) -> None:
    for name, action, side in (
        ("Ana Ruiz", "when", "mentee"),
        ("Ben Ode", "words", "mentor"),
        ("Cy Park", "save_again", "mentee"),
    ):
        actor = await town.join(name)
        await press(town, actor, Address("mentoring", action, side))
        assert (
            await the_wish(town, town.person(actor).id, "mentor" if side == "mentor" else "mentee")
        ).state == "draft"


async def test_a_pause_says_what_it_means_takes_back_what_waits_and_ends_by_itself(town: Town) -> None:
    mentee, mentor = await browsing(town)
    await asks_for(town, mentee, mentor)
    card = shown(await mentor.slash(town.channel(GENERAL), "mentor pause"))
    back = (town.clock.now() + timedelta(weeks=2)).astimezone(CHICAGO).date()
    await choose(mentor, card, "pause_until", back.isoformat())
    assert "your place in the queue stays" in words(card)
    assert (await the_wish(town, town.person(mentor).id, "mentor")).paused_until is None
    await town.restart()
    await mentor.click(card, label="Pause")
    await town.settle()
    assert "A colleague whom you asked" in words(town.direct_messages(mentee)[-1])
    assert "It is paused, and counts again by itself" in words(
        await mentor.slash(town.channel(GENERAL), "mentor status")
    )
    await town.forward(timedelta(days=11))
    assert not any("ends by itself" in words(each) for each in town.direct_messages(mentor))
    await town.forward(timedelta(days=1, hours=12))
    assert "ends by itself on" in words(town.direct_messages(mentor)[-1])
    await town.forward(timedelta(days=2))
    assert "back on the list where you stood" in words(town.direct_messages(mentor)[-1])
    told = len(town.direct_messages(mentor))
    await town.forward(timedelta(hours=1))
    assert len(town.direct_messages(mentor)) == told
    assert (await the_wish(town, town.person(mentor).id, "mentor")).is_live


async def test_whoever_is_paused_can_come_back_at_once_and_change_their_wish_meanwhile(town: Town) -> None:
    mentor = await seasoned(town)
    assert "no list" in words(await mentor.slash(town.channel(GENERAL), "mentor pause"))
    await offer(town, mentor)
    since = (await the_wish(town, town.person(mentor).id, "mentor")).waiting_since
    assert "Write the day" in words(await mentor.slash(town.channel(GENERAL), "mentor pause", until="tomorrow"))
    await press(town, mentor, Address("mentoring", "pause", "2026-03-20"))
    assert "You are paused, so nothing happens before" in await offer(town, mentor, "3")
    status = shown(await mentor.slash(town.channel(GENERAL), "mentor status"))
    assert "Welcome back" in words(await mentor.click(status, label="Come back now"))
    assert "You aren't paused" in words(await mentor.click(status, label="Come back now"))
    wish = await the_wish(town, town.person(mentor).id, "mentor")
    assert (wish.is_live, wish.capacity, wish.waiting_since) == (True, 3, since)


async def test_a_stop_ends_pairs_after_an_hour_and_can_be_taken_back_until_then(town: Town) -> None:
    mentee, mentor, pair = await proposed(town)
    for each in (mentee, mentor):
        await answer(town, each)
    told = len(town.direct_messages(mentee))
    await stop(town, mentor)
    status = shown(await mentor.slash(town.channel(GENERAL), "mentor status"))
    assert "until <t:" in words(status)
    assert "all stands as it stood" in words(await mentor.click(status, label="Stay after all"))
    await town.forward(timedelta(hours=2))
    assert (await pair_now(town, pair.id)).state == "open"
    assert len(town.direct_messages(mentee)) == told
    await stop(town, mentor)
    await town.forward(timedelta(hours=2))
    assert (await pair_now(town, pair.id)).state == "ended"
    assert "no longer available for it" in words(town.direct_messages(mentee)[-1])
    assert "nothing to take back any more" in words(await mentor.click(status, label="Stay after all"))
    async with town.network.read() as tx:
        assert await MentoringStore(tx).wishes_of(town.person(mentor).id) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_way_back_from_a_stop_is_not_called_like_taking_a_request_back(language: str) -> None:
    t = texts_for(language)
    [back] = undo(t)
    assert back.label != t("Take it back")  # in Spanish that withdraws: the very thing whoever stays doesn't want


async def test_a_stop_takes_back_what_was_asked_and_saving_anew_takes_the_stop_back(town: Town) -> None:
    mentee, mentor = await browsing(town)
    await asks_for(town, mentee, mentor)
    await stop(town, mentee)
    async with town.network.read() as tx:
        assert await AskStore(tx).open() == []
    assert "isn't looking any more" in words(town.direct_messages(mentor)[-1])
    assert "You're on the list." in await ask(town, mentee)
    await town.forward(timedelta(hours=2))
    assert (await the_wish(town, town.person(mentee).id, "mentee")).is_live


async def stop(town: Town, actor: MemberActor) -> None:
    question = await actor.slash(town.channel(GENERAL), "mentor stop")
    await actor.click(shown(question), label="Stop mentoring")
    await town.settle()


async def test_the_second_card_keeps_when_and_with_whom_after_a_restart_too(town: Town) -> None:
    mentee, avoided = await newcomer(town), await seasoned(town)
    card = shown(await mentee.slash(town.channel(GENERAL), "mentor request"))
    await choose(mentee, card, "rhythm", "fortnightly")
    await mentee.click(card, label="When and with whom")
    assert "by your clock (America/Chicago)" in words(card)
    await choose(mentee, card, "hours", "mon_morning", "fri_after")
    await town.restart()
    await choose(mentee, card, "level", "same")
    await choose(mentee, card, "district", "other")
    await mentee.select(card, [avoided], custom_id=address_of(card, "apart"))
    form = await mentee.click(card, label="Write a line and save")
    await mentee.submit_modal(form, {"about": "Hi", "names": "Somebody Else, ana ruiz"})
    me = town.person(mentee)
    wish = await the_wish(town, me.id, "mentee")
    said = (wish.rhythm, wish.hours, wish.level_wish, wish.district_wish, wish.state)
    assert said == ("fortnightly", ("mon_morning", "fri_after"), "same", "other", "open")
    async with town.network.read() as tx:
        assert await ApartStore(tx).of(me.id) == [town.person(avoided).id]
        assert await ApartStore(tx).names_of(me.id) == ["Somebody Else", "ana ruiz"]
    status = await mentee.slash(town.channel(GENERAL), "mentor status")
    assert "every other week · Mon morning, Fri after school · from the same school level" in words(status)
    assert "Who pairs you" in listed(status)


async def test_a_private_list_is_shown_again_and_can_be_emptied_and_strangers_are_named_instead(town: Town) -> None:
    mentee, avoided, stranger = await newcomer(town), await seasoned(town), town.stranger("Zed")
    card = shown(await mentee.slash(town.channel(GENERAL), "mentor request", never_with=avoided))
    await mentee.click(card, label="When and with whom")
    address = address_of(card, "apart")
    [select] = [part for row in card.components for part in row["components"] if part["custom_id"] == address]
    assert [int(each["id"]) for each in select["default_values"]] == [avoided.id]
    assert "has not joined Staffroom yet" in words(await mentee.select(card, [stranger], custom_id=address))
    assert "never paired with yourself" in words(await mentee.select(card, [mentee], custom_id=address))
    await mentee.select(card, [], custom_id=address)
    async with town.network.read() as tx:
        assert await ApartStore(tx).of(town.person(mentee).id) == []


async def test_too_many_names_save_nothing(town: Town) -> None:
    mentee = await newcomer(town)
    card = shown(await mentee.slash(town.channel(GENERAL), "mentor request"))
    form = await mentee.click(card, label="Write a line and save")
    many = ",".join(f"Name {number}" for number in range(11))
    assert "at most 10 names" in words(await mentee.submit_modal(form, {"about": "Hi", "names": many}))
    assert (await the_wish(town, town.person(mentee).id, "mentee")).state == "draft"
