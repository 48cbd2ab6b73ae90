"""A question without a name, from the card to its end, on the simulated Discord."""

from __future__ import annotations

from datetime import datetime, timedelta

from simcord.actors import MemberActor

from bot.cards import Card
from bot.notices import Notices
from cogs.forum.reaching.store import ReachStore
from cogs.forum.reading.store import ReaderStore, key_of
from cogs.forum.store import QuestionStore
from cogs.privacy.walk import erase_all
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
from tests.cogs.rooms.whispers.test_no_trace import on_disk, rows
from tests.cogs.setup.replies import said, told
from tests.kit.town import Town


async def test_a_question_without_a_name_is_posted_answered_found_and_closed_with_its_receipt(town: Town) -> None:
    ana, ben, cy, *_ = await county(town)
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
    helpful = (await messages_of(town, question))[-1]
    assert "That's your own" in shown(reply(await ben.click(helpful, label="Tried it here")))
    tried = await cy.click(reply(await cy.click(helpful, label="Tried it here")), label="It helped here")
    assert "You said: it helped." in shown(tried.response)

    await town.forward(timedelta(days=30))
    await erase_all(town.house, town.network, town.person(ben).id, now=town.clock.now())
    await town.settle()
    found = reply(await cy.slash(town.channel("general"), "forum find", words="when know"))
    assert "helped" in shown(found), "whoever answered has left, and nobody knows that it was they"
    assert EVENINGS["title"] in shown(found)
    helpful = (await messages_of(town, question))[-1]
    assert "Tried it here" in labels(helpful), "the conversation has ended, and what helped is tried for long"
    await ana.click(await opened(town, ana, receipt), label="It's solved")
    await town.settle()
    assert {tag.name for tag in (await post_of(town, question)).applied_tags} == {"Family engagement", "Solved"}
    assert "still open" not in said(await opened(town, ana, receipt))
    await a_list_waits_for(town, cy)
    answer = await ana.click(await opened(town, ana, receipt), label="Take it back")
    assert "taken back" in told(answer)
    await town.settle()
    assert (await post_of(town, question)).name == "A question taken back"
    async with town.network.read() as tx:
        assert not await Notices(tx).waiting(town.person(cy).id), "a list that nobody has read may name it"
    found = reply(await cy.slash(town.channel("general"), "forum find", words="staff"))
    assert "No question" in shown(found)
    assert "Say it, and when" in shown((await messages_of(town, question))[0])


async def a_list_waits_for(town: Town, actor: MemberActor) -> None:
    """Let a weekly list wait in somebody's inbox."""
    town.env.inject_error("POST", "/channels/*/messages", status=403, code=50007, message="Cannot send", times=2)
    person_id, week = town.person(actor).id, "2026-03-30"
    async with town.network.write() as tx:
        await ReaderStore(tx).set_wanted(person_id, is_wanted=True)
        assert await ReaderStore(tx).claim(person_id, week)
        card = Card(text=f"This week: {EVENINGS['title']}")
        await Notices(tx).tell(person_id, "forum.reading", card, now=town.clock.now(), key=key_of(person_id, week))
    await town.settle()
    async with town.network.read() as tx:
        assert [each.kind for each in await Notices(tx).waiting(person_id)] == ["forum.reading"]


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
    assert "still open" not in said(await opened(town, ana, receipt))
    town.clock.forward(timedelta(days=8))
    quiet = await opened(town, ana, receipt)
    assert "Is it solved, or still open?" in said(quiet)
    await ana.click(quiet, label="It's solved")
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
        assert await QuestionStore(tx).of_person(town.person(ana).id) == []
    assert "Your receipt" in told(await ana.click(offered, label="Post mine anyway"))
    await town.settle()
    assert posts(town) == [EVENINGS["title"], "Not knowing"]
    first = await first_message(town, (await unnamed_question(town)).thread_id or 0)
    assert EVENINGS["tried"] in shown(first)


async def test_after_a_day_one_who_was_drawn_is_asked_who_passes_and_the_receipt_says_so(town: Town) -> None:
    people = await county(town, 11)
    receipt = await ask_unnamed(town, people[0])
    question = await unnamed_question(town)
    async with town.network.read() as tx:
        drawn = {each.person_id for each in await ReachStore(tx).of_question(question.id)}
    assert len(drawn) == 2
    assert town.person(people[0]).id not in drawn
    await town.forward(timedelta(hours=23))
    assert not [each for each in people if asked_privately(town, each)]
    assert "asked privately" not in said(await opened(town, people[0], receipt))
    await town.forward(timedelta(hours=3))
    asked = [each for each in people if asked_privately(town, each)]
    assert {town.person(each).id for each in asked} == drawn
    assert "2 people who may know something have been asked privately" in said(await opened(town, people[0], receipt))
    (message,) = asked_privately(town, asked[0])
    assert WORDS in shown(message)
    named = reply(await asked[0].user.click(message, label="Name a colleague"))
    assert "nobody else" in shown(named), "whoever was not drawn could be of the asker's district"
    assert "You passed" in shown(reply(await asked[0].user.click(message, label="Pass")))
    writing = await asked[1].user.click(asked_privately(town, asked[1])[0], label="Answer")
    await asked[1].user.submit_modal(writing, {"text": "Ask the library."})
    await town.settle()
    answer = (await messages_of(town, question))[-1]
    refused = reply(await asked[0].click(answer, label="This helped"))
    assert "Only whoever asked" in shown(refused)
    marked = reply(await people[0].click(answer, label="This helped"))
    assert "Marked" in shown(marked), "while the key lives, the asker is known by it and by nothing stored"


async def test_no_row_on_the_way_names_the_asker_and_no_word_lies_in_the_clear(town: Town) -> None:
    ana, *_ = await county(town)
    before = await rows(town)
    receipt = await ask_unnamed(town, ana, LATER)
    waiting = await rows(town)
    assert {name for name in waiting if waiting[name] != before[name]} == {
        "anonymous_conversations", "anonymous_posts", "outbox"
    }, "nothing else is written before the post appears"  # fmt: skip
    town.clock.forward(timedelta(minutes=5, seconds=1))
    await town.settle()
    changing = await ana.click(await opened(town, ana, receipt), label="Change the words")
    await ana.submit_modal(changing, {"text": "Other words."})
    await town.settle()
    after = await rows(town)
    ids = {str(each) for each in (ana.id, town.person(ana).id)}
    for found in (waiting, after):
        added = [row for name in found for row in found[name] if row not in before[name]]
        assert not [row for row in added if any(one in str(row) for one in ids)]
    assert on_disk(town, "don't know the answer", "Other words.", EVENINGS["title"]) == set()
    times = [str(value) for row in after["forum_questions"] for value in row if isinstance(value, datetime)]
    assert times
    assert all(":00:00" in each for each in times), "cut to the hour"
    await ana.click(await opened(town, ana, receipt), label="Take it back")
    await town.settle()
    gone = await rows(town)
    assert gone["forum_entries"] == []
    assert not any(isinstance(value, bytes) for row in gone["forum_questions"] for value in row)


async def test_in_a_forum_that_few_read_nobody_asks_without_a_name(town: Town) -> None:
    ana, *_ = await county(town, 7)
    card = reply(await ana.slash(town.channel("general"), "forum ask", topic="family"))
    refused = told(await ana.click(card, label="Without my name"))
    assert "Only 7 can read the forum" in refused
