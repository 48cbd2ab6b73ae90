"""Whispers as people live them, in the simulated Discord."""

from __future__ import annotations

import pytest
from simcord.actors import MemberActor
from simcord.backend.access import can_access_channel

from tests.cogs.rooms.seeing import LOUNGE, reads
from tests.cogs.rooms.whispers.saying import (
    LATER,
    after_the_delay,
    form,
    labels,
    last,
    opened,
    people,
    posts,
    say,
    words,
)
from tests.cogs.setup.replies import said, told
from tests.kit.town import Town


async def test_a_whisper_appears_under_a_made_up_name_and_is_answered_by_name_and_without(town: Town) -> None:
    ana, ben, *_ = await people(town)
    receipt = await say(town, ana, "Our principal wants attendance numbers changed.")
    [whisper] = posts(town)
    assert words(whisper) == "Our principal wants attendance numbers changed."
    thread = town.channel_by_id(whisper.id)
    await ben.send(thread, "Write down what you were asked, with the date.")
    await say(town, ben, "Same here last year.", on=whisper)
    await say(town, ana, "What did you do?", on=whisper)
    first, second = posts(town)[1:]
    assert second.embeds[0].title == f"{whisper.embeds[0].title} (who began this)"
    assert first.embeds[0].title not in {whisper.embeds[0].title, second.embeds[0].title}
    shown = said(await opened(town, ana, receipt))
    assert f"/{thread.id}/{first.id}" in shown
    assert "3 messages" in shown


async def test_a_whisper_waits_up_to_five_minutes_unless_that_is_declined(town: Town) -> None:
    ana, *_ = await people(town)
    receipt = await say(town, ana, "Not yet.", button=LATER)
    assert posts(town) == []
    assert "waits to be posted" in said(await opened(town, ana, receipt))
    await after_the_delay(town)
    assert [words(post) for post in posts(town)] == ["Not yet."]


async def test_a_whisper_is_taken_back_before_it_was_posted(town: Town) -> None:
    ana, *_ = await people(town)
    receipt = await say(town, ana, "On second thoughts.", button=LATER)
    answer = await ana.click(await opened(town, ana, receipt), label="Take it back")
    assert "never posted" in told(answer)
    await after_the_delay(town)
    assert posts(town) == []
    assert "You took it back" in said(await opened(town, ana, receipt))


async def test_a_whisper_is_taken_back_after_it_was_posted_with_the_button_under_the_receipt(town: Town) -> None:
    ana, *_ = await people(town)
    given = await ana.submit_modal(await form(town, ana), {"text": "Gone in a minute."})
    await town.settle()
    assert len(posts(town)) == 1
    await ana.click(last(given), label="Take it back")
    await town.settle()
    assert posts(town) == []


async def test_the_words_are_changed_while_they_wait_and_when_they_stand(town: Town) -> None:
    ana, *_ = await people(town)
    receipt = await say(town, ana, "Frist.", button=LATER)
    for typed, seen in (("First.", []), ("Second.", ["Second."])):
        asked = await ana.click(await opened(town, ana, receipt), label="Change the words")
        await ana.submit_modal(asked, {"text": typed})
        await town.settle()
        assert [words(post) for post in posts(town)] == seen
        await after_the_delay(town)
    assert [words(post) for post in posts(town)] == ["Second."]


async def test_an_answer_that_helped_says_so(town: Town) -> None:
    ana, ben, *_ = await people(town)
    receipt = await say(town, ana, "How do you greet families?")
    await say(town, ben, "With coffee.", on=posts(town)[0])
    card = await opened(town, ana, receipt)
    reply = posts(town)[1]
    [choice] = card.components[0]["components"][0]["options"]
    await ana.select(card, [choice["value"]])
    await town.settle()
    marked = posts(town)[1]
    assert marked.id == reply.id
    assert words(marked) == "With coffee."
    assert [field.name for field in marked.embeds[0].fields] == ["This helped"]


async def test_a_closed_conversation_takes_no_answers_and_has_no_key(town: Town) -> None:
    ana, ben, *_ = await people(town)
    receipt = await say(town, ana, "How do you greet families?")
    late = await form(town, ben, on=posts(town)[0])
    await ana.click(await opened(town, ana, receipt), label="End the conversation")
    await town.settle()
    given_back = told(await ben.submit_modal(late, {"text": "With coffee."}))
    assert "With coffee." in given_back
    assert "has ended" in given_back
    assert labels(posts(town)[0]) == ["Report"]
    keys = town.house.keys.conversations(town.network_id)
    assert keys.made_before(town.clock.now()) == []


def reads_thread(town: Town, actor: MemberActor, thread_id: int) -> bool:
    return can_access_channel(town.env, thread_id, actor, history=True)


async def test_supervisors_read_neither_the_whisper_nor_its_thread(town: Town) -> None:
    ana, *_ = await people(town)
    paula = await town.join("Paula Head", "principal")
    await say(town, ana, "Our principal wants attendance numbers changed.")
    thread = town.channel_by_id(posts(town)[0].id)
    assert not reads(town, paula)
    assert not reads_thread(town, paula, thread.id)
    assert reads_thread(town, ana, thread.id)


@pytest.mark.parametrize("beginning", ["founding"], indirect=True)
async def test_a_room_that_few_members_read_is_refused(town: Town) -> None:
    ana, *_ = await people(town, 7)
    answer = told(await ana.slash(town.channel(LOUNGE), "room whisper"))
    assert "Only 7 can read this room, and with fewer than 8 it is easy to guess" in answer
