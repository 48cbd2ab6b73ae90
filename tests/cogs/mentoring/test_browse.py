"""Choosing a mentor oneself, in the simulated Discord."""

from __future__ import annotations

from datetime import timedelta

from bot.cards import Address
from bot.people.store import PeopleStore
from cogs.mentoring import privacy
from cogs.mentoring.apart import ApartStore
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.browse_life import asks_by, asks_for, browse, browsing, choose, listed
from tests.cogs.mentoring.town_life import (
    GENERAL,
    answer,
    ask,
    can_see,
    define,
    newcomer,
    offer,
    seasoned,
    shown,
    threads,
    words,
)
from tests.kit.pressing import press
from tests.kit.town import Town


async def test_a_member_finds_a_mentor_asks_and_their_yes_opens_a_thread_for_the_two(town: Town) -> None:
    mentee, mentor = await browsing(town)
    page = await browse(town, mentee)
    assert "**Ben Carter** (coordinator, Pine Middle)" in words(page)
    assert "One free place." in words(page)
    assert "Ben Carter has your request" in await asks_for(town, mentee, mentor)
    [letter] = town.direct_messages(mentor)
    assert "**Ana Ruiz** (coordinator, Oak Elementary) chose you" in words(letter)
    assert "Ana Ruiz writes: “New here.”" in words(letter)
    await town.restart()
    assert "Thank you for saying yes." in await answer(town, mentor)
    [thread] = threads(town)
    assert can_see(town, mentee, thread)
    assert can_see(town, mentor, thread)
    assert "Ben Carter said yes too." in words(town.direct_messages(mentee)[-1])
    assert "This request is closed" in await answer(town, mentor)


async def test_a_no_frees_the_mentee_and_the_reason_stays_with_the_mentor(town: Town) -> None:
    mentee, mentor = await browsing(town)
    await asks_for(town, mentee, mentor)
    letter = town.direct_messages(mentor)[-1]
    card = shown(await mentor.user.click(letter, label="Not now"))
    assert "noted" not in words(card)
    await choose(mentor.user, card, "ask_why", "person")
    await town.settle()
    read = words(town.direct_messages(mentee)[-1])
    assert "Ben Carter can't take you on just now. That says nothing about you." in read
    assert "You are free to ask somebody else" in read
    mine, theirs = town.person(mentee), town.person(mentor)
    async with town.network.read() as tx:
        assert "your reason" not in str(await privacy.export(tx, mine.id))
        assert "'your reason': 'person'" in str(await privacy.export(tx, theirs.id))
        assert (await MentoringStore(tx).situation()).never_with == {tuple(sorted((mine.id, theirs.id)))}
    page = await browse(town, mentee)
    assert "Nobody can be asked at the moment" in words(page)
    assert "Ben Carter: can't just now." in listed(page)


async def test_silence_for_a_week_is_shown_as_such_and_frees_the_mentee(town: Town) -> None:
    await define(town, weeks_between_rounds=0)
    mentee, mentor = await browsing(town)
    await asks_for(town, mentee, mentor)
    await town.forward(timedelta(days=6))
    assert (await asks_by(town, mentee))[0].state == "open"
    await town.forward(timedelta(days=4))
    assert "has not answered in time" in words(town.direct_messages(mentee)[-1])
    assert "has run out" in words(town.direct_messages(mentor)[-1])
    assert "Ben Carter: did not answer in time." in listed(await browse(town, mentee))
    assert "This request is closed" in await answer(town, mentor)


async def test_whoever_is_full_is_shown_as_full_to_those_who_asked_and_to_nobody_else(town: Town) -> None:
    mentee, mentor = await browsing(town)
    second, third = await newcomer(town, "Cleo Diaz"), await newcomer(town, "Dee Eng")
    for each in (second, third):
        await ask(town, each)
    for each in (mentee, second):
        await asks_for(town, each, mentor)
    await answer(town, mentor)  # the newest, which is the second one's
    assert "has found other mentees meanwhile" in words(town.direct_messages(mentee)[-1])
    assert "Ben Carter: has no free place now." in listed(await browse(town, mentee))
    assert "Ben Carter" not in listed(await browse(town, third))
    [first, _] = [letter for letter in town.direct_messages(mentor) if letter.components]
    assert "This request is closed" in words(await mentor.user.click(first, label="Accept"))
    assert len(threads(town)) == 1


async def test_at_most_three_requests_are_open_and_one_taken_back_makes_room(town: Town) -> None:
    mentee, _ = await browsing(town)
    names = ("Flo Gray", "Gus Hall", "Hal Ito")
    others = [await seasoned(town, name) for name in names]
    for each in others:
        await offer(town, each)
        assert "has your request" in await asks_for(town, mentee, each)
    page = await browse(town, mentee)
    ben = next(person for person in town.people.values() if person.name == "Ben Carter")
    await choose(mentee, page, "look", str(ben.id))
    assert "You have 3 open requests" in words(await mentee.click(page, label="Ask to be my mentor"))
    status = shown(await mentee.slash(town.channel(GENERAL), "mentor status"))
    assert "Flo Gray: asked; they have until" in words(status)
    await mentee.click(status, label="Take back: Flo Gray")
    await town.settle()
    assert "isn't looking any more" in words(town.direct_messages(others[0])[-1])
    await mentee.click(page, label="Ask to be my mentor")
    assert "Ben Carter has your request" in words(page)


