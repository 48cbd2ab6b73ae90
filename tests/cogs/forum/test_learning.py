"""Keeping what was learned, on the simulated Discord."""

from __future__ import annotations

from datetime import timedelta

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from cogs.forum.model import Question
from cogs.privacy.walk import erase_all
from tests.cogs.forum.asking import ask, messages_of, post_of, principals, question_of, reply, shown
from tests.kit.town import Town

ANSWER = "The library lends two interpreters on Thursdays."


async def answered(town: Town) -> tuple[MemberActor, MemberActor, Question]:
    """A question with one answer given by the button."""
    ana, ben = await principals(town)
    await ask(town, ana)
    question = await question_of(town, ana)
    (first,) = await messages_of(town, question)
    form = await ben.click(first, label="Answer")
    await ben.submit_modal(form, {"text": ANSWER})
    await town.settle()
    return ana, ben, question


async def post_by_hand(town: Town, actor: MemberActor, title: str, words: str, tag: str) -> ChannelHandle:
    """A post that somebody writes in the forum themselves."""
    forum = town.channel("principals-forum")
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    channel = guild.get_channel(forum.id)
    assert isinstance(channel, discord.ForumChannel)
    tags = [each.id for each in channel.available_tags if each.name == tag]
    post = town.channel_by_id(town.env.backend.create_thread(forum.id, title, actor.id, applied_tags=tags).id)
    await actor.send(post, words)
    await town.settle()
    return post


async def find(town: Town, actor: MemberActor, words: str) -> str:
    return shown(reply(await actor.slash(town.channel("general"), "forum find", words=words)))


async def test_an_answer_stands_in_the_post_and_is_found_only_once_it_helped(town: Town) -> None:
    ana, ben, question = await answered(town)
    answer = (await messages_of(town, question))[-1]
    assert "Ben Osei answers" in shown(answer)
    assert "No question" in await find(town, ben, "library")
    refused = reply(await ben.click(answer, label="This helped"))
    assert "Only whoever asked" in shown(refused)
    await ana.click(answer, label="This helped")
    await town.settle()
    marked = (await messages_of(town, question))[-1]
    assert "So says whoever asked" in shown(marked)
    assert len(await messages_of(town, question)) == 2
    await town.forward(timedelta(days=30))
    found = await find(town, ben, "library thursday")
    assert ANSWER in found
    assert str(question.thread_id) in found
    assert "helped" in shown(town.direct_messages(ben)[-1])


async def test_a_message_written_in_the_thread_is_marked_by_right_click_and_its_author_may_say_no(town: Town) -> None:
    ana, ben, question = await answered(town)
    thread = town.channel_by_id((await post_of(town, question)).id)
    message = await ben.send(thread, "Our parents' council keeps a list of volunteers.")
    done = reply(await ana.context_menu(thread, "This helped", message))
    assert "Marked" in shown(done)
    await town.settle()
    assert "council" in await find(town, ana, "volunteers")
    told = town.direct_messages(ben)[-1]
    await ben.user.click(told, label="Don't keep it")
    assert "No question" in await find(town, ana, "volunteers")
    assert message.id in [each.id for each in await messages_of(town, question)]


async def test_an_asker_marks_neither_their_own_message_nor_one_elsewhere(town: Town) -> None:
    ana, ben, question = await answered(town)
    thread = town.channel_by_id((await post_of(town, question)).id)
    own = await ana.send(thread, "Thank you all.")
    assert "your own" in shown(reply(await ana.context_menu(thread, "This helped", own)))
    elsewhere = await ben.send(town.channel("general"), "Hello there.")
    assert "none that I know" in shown(reply(await ana.context_menu(town.channel("general"), "This helped", elsewhere)))
    others = await ben.send(thread, "Ask me.")
    assert "Only whoever asked" in shown(reply(await ben.context_menu(thread, "This helped", others)))


async def test_a_solved_question_gets_a_closing_card_that_is_found_and_its_tag_changes(town: Town) -> None:
    ana, ben, question = await answered(town)
    first = (await messages_of(town, question))[0]
    form = await ana.click(first, label="It's solved")
    twice = await ana.click(first, label="It's solved")
    await ana.submit_modal(form, {"text": "We borrow interpreters from the library."})
    await town.settle()
    refused = reply(await ana.submit_modal(twice, {"text": "In a second window."}))
    assert "In a second window." in shown(refused), "what could not be taken comes back"
    assert {tag.name for tag in (await post_of(town, question)).applied_tags} == {"Family engagement", "Solved"}
    last = (await messages_of(town, question))[-1]
    assert "Solved" in shown(last)
    assert "borrow" in shown(last)
    assert "borrow" in await find(town, ben, "borrow library")
    again = (await messages_of(town, question))[0]
    await ana.click(again, label="Open it again")
    await town.settle()
    assert {tag.name for tag in (await post_of(town, question)).applied_tags} == {"Family engagement", "Open"}


