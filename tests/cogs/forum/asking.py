"""Principals who ask, for the tests."""

from __future__ import annotations

from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from cogs.forum.model import Question
from cogs.forum.store import QuestionStore
from tests.kit.town import Town

EVENINGS = {
    "title": "Interpreters for evenings",
    "words": "How do you find interpreters for parents' evenings?",
    "tried": "Asking the district office.",
}


async def principals(town: Town) -> tuple[MemberActor, MemberActor]:
    """Two principals of two districts."""
    await town.add_site("Elm Middle", district="South")
    ana = await town.join("Ana Ruiz", "principal", "Oak Elementary")
    return ana, await town.join("Ben Osei", "principal", "Elm Middle")


def forum(town: Town) -> ChannelHandle:
    """The forum's channel."""
    return town.channel("principals-forum")


def reply(result: Any) -> Any:
    """What the bot answered privately; a deferred answer too."""
    return result.response or result.edits[-1]


def shown(message: Any) -> str:
    """All that a card says."""
    embed = message.embeds[0]
    fields = [f"{field.name}\n{field.value}" for field in embed.fields]
    return "\n".join([embed.title or "", embed.description or "", *fields])


async def ask(town: Town, actor: MemberActor, **typed: str) -> Any:
    """Ask with the command, the card and the form; returns what came of the form."""
    card = await actor.slash(town.channel("general"), "forum ask", topic="family")
    form = await actor.click(reply(card), label="Write it")
    result = await actor.submit_modal(form, {**EVENINGS, **typed})
    await town.settle()
    return result


async def question_of(town: Town, actor: MemberActor) -> Question:
    """The last question that somebody asked."""
    async with town.network.read() as tx:
        return (await QuestionStore(tx).of_person(town.person(actor).id))[-1]


async def post_of(town: Town, question: Question) -> discord.Thread:
    """A question's post on Discord, as it is now."""
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    assert question.thread_id is not None
    found = await guild.fetch_channel(question.thread_id)
    assert isinstance(found, discord.Thread)
    return found


async def messages_of(town: Town, question: Question) -> list[discord.Message]:
    """What stands in a question's post, the oldest first."""
    post = await post_of(town, question)
    return [message async for message in post.history(oldest_first=True)]
