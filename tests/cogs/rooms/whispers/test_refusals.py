"""What can't be posted: one clear sentence, and the words come back."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import timedelta

import discord

from bot.cards import Address, Button, Card
from bot.outbox import Outbox
from bot.people.store import PeopleStore
from bot.visibility.keeping.exposures import ExposureStore
from bot.visibility.permissions.model import Reason
from tests.cogs.rooms.asking import open_room
from tests.cogs.rooms.seeing import LOUNGE
from tests.cogs.rooms.whispers.saying import (
    AT_ONCE,
    LATER,
    RECEIPT,
    after_the_delay,
    form,
    last,
    opened,
    people,
    posts,
    say,
    words,
)
from tests.cogs.setup.replies import said, told
from tests.kit.town import Town


async def test_what_anonymity_cannot_do_is_said_before_anything_is_written(town: Town) -> None:
    ana, *_ = await people(town)
    card = told(await ana.slash(town.channel(LOUNGE), "room whisper"))
    assert "9 people can read" in card
    assert "8 of them members" in card
    assert "Dana Owner, who owns this server, reads every channel here." in card
    for said_too in ("way of writing", "Discord knows", "public record", "Whoever runs this bot", "14 days"):
        assert said_too in card


async def test_only_rooms_take_whispers(town: Town) -> None:
    ana, *_ = await people(town)
    assert "go into rooms" in told(await ana.slash(town.channel("lobby"), "room whisper"))


async def test_whoever_is_not_linked_or_not_admitted_posts_nothing(town: Town) -> None:
    await people(town)
    principal, stranger = await town.join("Paula Head", "principal"), town.stranger("Eve")
    hall = town.guild.create_text_channel("hall")
    forged = Button("Write", Address("anonymous", "write", f"room.{town.channel(LOUNGE).id}.now"))
    async with town.network.write() as tx:
        await Outbox(tx).post(hall.id, Card("Press it.", buttons=(forged,)), now=town.clock.now())
    await town.settle()
    [message] = town.bot_messages(hall)
    assert "not linked" in told(await stranger.click(message, label="Write"))
    writing = await principal.click(message, label="Write")
    assert "isn't open to you" in told(await principal.submit_modal(writing, {"text": "I listen."}))
    await after_the_delay(town)
    assert posts(town) == []


async def test_whoever_loses_the_room_while_writing_gets_the_words_back(town: Town) -> None:
    ana, ben, *_ = await people(town, 9)
    writing = await form(town, ana)
    async with town.network.write() as tx:  # the roster says so already, Discord's roles don't yet
        await PeopleStore(tx).set_supervisors(town.person(ben).id, [town.person(ana).id])
    answer = told(await ana.submit_modal(writing, {"text": "I typed this for ten minutes."}))
    assert "It didn't go through" in answer
    assert "I typed this for ten minutes." in answer
    assert "isn't open to you" in answer
    await after_the_delay(town)
    assert posts(town) == []


async def test_words_that_come_back_go_into_the_form_again(town: Town) -> None:
    ana, *_ = await people(town)
    typed = "Call me now. " * 300
    refused = await ana.submit_modal(await form(town, ana), {"text": typed})
    assert "over and over" in told(refused)
    again = await ana.click(last(refused), label="Try again with these words")
    await ana.submit_modal(again, {"text": "Call me now."})
    await town.settle()
    assert [words(post) for post in posts(town)] == ["Call me now."]


async def test_what_nobody_can_read_is_not_posted(town: Town) -> None:
    ana, *_ = await people(town)
    for typed in (" \u200b\u3164 ", "!!!"):
        assert "nothing in it" in told(await ana.submit_modal(await form(town, ana), {"text": typed})), repr(typed)
        assert posts(town) == [], repr(typed)


async def test_nobody_is_pinged(town: Town) -> None:
    ana, ben, *_ = await people(town)
    await say(town, ana, f"@everyone, <@{ben.id}> \u202eknows\u2066 [this](https://elsewhere.example)")
    [post] = posts(town)
    assert words(post) == f"＠everyone, <＠{ben.id}> knows [this] (https://elsewhere.example)"  # noqa: RUF001 -- the sign that pings nobody
    assert post.content == ""
    assert not post.mention_everyone
    assert post.mentions == []


async def test_the_sixth_post_within_an_hour_comes_back(town: Town) -> None:
    ana, ben, *_ = await people(town)
    for number in range(5):
        await say(town, ana, f"Number {number}.")
    refused = told(await ana.submit_modal(await form(town, ana), {"text": "Number 5."}))
    assert "You posted 5 times" in refused
    assert "Number 5." in refused
    await say(town, ben, "Mine goes through.")
    await town.forward(timedelta(hours=1))
    await say(town, ana, "Number 5.")


async def test_a_locked_room_takes_nothing_and_what_waits_goes_out_when_it_is_open_again(town: Town) -> None:
    ana, *_ = await people(town)
    community = town.network.community
    locking = community.model_copy(update={"rooms": community.rooms.model_copy(update={"lock_while_exposed": True})})
    await town.house.networks.define(town.network_id, locking)
    town._network = await town.house.networks.get(town.network_id)
    room = town.channel(LOUNGE).id
    async with town.network.write() as tx:
        await ExposureStore(tx).forget(room)  # the owner, whom these members have accepted
    await say(town, ana, "Before.", button=LATER)
    writing = await form(town, ana)
    async with town.network.write() as tx:
        await ExposureStore(tx).open(room, {town.owner.id: Reason("owner")}, now=town.clock.now())
    assert "Somebody unexpected can read" in told(await ana.submit_modal(writing, {"text": "During."}))
    await after_the_delay(town)
    assert posts(town) == []
    async with town.network.write() as tx:
        await ExposureStore(tx).forget(room)
    await town.forward(timedelta(minutes=2))
    assert [words(post) for post in posts(town)] == ["Before."]


async def test_a_closed_room_takes_nothing(town: Town) -> None:
    ana, *_ = await people(town)
    await open_room(town, ana, kind="open")
    await ana.slash(town.channel("family-evenings"), "room close")
    await town.settle()
    assert "This room is closed" in told(await ana.slash(town.channel("family-evenings"), "room whisper"))


async def test_what_waits_when_its_room_is_closed_is_not_posted_and_its_author_can_see_that(town: Town) -> None:
    ana, *_ = await people(town)
    await open_room(town, ana, kind="open")
    room = town.channel("family-evenings")
    writing = await ana.click(last(await ana.slash(room, "room whisper")), label=LATER)
    found = RECEIPT.search(told(await ana.submit_modal(writing, {"text": "Too late."})))
    assert found is not None
    await ana.slash(room, "room close")
    await after_the_delay(town)
    assert "Too late." not in [words(message) for message in town.bot_messages(room)]
    assert "could not be posted" in said(await opened(town, ana, found[0]))


async def test_a_room_that_was_deleted_by_hand_meanwhile_is_told_with_the_receipt(town: Town) -> None:
    ana, *_ = await people(town)
    receipt = await say(town, ana, "Words.", button=LATER)
    room = town.bot.get_channel(town.channel(LOUNGE).id)
    assert isinstance(room, discord.TextChannel)
    await room.delete()
    await after_the_delay(town)
    answer = last(await ana.slash(town.channel("lobby"), "anonymous open", receipt=receipt))
    assert "could not be posted" in said(answer)


async def test_a_wrong_receipt_is_told_and_many_are_stopped_without_a_trace_in_the_database(town: Town) -> None:
    ana, *_ = await people(town)
    receipt = await say(town, ana, "Words.")
    wrong = receipt[:-1] + ("A" if receipt[-1] != "A" else "B")
    for _ in range(10):
        assert "no post with this receipt" in said(await opened(town, ana, wrong))
    assert "Try again in an hour" in said(await opened(town, ana, receipt))
    await town.forward(timedelta(hours=1))
    assert "You are" in said(await opened(town, ana, receipt.lower().replace("-", " ")))


async def test_one_form_delivered_ten_times_makes_one_post(town: Town) -> None:
    ana, *_ = await people(town)
    writing = await form(town, ana, button=AT_ONCE)
    seen: list[discord.Interaction] = []
    town.bot.add_listener(_noting(seen), "on_interaction")
    await ana.submit_modal(writing, {"text": "Once."})
    submitted = seen[-1]
    for _ in range(9):
        await town.bot.on_interaction(submitted)
    await town.settle()
    assert [words(post) for post in posts(town)] == ["Once."]


def _noting(seen: list[discord.Interaction]) -> Callable[[discord.Interaction], Coroutine[None, None, None]]:
    async def note(interaction: discord.Interaction) -> None:
        seen.append(interaction)

    return note


async def test_a_form_that_was_open_during_a_restart_still_posts(town: Town) -> None:
    ana, *_ = await people(town)
    writing = await form(town, ana, button=LATER)
    await town.restart()
    await ana.submit_modal(writing, {"text": "Still here."})
    await town.restart()
    await after_the_delay(town)
    assert [words(post) for post in posts(town)] == ["Still here."]