async def test_nobody_above_below_never_with_paused_or_unlisted_is_shown(town: Town) -> None:
    mentee = await newcomer(town)
    await ask(town, mentee)
    boss, below, avoided, avoiding, paused, hidden = [
        await seasoned(town, name) for name in ("Boss B", "Below B", "Avoided A", "Avoiding A", "Paused P", "Hidden H")
    ]
    for each in (boss, below, avoided, avoiding, paused, hidden):
        await offer(town, each)
    page = words(await browse(town, mentee))
    assert all(name in page for name in ("Boss B", "Below B", "Avoided A", "Avoiding A", "Hidden H"))
    me = town.person(mentee).id
    async with town.network.write() as tx:
        await PeopleStore(tx).set_supervisors(me, [town.person(boss).id])
        await PeopleStore(tx).set_supervisors(town.person(below).id, [me])
        await ApartStore(tx).keep(me, town.person(avoided).id)
        await ApartStore(tx).keep_names(town.person(avoiding).id, ["ana ruiz"])
    pause = shown(await paused.slash(town.channel(GENERAL), "mentor pause", until="2026-04-01"))
    await paused.click(pause, label="Pause")
    card = shown(await hidden.slash(town.channel(GENERAL), "mentor offer"))
    await hidden.click(card, label="Don't show me in browse")
    assert "Nobody can be asked at the moment" in words(await browse(town, mentee))
    # a button from before asks all of it again
    for each in (boss, below, avoided, avoiding, paused, hidden):
        stale = await press(town, mentee, Address("mentoring", "ask", str(town.person(each).id)))
        assert "can't be asked any more" in words(stale)
    assert await asks_by(town, mentee) == []


async def test_filters_and_pages_are_in_the_addresses_so_that_a_restart_changes_nothing(town: Town) -> None:
    mentee = await newcomer(town)
    await ask(town, mentee)
    for number in range(6):
        topics = ("family", "data") if number else ("health",)
        spoken = ("English", "Spanish")[: 1 + number % 2]
        each = await seasoned(town, f"Mentor {number}", topics=topics, languages=spoken)
        await offer(town, each)
    page = await browse(town, mentee)
    assert "Mentor 0" not in words(page)  # names nothing that was asked for, so it comes last
    await town.restart()
    await mentee.click(page, label="Next page")
    assert "Mentor 0" in words(page)
    await choose(mentee, page, "find_topic", "family")
    assert "Mentor 1" in words(page)
    assert "Mentor 0" not in words(page)
    spanish = next(
        option["value"]
        for row in page.components
        for part in row["components"]
        for option in part.get("options", [])
        if option["label"] == "Spanish"
    )
    await choose(mentee, page, "find_language", spanish)
    assert [number for number in range(6) if f"Mentor {number}" in words(page)] == [1, 3, 5]
    await choose(mentee, page, "find_marks", "district_other")
    assert "Nobody who offers fits all of that" in words(page)
    await mentee.click(page, label="Show all")
    assert "Mentor 1" in words(page)


async def test_without_a_request_of_ones_own_one_is_told_where_it_begins(town: Town) -> None:
    mentor = await seasoned(town)
    await offer(town, mentor)
    assert "begins with your own request" in words(await mentor.slash(town.channel(GENERAL), "mentor browse"))
    await ask(town, mentor)
    assert "Nobody can be asked at the moment" in words(await browse(town, mentor))  # oneself is not


async def test_whoever_is_asked_and_leaves_vanishes_and_the_mentee_gets_a_kind_note_without_a_name(town: Town) -> None:
    mentee, mentor = await browsing(town)
    await asks_for(town, mentee, mentor)
    async with town.network.write() as tx:
        await privacy.erase(tx, town.person(mentor).id, now=town.clock.now())
    await town.settle()
    read = words(town.direct_messages(mentee)[-1])
    assert "A colleague whom you asked" in read
    assert "Ben" not in read
    assert "Ben" not in listed(await browse(town, mentee))


async def test_whoever_asked_and_leaves_vanishes_and_the_mentor_gets_a_kind_note_without_a_name(town: Town) -> None:
    mentee, mentor = await browsing(town)
    await asks_for(town, mentee, mentor)
    async with town.network.write() as tx:
        await PeopleStore(tx).retire(town.person(mentee).id)
    await town.forward(timedelta(hours=1))
    read = words(town.direct_messages(mentor)[-1])
    assert "isn't looking any more" in read
    assert "Ana" not in read
    assert "This request is closed" in await answer(town, mentor)
