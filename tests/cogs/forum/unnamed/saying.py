"""Asking in the forum without a name, as principals do."""

from __future__ import annotations

from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.results import ResponseMessage

from cogs.forum.model import Question
from cogs.forum.store import QuestionStore
from tests.cogs.forum.asking import EVENINGS, forum, reply
from tests.cogs.rooms.whispers.saying import AT_ONCE, RECEIPT, last
from tests.cogs.setup.replies import told
from tests.kit.town import Town

WORDS = "How do you tell staff that you don't know the answer?"
NAMES = (
    "Ana Ruiz",
    "Ben Osei",
    "Cy Moss",
    "Dot Lane",
    "Eli Near",
    "Flo Iles",
    "Gus Hart",
    "Hal Ivy",
    "Ike Jay",
    "Jo Kemp",
    "Kit Low",
)


async def county(town: Town, count: int = 8) -> list[MemberActor]:
    """Principals, each of a district of their own; all but Ana know about families."""
    found = []
    for number, name in enumerate(NAMES[:count]):
        await town.add_site(f"School {number}", district=f"District {number}")
        topics = ("family",) if number else ()
        found.append(await town.join(name, "principal", f"School {number}", topics=topics))
    return found


async def form(town: Town, actor: MemberActor, button: str = AT_ONCE) -> Any:
    """Go up to the form."""
    card = reply(await actor.slash(town.channel("general"), "forum ask", topic="family"))
    before = await actor.click(card, label="Without my name")
    return await actor.click(last(before), label=button)


async def ask_unnamed(town: Town, actor: MemberActor, button: str = AT_ONCE, **typed: str) -> str:
    """Ask, and return the receipt."""
    given = {**EVENINGS, "words": WORDS, **typed}
    said = told(await actor.submit_modal(await form(town, actor, button), given))
    found = RECEIPT.search(said)
    assert found, said
    await town.settle()
    return found[0]


async def unnamed_question(town: Town) -> Question:
    """The one question without a name."""
    async with town.network.read() as tx:
        [found] = [each for each in await QuestionStore(tx).threads() if each.is_unnamed]
    return found


async def first_message(town: Town, thread_id: int) -> discord.Message:
    """What a post of the forum begins with."""
    thread = town.bot.guilds[0].get_thread(thread_id) or await town.bot.guilds[0].fetch_channel(thread_id)
    assert isinstance(thread, discord.Thread)
    return min([each async for each in thread.history(oldest_first=True)], key=lambda message: message.id)


async def opened(town: Town, actor: MemberActor, receipt: str) -> ResponseMessage:
    """Open a receipt."""
    return last(await actor.slash(town.channel("general"), "anonymous open", receipt=receipt))


def posts(town: Town) -> list[str]:
    """The names of the posts in the forum that members made."""
    return [str(post.name) for post in forum(town).threads if post.name != "Ask your peers"]
