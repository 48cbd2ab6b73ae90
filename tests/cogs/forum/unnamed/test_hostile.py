"""Questions without a name among deleted tags, locked and archived threads, and a forum that is gone."""

from __future__ import annotations

import discord

from tests.cogs.forum.asking import EVENINGS, forum, post_of, reply, shown
from tests.cogs.forum.unnamed.saying import WORDS, ask_unnamed, county, first_message, form, opened, unnamed_question
from tests.cogs.rooms.whispers.saying import LATER, after_the_delay, last
from tests.cogs.setup.replies import said, told
from tests.kit.forms import boxes
from tests.kit.town import Town


def channel(town: Town) -> discord.ForumChannel:
    found = town.bot.guilds[0].get_channel(forum(town).id)
    assert isinstance(found, discord.ForumChannel)
    return found


async def test_what_nobody_could_answer_comes_back_and_deleted_tags_are_made_again(town: Town) -> None:
    ana, *_ = await county(town)
    for typed, why in (({"title": "🎉" * 100}, "no word in it"), ({"words": "https://example.org"}, "only a link")):
        given = {**EVENINGS, "words": WORDS, **typed}
        refused = last(await ana.submit_modal(await form(town, ana), given))
        assert why in said(refused)
        assert boxes(await ana.click(refused, label="Try again with these words")) == given
    await channel(town).edit(available_tags=[])
    await ask_unnamed(town, ana)
    post = await post_of(town, await unnamed_question(town))
    assert {tag.name for tag in post.applied_tags} == {"Family engagement", "Open"}
    for word in ("Buses", "Gardens", "Chess", "Orchestra"):
        await ask_unnamed(town, ana, title=word, words=f"{word}?", tried="")
    given = {**EVENINGS, "title": "One more", "words": "Seldom heard of.", "tried": ""}
    assert "You posted 5 times" in told(await ana.submit_modal(await form(town, ana), given))


async def test_in_a_locked_thread_nobody_answers_and_what_was_deleted_is_told_with_the_receipt(town: Town) -> None:
    ana, ben, *_ = await county(town)
    receipt = await ask_unnamed(town, ana)
    question = await unnamed_question(town)
    post = await post_of(town, question)
    await post.edit(archived=True)
    asked = await ana.click(await opened(town, ana, receipt), label="Change the words")
    assert (await post_of(town, question)).archived, "others would see that its author has come back"
    await ana.submit_modal(asked, {"text": "Words in an archived post."})
    await town.settle()
    first = await first_message(town, post.id)
    assert "Words in an archived post." in shown(first)
    await (await post_of(town, question)).edit(locked=True)
    await town.settle()
    assert "locked this conversation" in told(await ben.click(first, label="Answer without my name"))
    await (await post_of(town, question)).delete()
    await town.settle()
    assert "Somebody deleted it" in said(await opened(town, ana, receipt))
    assert "No question" in shown(reply(await ben.slash(town.channel("general"), "forum find", words="archived")))
    waiting = await ask_unnamed(town, ana, LATER, title="Too late")
    await channel(town).delete()
    await after_the_delay(town)
    assert "could not be posted" in said(await opened(town, ana, waiting))
    keys = town.house.keys.conversations(town.network_id)
    assert keys.made_before(town.clock.now().replace(year=2027)) == [], "every key is gone with what it was for"
