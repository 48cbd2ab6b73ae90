"""What follows a pair, in the simulated Discord: times, files, check-ins, and the end."""

from __future__ import annotations

from datetime import date, timedelta

import discord
from simcord.actors import MemberActor
from simcord.results import ResponseMessage

from bot.people.store import PeopleStore
from cogs.mentoring import privacy
from cogs.mentoring.apart import ApartStore
from cogs.mentoring.following.model import Question
from cogs.mentoring.following.store import QuestionStore
from cogs.mentoring.keeping.store import CountStore
from cogs.mentoring.model import Pair
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.town_life import (
    GENERAL,
    answer,
    can_see,
    pair_now,
    proposed,
    seasoned,
    shown,
    steward,
    thread_of,
    words,
)
from tests.kit.town import Town

WEEK = timedelta(weeks=1)


async def paired(town: Town) -> tuple[MemberActor, MemberActor, Pair]:
    """Two people who have both said yes."""
    mentee, mentor, pair = await proposed(town)
    await answer(town, mentee)
    await answer(town, mentor)
    return mentee, mentor, await pair_now(town, pair.id)


async def questions(town: Town) -> list[Question]:
    async with town.network.read() as tx:
        return await QuestionStore(tx).all()


async def asked_of(town: Town, person_id: int) -> list[str]:
    """Which questions somebody was asked that are kept still."""
    return [each.step for each in await questions(town) if each.asked_at and each.person_id == person_id]


def buttons(message: discord.Message | ResponseMessage) -> list[str]:
    if isinstance(message, discord.Message):
        rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
        return [str(child.label) for row in rows for child in row.children if isinstance(child, discord.Button)]
    return [str(part.get("label")) for row in message.components for part in row["components"]]


async def newest(town: Town, actor: MemberActor) -> discord.Message:
    return town.direct_messages(actor)[-1]


async def test_the_thread_begins_with_an_agenda_three_times_and_who_can_read_it(town: Town) -> None:
    mentee, mentor, pair = await paired(town)
    thread = await thread_of(town, pair.id)
    assert thread is not None
    [card] = town.bot_messages(thread)
    [embed] = card.embeds
    fields = {field.name: field.value or "" for field in embed.fields}
    assert "Who we are" in (embed.description or "")
    assert fields["Times that suit you both"].count("<t:") == 3
    assert "/room who" in fields["Who can read this"]
    assert buttons(card) == ["Calendar: time 1", "Calendar: time 2", "Calendar: time 3", "End this pair"]
    reply = await mentee.slash(thread, "room who")
    readers = str(shown(reply).embeds[0].to_dict())
    assert f"<@{mentee.id}>" in readers
    assert f"<@{mentor.id}>" in readers


async def test_a_suggested_time_comes_as_a_calendar_file_for_the_two_only(town: Town) -> None:
    mentee, _mentor, pair = await paired(town)
    thread = await thread_of(town, pair.id)
    assert thread is not None
    [card] = town.bot_messages(thread)
    reply = shown(await mentee.click(card, label="Calendar: time 1"))
    [file] = reply.attachments
    assert file.filename == "mentoring.ics"
    assert "half an hour" in words(reply)


async def test_check_ins_come_after_two_six_and_twelve_weeks_by_button_and_are_numbers_after_eight_more(
    town: Town,
) -> None:
    mentee, _mentor, pair = await paired(town)
    await town.forward(2 * WEEK - timedelta(hours=1))
    assert "Have you and" not in words(await newest(town, mentee))
    await town.forward(timedelta(hours=2))
    letter = await newest(town, mentee)
    assert "Have you and Ben Carter met by now?" in words(letter)
    await town.restart()
    for label in ("Yes, we met", "In part", "No, thanks"):
        await mentee.user.click(await newest(town, mentee), label=label)
    assert "Thank you, that is all." in words(await newest(town, mentee))
    [said] = [each for each in await questions(town) if each.is_answered]
    assert (said.met, said.worth, said.more, said.step) == ("yes", "partly", "no", "first")
    assert said.closed_at is not None
    await town.forward(4 * WEEK)
    assert "Have you and Ben Carter met since we last asked?" in words(await newest(town, mentee))
    assert await asked_of(town, pair.mentee_id) == ["first", "second"]
    await town.forward(6 * WEEK)
    assert await asked_of(town, pair.mentee_id) == ["second", "third"]
    async with town.network.read() as tx:
        assert await CountStore(tx).all() == {
            (2025, "met", "yes"): 1,
            (2025, "worth", "partly"): 1,
            (2025, "more", "no"): 1,
        }


