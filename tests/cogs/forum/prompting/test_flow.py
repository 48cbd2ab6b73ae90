"""Situations in the forum, on the simulated Discord."""

from __future__ import annotations

from datetime import timedelta

import discord

from cogs.forum.prompting.jobs import ask_forum
from cogs.forum.prompting.model import Prompt
from cogs.forum.prompting.store import PromptStore
from cogs.privacy.walk import erase_all
from config.calendar import Break
from config.situations import SITUATIONS
from tests.cogs.forum.asking import principals, reply, shown
from tests.kit.town import Town

FIRST, SECOND = SITUATIONS[0], SITUATIONS[1]


async def posted(town: Town) -> list[Prompt]:
    async with town.network.read() as tx:
        return await PromptStore(tx).posted()


async def messages(town: Town, prompt: Prompt) -> list[discord.Message]:
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    assert prompt.thread_id is not None
    post = await guild.fetch_channel(prompt.thread_id)
    assert isinstance(post, discord.Thread)
    return [message async for message in post.history(oldest_first=True)]


async def later(town: Town, step: timedelta) -> None:
    """Move the clock and look for what is due, without everything else that the pulse wakes."""
    town.clock.forward(step)
    await ask_forum(town.house, town.network, town.clock.now())
    await town.settle()


async def test_a_situation_is_posted_handled_in_several_ways_and_taken_back(town: Town) -> None:
    ana, ben = await principals(town)
    await later(town, timedelta(minutes=1))  # planned for the next school day
    assert await posted(town) == []
    await town.forward(timedelta(days=1))  # the pulse wakes it
    (prompt,) = await posted(town)
    (first,) = await messages(town, prompt)
    assert FIRST.text in shown(first)
    card = reply(await ana.click(first, label="Tell how you handled it"))
    form = await ana.select(card, ["distributed"], custom_id=f"forum:tell_style:{prompt.id}")
    await ana.submit_modal(form, {"text": "I let the three of us decide together."})
    await town.settle()
    told = (await messages(town, prompt))[-1]
    assert "Ana Ruiz handled it" in shown(told)
    assert "Distributed" in shown(told)
    card = reply(await ana.click(first, label="Tell how you handled it"))
    form = await ana.select(card, ["servant"], custom_id=f"forum:tell_style:{prompt.id}")
    await ana.submit_modal(form, {"text": "I went to lunch duty myself."})
    await town.settle()
    assert len(await messages(town, prompt)) == 2
    assert "I went to lunch duty myself." in shown((await messages(town, prompt))[-1])
    found = shown(reply(await ben.slash(town.channel("general"), "forum find", words="lunch duty")))
    assert FIRST.title in found
    assert "handled it" in found
    assert str(prompt.thread_id) in found
    assert "No question" in shown(
        reply(await ben.slash(town.channel("general"), "forum find", words="decide together"))
    )
    marked = reply(await ben.click((await messages(town, prompt))[-1], label="Tried it here"))
    await ben.click(marked, label="It helped here")
    form = await ben.select(
        reply(await ben.click(first, label="Tell how you handled it")),
        ["situational"],
        custom_id=f"forum:tell_style:{prompt.id}",
    )
    refused = reply(await ben.submit_modal(form, {"text": "https://example.org"}))
    assert "only a link" in shown(refused)
    again = await ben.click(refused, label="Try again with these words")
    await ben.submit_modal(again, {"text": "We drew lots."})
    await town.settle()
    assert "We drew lots." in shown((await messages(town, prompt))[-1])
    card = reply(await ben.click(first, label="Tell how you handled it"))
    assert "no longer kept" in shown(reply(await ben.click(card, label="Take mine back")))
    await town.settle()
    assert len(await messages(town, prompt)) == 2
    await erase_all(town.house, town.network, town.person(ana).id, now=town.clock.now())
    await town.settle()
    assert len(await messages(town, prompt)) == 1
    assert "No question" in shown(reply(await ben.slash(town.channel("general"), "forum find", words="lunch duty")))
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    post = await guild.fetch_channel(prompt.thread_id or 0)
    assert isinstance(post, discord.Thread)
    await post.delete()
    await town.settle()
    assert await posted(town) == []


async def test_none_is_posted_in_a_break_nor_twice_nor_once_a_steward_stopped_them(town: Town) -> None:
    await principals(town)
    sue = await town.join("Sue Ode", "programme manager", None, steward=True)
    first = (town.clock.now() + timedelta(days=1)).date()
    resting = Break(name="Spring break", first=first, last=first + timedelta(days=6), districts=())
    calendar = town.network.community.calendar.model_copy(update={"breaks": (resting,)})
    card = reply(await sue.slash(town.channel("lobby"), "forum situations"))
    assert FIRST.title in shown(card)
    card = reply(await sue.click(card, label="Take the next one instead"))
    assert SECOND.title in shown(card)
    await town.house.networks.define(town.network_id, town.network.community.model_copy(update={"calendar": calendar}))
    town._network = await town.house.networks.get(town.network_id)
    await later(town, timedelta(days=3))
    assert await posted(town) == []
    await later(town, timedelta(days=5))
    await later(town, timedelta(hours=1))
    (prompt,) = await posted(town)
    assert prompt.situation == SECOND.key
    card = reply(await sue.slash(town.channel("lobby"), "forum situations"))
    card = reply(await sue.click(card, label="Stop them"))
    assert "stopped" in shown(card)
    await later(town, timedelta(days=20))
    assert len(await posted(town)) == 1
    assert "On <t:" in shown(reply(await sue.click(card, label="Post them again")))
