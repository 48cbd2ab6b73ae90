"""Chapter: principals compare how they lead, and a new school meets experienced ones."""

from __future__ import annotations

from datetime import timedelta

import discord

from bot.database.network import Network
from cogs.forum.introducing.store import IntroductionStore
from cogs.forum.prompting.model import Prompt
from cogs.forum.prompting.store import PromptStore
from demo.account import Account, StoppedShort
from demo.stage import Stage
from demo.story.people import code_for
from demo.telling import Chapter
from demo.world import PEOPLE, PRINCIPAL, STEWARD, rows

NEW_SCHOOL = "Renata Oyelaran"  # her school opened last year
TOLD = {
    PRINCIPAL.name: ("distributed", "I asked the three of them to settle it together, and stayed out of the room."),
    "Rajesh Subramanian": ("servant", "I took the lunch duty myself that day, and asked about the rest on Friday."),
    "Marcellus Whitfield": ("instructional", "I asked what students would lose in either case, and chose by that."),
}
ALWAYS, SELDOM = "Nearly always", "Now and then"


async def come_in(stage: Stage) -> str:
    """The other principals join."""
    people = [row for row in rows(PEOPLE) if row["position"] == "principal" and row["name"] not in stage.accounts]
    for row in people:
        code = code_for(stage, row["name"], row["email"])
        await stage.account(row["name"]).uses(stage.simulation.first_channel, "join", code=code)
    await stage.settle()
    return f"{len(people)} more principals join: their forum has everybody in it who leads a school."


async def handle_a_situation(stage: Stage) -> str:
    """A situation is posted, and three tell how they handled it, each in a way of their own."""
    await stage.forward(timedelta(days=1))
    prompt, post = await _situation(stage)
    for name, (style, words) in TOLD.items():
        account = stage.account(name)
        card = await account.presses(post, "Tell how you handled it")
        form = await account.chooses(card, [style], "forum:tell_style:")
        await account.fills(form, {"text": words})
    await stage.settle()
    titles = {embed.title for message in _messages(stage, prompt) for embed in message.embeds}
    told = titles & {f"{name} handled it" for name in TOLD}
    if len(told) != len(TOLD):
        raise StoppedShort(PRINCIPAL.name, "Tell how you handled it", "not every telling stands in the post")
    return (
        f"Every fortnight the forum describes a situation. Under this one {len(told)} principals tell how they handled "
        f"it, each with another way of leading. {STEWARD.name} can skip one, or stop them."
    )


async def reflect(stage: Stage) -> str:
    """A principal looks at how she leads."""
    ingrid, lobby = stage.account(PRINCIPAL), stage.channel("lobby")
    card = await ingrid.presses(await ingrid.uses(lobby, "forum reflect"), "Begin")
    for number in range(10):
        card = await ingrid.presses(card, ALWAYS if number in {0, 6} else SELDOM)
    await ingrid.presses(card, "Count me: Distributed")
    return (
        f"{PRINCIPAL.name} answers the ten questions of /forum reflect. The answer is hers alone and stored nowhere; "
        "she agrees to be counted, without her name and only from five people on."
    )


async def meet(stage: Stage) -> str:
    """A new school's principal says yes, and so does one of those who fit."""
    await stage.forward(timedelta(hours=1))
    newcomer, network = stage.account(NEW_SCHOOL), await stage.network()
    await newcomer.presses(_letter(newcomer, "Meet two who know the way"), "Yes, introduce me")
    await stage.forward(timedelta(hours=1))
    host = stage.account(await _asked(stage, network))
    await host.presses(_letter(host, "Somebody new would like to meet you"), "Glad to")
    await stage.settle()
    _letter(newcomer, "You two can talk")
    _letter(host, "You two can talk")
    return (
        f"{NEW_SCHOOL}'s school opened last year. She is asked whether she would like to meet two who know the way; "
        f"only then {host.name} reads her name, and says yes too. Now they know how to reach each other."
    )


async def _situation(stage: Stage) -> tuple[Prompt, discord.Message]:
    network = await stage.network()
    async with network.read() as tx:
        posted = await PromptStore(tx).posted()
    if not posted:
        raise StoppedShort(STEWARD.name, "/forum situations", "no situation was posted")
    return posted[-1], _messages(stage, posted[-1])[0]


def _messages(stage: Stage, prompt: Prompt) -> list[discord.Message]:
    return stage.simulation.history(stage.account(PRINCIPAL).id, prompt.thread_id or 0)


async def _asked(stage: Stage, network: Network) -> str:
    """Return whoever is asked to meet the newcomer."""
    newcomer = await stage.person(NEW_SCHOOL)
    async with network.read() as tx:
        asked = [each.host_id for each in await IntroductionStore(tx).all() if each.newcomer_id == newcomer.id]
    names = {(await stage.person(name)).id: name for name in stage.accounts}
    found = [names[each] for each in asked if each in names]
    if not found:
        raise StoppedShort(NEW_SCHOOL, "Yes, introduce me", "nobody was asked to meet her")
    return found[0]


def _letter(account: Account, title: str) -> discord.Message:
    found = [letter for letter in account.letters() for embed in letter.embeds if embed.title == title]
    if not found:
        raise StoppedShort(account.name, title, "it did not arrive")
    return found[-1]


CHAPTER = Chapter("How principals lead", (come_in, handle_a_situation, reflect, meet))
