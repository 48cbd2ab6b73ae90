"""Chapter: somebody new to the job finds a mentor."""

from __future__ import annotations

from datetime import timedelta

import discord

from demo.account import StoppedShort
from demo.stage import Stage
from demo.telling import Chapter
from demo.world import MENTOR, STEWARD, SUPERVISOR

ASKS = "Tomasz Kowalczyk"  # Adunni Okonkwo's own wish is left to whoever plays
REQUESTS = {ASKS: "Six months in, one site, two bosses. I'd like somebody who has done this before."}
OFFERS = {
    MENTOR.name: "Twelve years at one school. I make mistakes faster now, and I like to laugh about them.",
    "Siobhan Gallagher": "High school, ten years. Ask me about partners who don't call back.",
}
MENTORING = "mentoring"
FIRST_CHECK_IN = timedelta(weeks=2, hours=1)


async def ask(stage: Stage) -> str:
    """Somebody new to the job asks for a mentor."""
    for name, about in REQUESTS.items():
        await wish(stage, name, "request", about)
    return f"{ASKS} asks for a mentor with /mentor request, in a private card and one short form."


async def offer(stage: Stage) -> str:
    """Seasoned colleagues offer a place."""
    for name, about in OFFERS.items():
        await wish(stage, name, "offer", about)
    return f"{' and '.join(OFFERS)} each offer a place with /mentor offer."


async def match(stage: Stage) -> str:
    """The steward looks at a round and publishes it."""
    await publish(stage)
    reasons = "".join(embed.description or "" for embed in _proposal(stage, ASKS).embeds).split("\n\n")[1]
    return (
        f"{STEWARD.name} looks at a matching round in figures and publishes it; both people are told privately. "
        f"{ASKS} reads why: “{reasons}”"
    )


async def publish(stage: Stage) -> None:
    """The steward matches everybody who waits, and publishes what was found."""
    steward = stage.account(STEWARD)
    figures = await steward.uses(stage.channel("lobby"), "mentor round")
    await steward.presses(figures, "Publish the round")
    await stage.settle()


async def accept(stage: Stage) -> str:
    """Both say yes, and a thread opens for the two."""
    partner = await _partner(stage)
    for who in (ASKS, partner):
        await stage.account(who).presses(_proposal(stage, who), "Accept")
        await stage.settle()
    thread = _thread(stage)
    if stage.simulation.may_read(stage.account(SUPERVISOR).id, thread.id):
        raise StoppedShort(SUPERVISOR.name, thread.name, "a supervisor can read it")
    return (
        f"{ASKS} and {partner} both accept. A private thread opens for the two of them, and nobody above them sees it."
    )


async def begin(stage: Stage) -> str:
    """The two say hello."""
    thread, partner = _thread(stage), await _partner(stage)
    await stage.account(partner).says(
        thread.id, "Hello! I'm free on Tuesdays after the buses leave. Shall we start with what went well?"
    )
    await stage.account(ASKS).says(thread.id, "Tuesday is perfect. Fair warning: it may be a short list.")
    return "They agree on their first meeting there."


async def check_in(stage: Stage) -> str:
    """Two weeks later both are asked whether they met."""
    await stage.forward(FIRST_CHECK_IN)
    partner = await _partner(stage)
    for who in (ASKS, partner):
        for label in ("Yes, we met", "Yes", "No, thanks"):
            await stage.account(who).presses(_letter(stage, who, label), label)
            await stage.settle()
    return (
        "Two weeks later both are asked, privately and with a tap each, whether they met and whether it was worth it. "
        f"{ASKS} and {partner} did. The next question comes in a month, and never more than one a week."
    )


async def health(stage: Stage) -> str:
    """The steward looks at the numbers."""
    await stage.account(STEWARD).uses(stage.channel("lobby"), "mentor health")
    return f"{STEWARD.name} reads /mentor health: numbers only, never who said what about whom."


async def wish(stage: Stage, name: str, command: str, about: str) -> None:
    """Somebody asks for a mentor (``request``) or offers to be one (``offer``), and says a line about it."""
    account, person = stage.account(name), await stage.person(name)
    card = await account.uses(stage.channel("lobby"), f"mentor {command}")
    topics = await account.chooses(card, person.topics, "mentoring:topics:")
    form = await account.presses(topics, "Write a line and save")
    boxes = {"about": about} if command == "request" else {"about": about, "capacity": "1"}
    await account.fills(form, boxes)


def _proposal(stage: Stage, who: str) -> discord.Message:
    """Return the newest private message that carries an answer's buttons."""
    return _letter(stage, who, "Accept")


def _letter(stage: Stage, who: str, label: str) -> discord.Message:
    """Return the newest private message with a button of that label."""
    for message in reversed(stage.account(who).letters()):
        rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
        if any(isinstance(child, discord.Button) and child.label == label for row in rows for child in row.children):
            return message
    raise StoppedShort(who, "a private message about mentoring", f"none with the button {label}")


async def _partner(stage: Stage) -> str:
    text = "\n".join(embed.description or "" for embed in _proposal(stage, ASKS).embeds)
    found = [name for name in OFFERS if name in text]
    if not found:
        raise StoppedShort(ASKS, "a mentoring proposal", "it names nobody who offered")
    return found[0]


def _thread(stage: Stage) -> discord.Thread:
    guild = stage.house.client.get_guild(stage.simulation.guild.id) if stage.house.client else None
    for thread in guild.threads if guild else ():
        if ASKS in thread.name:
            return thread
    raise StoppedShort(ASKS, "a thread for the pair", "none opened")


CHAPTER = Chapter("A mentor", (ask, offer, match, accept, begin, check_in, health))
