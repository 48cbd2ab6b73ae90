"""Chapter: what is left open for whoever plays on: a webinar ahead, and voices of which one is missing."""

from __future__ import annotations

from datetime import timedelta

from demo.stage import Stage
from demo.story.rooms import LOUNGE
from demo.story.sharing import let_out, share_one
from demo.story.webinar import strongest_theme
from demo.telling import Chapter
from demo.world import MENTOR, STEWARD, sayings

TITLE = "Enrolment day in five languages"
AHEAD = timedelta(days=20)
OFFER = "Twelve years at one school. I still make mistakes, only faster, and I like to laugh about them."


async def plan_a_webinar(stage: Stage) -> str:
    """The steward proposes one more webinar, and it is not full."""
    theme = await strongest_theme(stage)
    start = f"{stage.clock.now() + AHEAD:%Y-%m-%d} 15:30"
    lobby = stage.channel("lobby")
    await stage.account(STEWARD).uses(lobby, "webinar propose", theme=str(theme.id), title=TITLE, start=start)
    await stage.settle()
    return f"{STEWARD.name} proposes another webinar, “{TITLE}”. Its places are free."


async def offer_a_place(stage: Stage) -> str:
    """The seasoned coordinator renews her offer."""
    account, person = stage.account(MENTOR), await stage.person(MENTOR.name)
    card = await account.uses(stage.channel("lobby"), "mentor offer")
    topics = await account.chooses(card, person.topics, "mentoring:topics:")
    await account.fills(await account.presses(topics, "Write a line and save"), {"about": OFFER, "capacity": "1"})
    return f"{MENTOR.name} has a place for somebody new to the job."


async def leave_one_voice(stage: Stage) -> str:
    """Colleagues share; the newcomer has said hers, and whether she shares it is open."""
    own, *others = sayings("ready")
    for saying in others:
        await share_one(stage, saying)
    await let_out(stage, len(others))
    await stage.account(own.who).says(stage.channel(LOUNGE), own.says)
    return (
        f"{len(others)} colleagues share what enrolment is like without an interpreter: one voice short of a digest. "
        f"{own.who} has said hers in #{LOUNGE}, and has not shared it."
    )


CHAPTER = Chapter("Left to you", (plan_a_webinar, offer_a_place, leave_one_voice))