async def test_silence_from_both_twice_offers_somebody_else_and_a_yes_ends_the_pair(town: Town) -> None:
    mentee, _mentor, pair = await paired(town)
    await town.forward(2 * WEEK)
    await town.forward(4 * WEEK)
    await town.forward(WEEK)
    letter = await newest(town, mentee)
    assert "It has been quiet between you and Ben Carter" in words(letter)
    await mentee.user.click(letter, label="Yes, please")
    assert (await pair_now(town, pair.id)).state == "ended"
    async with town.network.read() as tx:
        assert (pair.mentee_id, "mentee") in (await MentoringStore(tx).situation()).wishes


async def test_ending_a_pair_thanks_asks_two_questions_and_leaves_the_thread_to_members(town: Town) -> None:
    mentee, mentor, pair = await paired(town)
    await town.forward(timedelta(hours=1))
    card = shown(await mentee.slash(town.channel(GENERAL), "mentor end"))
    assert "Ben Carter gets a kind note, and no reason" in words(card)
    assert (await pair_now(town, pair.id)).state == "open"
    await mentee.click(card, label="End it with thanks")
    await town.settle()
    assert "Ended, with thanks" in words(card)
    assert "Was the time with Ben Carter worth it?" in words(card)
    await mentee.click(card, label="Yes")
    await mentee.click(card, label="Gladly")
    assert "both answers are noted" in words(card)
    assert (await pair_now(town, pair.id)).state == "ended"
    assert "has come to an end, with thanks" in words(await newest(town, mentor))
    async with town.network.read() as tx:
        assert (pair.mentee_id, "mentee") not in (await MentoringStore(tx).situation()).wishes
    thread = await thread_of(town, pair.id)
    assert thread is not None
    assert "has ended, with thanks to you both" in words(town.bot_messages(thread)[-1])
    assert can_see(town, mentor, thread)
    async with town.network.write() as tx:
        await PeopleStore(tx).retire(pair.mentor_id)
    await town.forward(timedelta(hours=1))
    assert not can_see(town, mentor, thread)
    assert can_see(town, mentee, thread)


async def test_a_past_pair_is_proposed_again_only_where_both_would_like_that(town: Town) -> None:
    mentee, mentor, pair = await paired(town)
    async with town.network.read() as tx:
        assert not (await MentoringStore(tx).situation()).again
    card = shown(await mentee.slash(town.channel(GENERAL), "mentor end"))
    await mentee.click(card, label="End it and look for somebody else")
    for label in ("Yes", "Gladly"):
        await mentee.click(card, label=label)
    async with town.network.read() as tx:
        assert not (await MentoringStore(tx).situation()).again
    await town.forward(timedelta(hours=1))
    for label in ("Yes", "Gladly"):
        await mentor.user.click(await newest(town, mentor), label=label)
    async with town.network.read() as tx:
        assert (await MentoringStore(tx).situation()).again == {tuple(sorted((pair.mentee_id, pair.mentor_id)))}


async def test_a_seasoned_mentee_is_invited_to_mentor_and_nobody_is_asked_twice_in_a_week(town: Town) -> None:
    mentee, mentor, _pair = await paired(town)
    async with town.network.write() as tx:
        person = await PeopleStore(tx).person(town.person(mentee).id)
        assert person is not None
        await PeopleStore(tx).replace(type(person)(**{**vars(person), "started_on": date(2022, 1, 1)}))
    card = shown(await mentor.slash(town.channel(GENERAL), "mentor end"))
    await mentor.click(card, label="End it with thanks")
    await town.forward(timedelta(hours=1))
    assert "Was the time with Ben Carter worth it?" in words(await newest(town, mentee))
    await town.forward(timedelta(days=6))
    assert "Would you be a mentor?" not in words(await newest(town, mentee))
    await town.forward(timedelta(days=1))
    assert "Would you be a mentor?" in words(await newest(town, mentee))
    assert buttons(await newest(town, mentee)) == ["Offer to be a mentor"]