async def test_closed_without_a_word_the_card_says_how_many_answers_helped(town: Town) -> None:
    ana, _, question = await answered(town)
    await ana.click((await messages_of(town, question))[-1], label="This helped")
    form = await ana.click((await messages_of(town, question))[0], label="It's solved")
    await ana.submit_modal(form, {"text": ""})
    await town.settle()
    assert "One answer helped" in shown((await messages_of(town, question))[-1])


async def test_after_a_week_of_silence_the_asker_is_asked_once_and_can_leave_it_open(town: Town) -> None:
    ana, ben, question = await answered(town)
    await town.forward(timedelta(days=6))
    assert not any("for a while" in shown(each) for each in town.direct_messages(ana) if each.embeds)
    thread = town.channel_by_id((await post_of(town, question)).id)
    await ben.send(thread, "One more thought.")  # the bot hears nothing of it: Discord is asked
    await town.forward(timedelta(days=6))
    assert not any("for a while" in shown(each) for each in town.direct_messages(ana) if each.embeds)
    await town.forward(timedelta(days=2))
    await town.forward(timedelta(days=1))
    asked = [each for each in town.direct_messages(ana) if "for a while" in shown(each)]
    assert len(asked) == 1
    await ana.user.click(asked[0], label="Still open")
    await town.forward(timedelta(days=8))
    asked = [each for each in town.direct_messages(ana) if "for a while" in shown(each)]
    assert len(asked) == 2
    form = await ana.user.click(asked[1], label="It's solved")
    await ana.user.submit_modal(form, {"text": "Solved by the library."})
    await town.settle()
    assert (await question_of(town, ana)).state == "solved"


async def test_a_locked_post_takes_no_answer_and_an_archived_one_is_opened_for_it(town: Town) -> None:
    _, ben, question = await answered(town)
    first = (await messages_of(town, question))[0]
    form = await ben.click(first, label="Answer")
    await (await post_of(town, question)).edit(archived=True)
    await ben.submit_modal(form, {"text": "Into an archived post."})
    await town.settle()
    assert "archived post" in shown((await messages_of(town, question))[-1])
    form = await ben.click(first, label="Answer")
    await (await post_of(town, question)).edit(locked=True)
    refused = reply(await ben.submit_modal(form, {"text": "Into a locked post."}))
    assert "locked" in shown(refused)
    assert "Into a locked post." in shown(refused)


async def test_an_answerer_who_leaves_stays_in_what_was_learned(town: Town) -> None:
    ana, ben, question = await answered(town)
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    await guild.kick(town.member(ben))
    await town.settle()
    await ana.click((await messages_of(town, question))[-1], label="This helped")
    await town.settle()
    assert ANSWER in await find(town, ana, "library")


async def test_erasing_takes_the_words_off_discord_too_and_leaves_others_answers(town: Town) -> None:
    ana, ben, question = await answered(town)
    await ana.click((await messages_of(town, question))[-1], label="This helped")
    await town.settle()
    await erase_all(town.house, town.network, town.person(ana).id, now=town.clock.now())
    await town.settle()
    first, answer = await messages_of(town, question)
    assert "took their words back" in shown(first)
    assert (await post_of(town, question)).name == "A question taken back"
    assert ANSWER in shown(answer)
    assert ANSWER in await find(town, ben, "library")
    await erase_all(town.house, town.network, town.person(ben).id, now=town.clock.now())
    await town.settle()
    assert len(await messages_of(town, question)) == 1


async def test_a_post_written_by_hand_is_welcomed_and_found_only_with_its_authors_yes(town: Town) -> None:
    ana, ben = await principals(town)
    post = await post_by_hand(town, ben, "Late buses", "Who pays for late buses?", "Equity")
    (card,) = town.bot_messages(post)
    assert "I can't read" in shown(card)
    assert "No question" in await find(town, ana, "buses")
    assert "Only whoever wrote" in shown(reply(await ana.click(card, label="Let it be found")))
    form = await ben.click(card, label="Let it be found")
    refused = await ben.submit_modal(form, {"title": "Late buses", "words": "https://example.org/buses", "tried": ""})
    assert "only a link" in shown(reply(refused))
    assert refused.followups == [], "what was refused is not answered with success as well"
    form = await ben.click(reply(refused), label="Try again with these words")
    await ben.submit_modal(form, {"title": "Late buses", "words": "Who pays for late buses?", "tried": ""})
    await town.settle()
    assert "Late buses" in await find(town, ana, "buses")
    question = await question_of(town, ben)
    assert question.choices.topic == "equity"
    assert {tag.name for tag in (await post_of(town, question)).applied_tags} == {"Equity", "Open"}
    assert "already" in shown(reply(await ben.click(card, label="Let it be found")))
