"""A question without a name, from the card to its end, on the simulated Discord."""

from __future__ import annotations

from datetime import timedelta

from tests.cogs.forum.asking import EVENINGS, ask, messages_of, post_of, reply, shown
from tests.cogs.forum.reaching.test_flow import asked_privately
from tests.cogs.forum.unnamed.saying import (
    WORDS,
    ask_unnamed,
    county,
    first_message,
    form,
    opened,
    posts,
    unnamed_question,
)
from tests.cogs.rooms.whispers.saying import LATER, after_the_delay, labels, last
from tests.cogs.setup.replies import said, told
from tests.kit.town import Town


async def test_a_question_without_a_name_is_posted_answered_found_and_closed_with_its_receipt(town: Town) -> None:
    ana, ben, *_ = await county(town)
    receipt = await ask_unnamed(town, ana)
    question = await unnamed_question(town)
    post = await post_of(town, question)
    assert post.name == EVENINGS["title"]
    assert {tag.name for tag in post.applied_tags} == {"Family engagement", "Open"}, "tags as a named one's"
    first = await first_message(town, post.id)
    assert WORDS in shown(first)
    assert EVENINGS["tried"] in shown(first)
    assert "In the next days" in shown(first)
    assert "Ana" not in shown(first)

    before = last(await ben.click(first, label="Answer without my name"))
    writing = await ben.click(before, label="Write it, post at once")
    assert "Your receipt" in told(await ben.submit_modal(writing, {"text": "Say it, and when you will know."}))
    await town.settle()
    card = await opened(town, ana, receipt)
    assert f"/{post.id}/{first.id}" in said(card), "a link to the question"
    [choice] = card.components[0]["components"][0]["options"]
    await ana.select(card, [choice["value"]])
    await town.settle()

    await town.forward(timedelta(days=30))
    found = reply(await ben.slash(town.channel("general"), "forum find", words="when know"))
    assert "helped" in shown(found)
    assert EVENINGS["title"] in shown(found)
    answer = await ana.click(await opened(town, ana, receipt), label="Take it back")
    assert "taken back" in told(answer)
    await town.settle()
    assert (await post_of(town, question)).name == "A question taken back"
    found = reply(await ben.slash(town.channel("general"), "forum find", words="staff"))
    assert "No question" in shown(found)
    assert "Say it, and when" in shown((await messages_of(town, question))[0])


async def test_the_words_are_changed_while_they_wait_and_when_they_stand_and_it_is_closed_as_solved(town: Town) -> None:
    ana, ben, *_ = await county(town)
    receipt = await ask_unnamed(town, ana, LATER)
    assert posts(town) == []
    for typed in ("First thoughts.", "Second thoughts."):
        asked = await ana.click(await opened(town, ana, receipt), label="Change the words")
        await ana.submit_modal(asked, {"text": typed})
        await town.settle()
        await after_the_delay(town)
        question = await unnamed_question(town)
        assert typed in shown(await first_message(town, question.thread_id or 0))
        assert question.asked is not None
        assert question.asked.words == typed
    found = reply(await ben.slash(town.channel("general"), "forum find", words="second"))
    assert "Second thoughts." in shown(found)
    assert "No question" in shown(reply(await ben.slash(town.channel("general"), "forum find", words="first")))
    await ana.click(await opened(town, ana, receipt), label="End the conversation")
    await town.settle()
    post = await post_of(town, question)
    assert {tag.name for tag in post.applied_tags} == {"Family engagement", "Solved"}
    assert labels(await first_message(town, post.id)) == ["Report"]
    keys = town.house.keys.conversations(town.network_id)
    assert keys.made_before(town.clock.now() + timedelta(days=1)) == []


async def test_earlier_questions_are_shown_first_and_no_draft_is_kept(town: Town) -> None:
    ana, ben, *_ = await county(town)
    await ask(town, ben, words=WORDS)
    given = {**EVENINGS, "words": WORDS}
    offered = reply(await ana.submit_modal(await form(town, ana), given))
    assert "Does one of these answer yours?" in shown(offered)
    assert WORDS in shown(offered)
    changing = await ana.click(offered, label="Change mine")
    offered = reply(await ana.submit_modal(changing, {**given, "title": "Not knowing"}))
    async with town.network.read() as tx:
        from cogs.forum.store import QuestionStore  # noqa: PLC0415

        assert await QuestionStore(tx).of_person(town.person(ana).id) == []
    assert "Your receipt" in told(await ana.click(offered, label="Post mine anyway"))
    await town.settle()
    assert posts(town) == [EVENINGS["title"], "Not knowing"]
    first = await first_message(town, (await unnamed_question(town)).thread_id or 0)
    assert EVENINGS["tried"] in shown(first)


async def test_after_a_day_those_who_were_drawn_are_asked_and_the_receipt_says_so(town: Town) -> None:
    people = await county(town)
    receipt = await ask_unnamed(town, people[0])
    await town.forward(timedelta(hours=23))
    assert not [each for each in people if asked_privately(town, each)]
    await town.forward(timedelta(hours=3))
    asked = [each for each in people if asked_privately(town, each)]
    # eight principals: any draw would leave fewer than eight who may have asked, so nobody is drawn
    assert asked == []
    assert "asked privately" not in said(await opened(town, people[0], receipt))


async def test_in_a_forum_that_few_read_nobody_asks_without_a_name(town: Town) -> None:
    ana, *_ = await county(town, 7)
    card = reply(await ana.slash(town.channel("general"), "forum ask", topic="family"))
    refused = told(await ana.click(card, label="Without my name"))
    assert "7 members can read the forum" in refused