async def test_without_a_pair_there_is_nothing_to_end_and_nobody_ends_anothers(town: Town) -> None:
    mentee, _mentor, pair = await paired(town)
    other = await seasoned(town, "Fay Stone")
    assert "You have no pair just now" in words(await other.slash(town.channel(GENERAL), "mentor end"))
    thread = await thread_of(town, pair.id)
    assert thread is not None
    card = shown(await mentee.slash(town.channel(GENERAL), "mentor end"))
    await mentee.click(card, label="End it with thanks")
    [first, *_] = town.bot_messages(thread)
    assert "This pair has ended already" in words(await mentee.click(first, label="End this pair"))


async def test_whoever_retires_vanishes_from_the_thread_and_the_partner_hears_kindly(town: Town) -> None:
    mentee, mentor, pair = await paired(town)
    thread = await thread_of(town, pair.id)
    assert thread is not None
    assert can_see(town, mentor, thread)
    async with town.network.write() as tx:
        await PeopleStore(tx).retire(pair.mentor_id)
    await town.forward(timedelta(minutes=15))
    assert not can_see(town, mentor, thread)
    assert can_see(town, mentee, thread)
    assert "your partner is no longer available" in words(await newest(town, mentee))


async def test_whoever_is_erased_vanishes_from_the_thread_its_name_and_its_first_card(town: Town) -> None:
    mentee, mentor, pair = await paired(town)
    thread = await thread_of(town, pair.id)
    assert thread is not None
    await mentee.send(thread, "Thursday, then?")
    assert "Ben Carter" in str(town.bot_messages(thread)[0].embeds[0].to_dict())
    async with town.network.write() as tx:
        await privacy.erase(tx, pair.mentor_id, now=town.clock.now())
    await town.settle()
    assert not can_see(town, mentor, thread)
    assert can_see(town, mentee, thread)
    assert str(town.bot.get_channel(thread.id)) == "mentoring"
    assert await questions(town) == []
    left = [str(embed.to_dict()) for message in town.bot_messages(thread) for embed in message.embeds]
    assert left
    assert not [words for words in left if "Ben" in words or "Ana" in words]
    assert any("Thursday, then?" in message.content for message in thread.history())


async def test_whoever_stops_is_taken_out_of_the_thread_after_the_hour(town: Town) -> None:
    mentee, mentor, pair = await paired(town)
    thread = await thread_of(town, pair.id)
    assert thread is not None
    card = shown(await mentor.slash(town.channel(GENERAL), "mentor stop"))
    assert "takes you out of their threads" in words(card)
    await mentor.click(card, label="Stop mentoring")
    await town.settle()
    assert can_see(town, mentor, thread)
    await town.forward(timedelta(hours=1, minutes=15))
    assert not can_see(town, mentor, thread)
    assert can_see(town, mentee, thread)
    assert "your partner is no longer available" in words(await newest(town, mentee))


async def test_a_private_never_with_ends_a_pair_without_saying_whose(town: Town) -> None:
    mentee, mentor, pair = await paired(town)
    async with town.network.write() as tx:
        await ApartStore(tx).keep(pair.mentee_id, pair.mentor_id)
    await town.forward(timedelta(minutes=15))
    assert (await pair_now(town, pair.id)).state == "ended"
    assert "nothing is expected of you" in words(await newest(town, mentee))
    assert "nothing is expected of you" in words(await newest(town, mentor))


async def test_a_steward_reads_numbers_and_nobody_elses_answers(town: Town) -> None:
    mentee, _mentor, _pair = await paired(town)
    runs_it = await steward(town)
    assert "steward" in words(await mentee.slash(town.channel(GENERAL), "mentor health")).lower()
    card = shown(await runs_it.slash(town.channel(GENERAL), "mentor health"))
    read = words(card)
    assert "Nobody waits for a mentor." in read
    assert "There is one pair." in read
    assert "is shown once five pairs have answered" in read
    assert "Ana" not in str(card.embeds[0].to_dict())
