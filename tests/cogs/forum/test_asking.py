"""Asking well, on the simulated Discord."""

from __future__ import annotations

from datetime import timedelta

import discord

from bot.visibility.keeping.exposures import is_locked_now
from cogs.forum.effects import show
from cogs.forum.store import QuestionStore
from tests.cogs.forum.asking import EVENINGS, ask, forum, messages_of, post_of, principals, question_of, reply, shown
from tests.cogs.rooms.readers.looking.test_exposure import lock_while_exposed
from tests.kit.town import Town


async def test_a_question_becomes_a_post_with_its_topic_and_state_as_tags(town: Town) -> None:
    ana, _ = await principals(town)
    result = await ask(town, ana)
    assert "on its way" in shown(reply(result))
    question = await question_of(town, ana)
    post = await post_of(town, question)
    assert post.name == EVENINGS["title"]
    assert {tag.name for tag in post.applied_tags} == {"Family engagement", "Open"}
    (first,) = await messages_of(town, question)
    assert "Ana Ruiz asks" in shown(first)
    assert EVENINGS["words"] in shown(first)
    assert EVENINGS["tried"] in shown(first)


async def test_topic_style_and_urgency_are_chosen_on_the_card(town: Town) -> None:
    ana, _ = await principals(town)
    card = reply(await ana.slash(town.channel("general"), "forum ask"))
    offered = card.components[0]["components"][0]["options"]
    assert [each["value"] for each in offered if each.get("default")] == ["other"]  # nobody's topic until it is chosen
    for number, value in enumerate(("equity", "servant", "today")):
        address = str(card.components[number]["components"][0]["custom_id"])
        card = reply(await ana.select(card, values=[value], custom_id=address))
    form = await ana.click(card, label="Write it")
    await ana.submit_modal(form, EVENINGS)
    await town.settle()
    question = await question_of(town, ana)
    assert (question.choices.topic, question.choices.style, question.choices.urgency) == ("equity", "servant", "today")
    post = await post_of(town, question)
    assert {tag.name for tag in post.applied_tags} == {"Equity", "Open"}
    assert "Servant" in shown((await messages_of(town, question))[0])


async def test_earlier_questions_like_it_are_shown_first_and_the_words_are_kept_over_a_restart(town: Town) -> None:
    ana, ben = await principals(town)
    await ask(town, ana)
    await ask(town, ana, title="Buses", words="Who pays for the late bus after clubs?", tried="")
    result = await ask(town, ben, title="Interpreters?", words="Where do you find interpreters for parents?", tried="")
    offered = reply(result)
    assert "Asked before" in shown(offered)
    assert EVENINGS["title"] in shown(offered)
    assert "Buses" not in shown(offered)
    assert (await question_of(town, ben)).state == "draft"
    await town.restart()
    await ben.click(offered, label="Post mine anyway")
    await town.settle()
    question = await question_of(town, ben)
    assert question.state == "open"
    assert (await post_of(town, question)).name == "Interpreters?"
    await ben.click(offered, label="Post mine anyway")
    await town.settle()
    assert len([post for post in forum(town).threads if post.name == "Interpreters?"]) == 1


async def test_who_finds_an_answer_posts_nothing_and_nothing_is_kept(town: Town) -> None:
    ana, ben = await principals(town)
    await ask(town, ana)
    offered = reply(await ask(town, ben))
    await ben.click(offered, label="One of them answers it")
    async with town.network.read() as tx:
        assert await QuestionStore(tx).of_person(town.person(ben).id) == []
    again = reply(await ben.click(offered, label="Post mine anyway"))
    assert "no longer here" in again.content + shown(again)


async def test_a_changed_question_is_the_same_draft_with_other_words(town: Town) -> None:
    ana, ben = await principals(town)
    await ask(town, ana)
    offered = reply(await ask(town, ben))
    form = await ben.click(offered, label="Change mine")
    await ben.submit_modal(form, {"title": "Buses", "words": "Who pays for the late bus?", "tried": ""})
    await town.settle()
    question = await question_of(town, ben)
    assert (await post_of(town, question)).name == "Buses"


async def test_a_hundred_emoji_as_a_title_and_a_lone_link_come_back_with_the_words(town: Town) -> None:
    ana, _ = await principals(town)
    emoji = reply(await ask(town, ana, title="🎉" * 100))
    assert "no word in it" in shown(emoji)
    assert EVENINGS["words"] in shown(emoji)
    link = reply(await ask(town, ana, words="https://example.org/a-page www.example.org"))
    assert "only a link" in shown(link)
    form = await ana.click(link, label="Change mine")
    await ana.submit_modal(form, EVENINGS)
    await town.settle()
    assert [post.name for post in forum(town).threads] == [EVENINGS["title"]]


