"""Chapter: a webinar that members make together, from three supporters to a date."""

from __future__ import annotations

import discord

from cogs.webinars.polling.store import SlotStore
from cogs.webinars.proposing.model import Proposal
from cogs.webinars.proposing.store import ProposalStore
from demo.account import StoppedShort
from demo.page.facts import events
from demo.stage import Stage
from demo.story.rooms import LOUNGE
from demo.story.webinar import strongest_theme
from demo.telling import Chapter
from demo.world import MENTOR, NEWCOMER, SUPERVISOR, TEACHER, sayings

TITLE = "Three schools that stopped losing people"
WORDS = {"title": TITLE, "aim": "One thing to try on Monday.", "format": "Three short cases", "speakers": ""}
TIMES = "Tue 21 April 3:30 pm\nWed 22 April 4 pm\nThu 23 April 8:30"
SUPPORTERS = 2  # besides whoever speaks


async def propose(stage: Stage) -> str:
    """A member proposes a webinar, and colleagues stand behind it."""
    theme, lounge = await strongest_theme(stage), stage.channel(LOUNGE)
    form = await stage.account(MENTOR).uses(lounge, "webinar propose", theme=str(theme.id), capacity=40)
    await stage.account(MENTOR).fills(form, WORDS)
    await stage.settle()
    for who, part in (*((name, "supporter") for name in _colleagues()), (TEACHER.name, "speaker")):
        proposal = await _proposal(stage)
        await stage.account(who).presses_at(_card(stage, lounge, TITLE), f"webinars:join:{proposal.id}.{part}")
        await stage.settle()
    proposal = await _proposal(stage)
    thread = proposal.thread_id or 0
    if stage.simulation.may_read(stage.account(SUPERVISOR).id, thread):
        raise StoppedShort(SUPERVISOR.name, "the team's thread", "a supervisor can read it")
    return (
        f"{MENTOR.name} proposes a webinar of her own with /webinar propose. Two colleagues support it, {TEACHER.name} "
        "will speak: that is enough, and a private thread with a checklist opens for the team."
    )


async def find_a_time(stage: Stage) -> str:
    """The speaker suggests times, colleagues tick what works, and the best becomes the date."""
    proposal = await _proposal(stage)
    target, thread, speaker = str(proposal.id), proposal.thread_id or 0, stage.account(TEACHER)
    checklist = _card(stage, thread, f"Preparing “{TITLE}”")
    form = await speaker.presses_at(checklist, f"webinars:times:{target}")
    await speaker.fills(form, {"times": TIMES})
    await stage.settle()
    poll, network = _card(stage, thread, f"When? “{TITLE}”"), await stage.network()
    async with network.read() as tx:
        first, second, _ = await SlotStore(tx).of(proposal.id)
    for who, chosen in ((MENTOR.name, (first, second)), (TEACHER.name, (second,)), (NEWCOMER.name, (second,))):
        account = stage.account(who)
        own = await account.presses_at(_card(stage, stage.channel(LOUNGE), f"When? “{TITLE}”"), "webinars:when:")
        await account.chooses(own, [str(slot.id) for slot in chosen], "webinars:ticked:")
    best = await speaker.presses_at(poll, f"webinars:choose:{target}")
    sure = await speaker.chooses(best, [str(second.id)], f"webinars:take:{target}")
    await speaker.presses_at(sure, f"webinars:confirm:{target}")
    await stage.settle()
    found = [event for event in events(stage, stage.account(NEWCOMER).id) if event.name == TITLE]
    if not found or events(stage, stage.account(SUPERVISOR).id):
        raise StoppedShort(TEACHER.name, "the date", "the event is not seen by exactly its audience")
    day = f"{second.starts_at:%-d %B}"
    return (
        f"{TEACHER.name} suggests three times, in her own words. Everybody ticks by their own clock; {day} "
        "reaches most and becomes the date, in the practitioners' calendar and nobody else's."
    )


def _colleagues() -> list[str]:
    taken = {MENTOR.name, TEACHER.name}
    return [name for name in dict.fromkeys(line.who for line in sayings("chat")) if name not in taken][:SUPPORTERS]


async def _proposal(stage: Stage) -> Proposal:
    network = await stage.network()
    async with network.read() as tx:
        found = [each for each in await ProposalStore(tx).where_state("seeking", "planning") if each.title == TITLE]
    if not found:
        raise StoppedShort(MENTOR.name, "/webinar propose", "there is no proposal")
    return found[0]


def _card(stage: Stage, channel_id: int, title: str) -> discord.Message:
    """Return the newest card with a title in a channel or thread."""
    for message in reversed(stage.simulation.handle(channel_id).history()):
        if any(embed.title == title for embed in message.embeds):
            return message
    raise StoppedShort(MENTOR.name, title, "the card is not there")


CHAPTER = Chapter("A webinar made together", (propose, find_a_time))
