"""Posting without a name in tests, as members do."""

from __future__ import annotations

import re
from datetime import timedelta

import discord
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from bot.people.stewards import StewardStore
from bot.visibility.admission.access import request_sync
from tests.cogs.rooms.seeing import LOUNGE
from tests.cogs.setup.replies import told
from tests.kit.town import Town

AT_ONCE, LATER = "Write it, post at once", "Write it (goes out within five minutes)"
NAMES = ("Ana Ruiz", "Ben Carter", "Cleo Park", "Dev Rao", "Eva Lind", "Finn Ode", "Gil Marsh", "Hana Ito", "Ira Voss")
RECEIPT = re.compile(r"(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}")


async def people(town: Town, count: int = 8, *, steward: bool = False) -> list[MemberActor]:
    """Have practitioners join, but who is there, who can all read the lounge; with `steward`, the first is one."""
    there = {person.name: town.actor(person) for person in town.people.values()}
    found = []
    for number, name in enumerate(NAMES[:count]):
        found.append(there.get(name) or await town.join(name, "teacher" if number else "coordinator"))
    if steward:
        first = town.person(found[0]).id
        async with town.network.write() as tx:
            await StewardStore(tx).add(first, by=None, now=town.clock.now())
            await request_sync(tx, first, now=town.clock.now())
        await town.settle()
    return found


def last(result: InteractionResult) -> ResponseMessage:
    message = result.followups[-1] if result.followups else result.response
    assert message is not None
    return message


async def form(
    town: Town, actor: MemberActor, *, button: str = AT_ONCE, on: discord.Message | None = None
) -> InteractionResult:
    """Go up to the form: of a whisper, or of an answer to a post."""
    if on is None:
        before = await actor.slash(town.channel(LOUNGE), "room whisper")
    else:
        before = await actor.click(on, label="Answer without my name")
    return await actor.click(last(before), label=button)


async def say(
    town: Town, actor: MemberActor, words: str, *, button: str = AT_ONCE, on: discord.Message | None = None
) -> str:
    """Post something and return the receipt."""
    told_them = told(await actor.submit_modal(await form(town, actor, button=button, on=on), {"text": words}))
    found = RECEIPT.search(told_them)
    assert found, told_them
    await town.settle()
    return found[0]


def posts(town: Town) -> list[discord.Message]:
    """The anonymous posts in the lounge and its threads, oldest first."""
    found = [each for each in town.bot_messages(town.channel(LOUNGE)) if "Report" in labels(each)]
    return sorted(found, key=lambda message: message.id)


def labels(message: discord.Message) -> list[str | None]:
    """What the buttons under a message say."""
    return [
        button.label
        for row in message.components
        if isinstance(row, discord.ActionRow)
        for button in row.children
        if isinstance(button, discord.Button)
    ]


def words(message: discord.Message) -> str:
    return message.embeds[0].description or ""


async def opened(town: Town, actor: MemberActor, receipt: str) -> ResponseMessage:
    """Open a receipt."""
    return last(await actor.slash(town.channel(LOUNGE), "anonymous open", receipt=receipt))


async def after_the_delay(town: Town) -> None:
    await town.forward(timedelta(minutes=5, seconds=1))