async def test_practitioners_neither_ask_nor_find(town: Town) -> None:
    await principals(town)
    cleo = await town.join("Cleo Park")
    for command, options in (("forum ask", {}), ("forum find", {"words": "interpreters"})):
        answer = reply(await cleo.slash(town.channel("general"), command, **options))
        assert "isn't open to you: it is for those who lead a school" in answer.embeds[0].description


async def test_without_the_forums_channel_asking_says_so_and_the_asker_gets_their_words_back(town: Town) -> None:
    ana, _ = await principals(town)
    await ask(town, ana)
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    channel = guild.get_channel(forum(town).id)
    assert channel is not None
    await channel.delete()
    await town.settle()
    assert (await question_of(town, ana)).state == "lost"
    told = town.direct_messages(ana)[-1]
    assert EVENINGS["words"] in shown(told)
    answer = reply(await ana.slash(town.channel("general"), "forum ask"))
    assert "/setup" in answer.embeds[0].description


async def test_tags_deleted_by_hand_are_made_again(town: Town) -> None:
    ana, _ = await principals(town)
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    channel = guild.get_channel(forum(town).id)
    assert isinstance(channel, discord.ForumChannel)
    kept = [tag for tag in channel.available_tags if tag.name not in {"Open", "Family engagement"}]
    await channel.edit(available_tags=kept)
    await ask(town, ana)
    post = await post_of(town, await question_of(town, ana))
    assert {tag.name for tag in post.applied_tags} == {"Family engagement", "Open"}


async def test_a_post_that_was_deleted_is_told_to_its_asker_with_the_words(town: Town) -> None:
    ana, _ = await principals(town)
    await ask(town, ana)
    post = await post_of(town, await question_of(town, ana))
    await post.delete()
    await town.settle()
    assert (await question_of(town, ana)).state == "lost"
    assert EVENINGS["words"] in shown(town.direct_messages(ana)[-1])


async def test_the_pinned_post_asks_and_comes_back_when_it_is_deleted(town: Town) -> None:
    ana, _ = await principals(town)
    await town.forward(timedelta(hours=6))
    (pinned,) = [post for post in forum(town).threads if post.name == "Ask your peers"]
    (message,) = town.bot_messages(pinned)
    card = reply(await ana.click(message, label="Ask"))
    assert "under your name" in shown(card)
    await town.forward(timedelta(hours=6))
    assert len([post for post in forum(town).threads if post.name == "Ask your peers"]) == 1
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    thread = guild.get_thread(pinned.id)
    assert thread is not None
    await thread.delete()
    await town.forward(timedelta(hours=6))
    assert len([post for post in forum(town).threads if post.name == "Ask your peers"]) == 1
    asked = [each for each in town.env.http_requests if each.method == "PATCH" and (each.json or {}).get("flags")]
    assert len(asked) == 2, "each was pinned once"


async def test_a_post_made_before_a_crash_is_taken_up_and_not_made_again(town: Town) -> None:
    ana, _ = await principals(town)
    await ask(town, ana)
    question = await question_of(town, ana)
    async with town.network.write() as tx:  # as if the process had ended before it was noted
        await QuestionStore(tx).change(question.id, ("open",), thread_id=None)
    await show(town.house, town.network, {"question_id": question.id})
    assert (await question_of(town, ana)).thread_id == question.thread_id
    assert len(forum(town).threads) == 1


async def test_while_somebody_unexpected_reads_the_forum_nothing_new_is_posted_where_the_network_wants_that(
    town: Town,
) -> None:
    ana, _ = await principals(town)
    await lock_while_exposed(town)
    cleo = await town.join("Cleo Park")
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    channel = guild.get_channel(forum(town).id)
    assert isinstance(channel, discord.ForumChannel)
    role = await guild.create_role(name="Office")
    await channel.set_permissions(role, view_channel=True)
    await town.member(cleo).add_roles(role)
    await town.settle()
    async with town.network.read() as tx:
        assert await is_locked_now(tx, town.network.community, channel.id)
    await ask(town, ana)
    assert forum(town).threads == []
    community = town.network.community
    unlocked = community.rooms.model_copy(update={"lock_while_exposed": False})
    await town.house.networks.define(town.network_id, community.model_copy(update={"rooms": unlocked}))
    await town.forward(timedelta(minutes=5))
    assert [post.name for post in forum(town).threads if post.name != "Ask your peers"] == [EVENINGS["title"]]
