"""Chapter: what sites struggle with becomes a webinar."""

from __future__ import annotations

from datetime import timedelta

from archive.issues.grouping import regroup
from archive.issues.model import RankedTheme
from archive.issues.readers import themes_for
from demo.account import StoppedShort
from demo.page.facts import events
from demo.stage import Stage
from demo.telling import Chapter
from demo.world import MENTOR, NEWCOMER, STEWARD, SUPERVISOR, Saying, sayings

START = "2026-04-14 15:30"


async def raise_issues(stage: Stage) -> str:
    """Members raise what gets in the way."""
    said = sayings("issues")
    for saying in said:
        await raise_one(stage, saying)
    return (
        f"{len(said)} members from {len(said)} sites raise what gets in the way, or what would help, with /issue raise."
    )


async def raise_one(stage: Stage, saying: Saying, for_policymakers: str = "no") -> None:
    """Raise one issue as its author does: the command, the form, and their own words where others say alike."""
    account, lobby = stage.account(saying.who), stage.channel("lobby")
    options = {"kind": saying.kind, "topic": saying.topic, "for_policymakers": for_policymakers}
    form = await account.uses(lobby, "issue raise", **options)
    answer = await account.fills(form, {"text": saying.says})
    if account.is_offered(answer, "issues:post:"):
        await account.presses_at(answer, "issues:post:")


async def find_themes(stage: Stage) -> str:
    """The night's grouping, and a colleague who joins in."""
    await regroup(stage.house, await stage.network(), stage.clock.now())
    account, strongest = stage.account(MENTOR), await strongest_theme(stage)
    themes = await account.uses(stage.channel("lobby"), "issue board")
    shown = await account.chooses(themes, [str(strongest.id)], "issues:theme:")
    await account.presses(shown, "1: My site too")
    after = await strongest_theme(stage)
    return (
        f"The grouping finds what belongs together. {MENTOR.name} opens the strongest theme, “{after.title}”, "
        f"and adds her site: {after.sites} sites now."
    )


async def strongest_theme(stage: Stage) -> RankedTheme:
    """Return the theme at the top of the steward's list."""
    network, steward = await stage.network(), await stage.person(STEWARD.name)
    async with network.read() as tx:
        ranked = await themes_for(tx, steward.id)
    if not ranked:
        raise StoppedShort(STEWARD.name, "/issue board", "there is no theme")
    return ranked[0]


async def propose(stage: Stage) -> str:
    """The steward proposes a webinar on the strongest theme."""
    theme = await strongest_theme(stage)
    title = "Hiring before the grant arrives: what works"
    lobby = stage.channel("lobby")
    await stage.account(STEWARD).uses(lobby, "webinar propose", theme=str(theme.id), title=title, start=START)
    await stage.settle()
    return f"{STEWARD.name} proposes a webinar on it with /webinar propose: “{title}”."


async def check_the_event(stage: Stage) -> str:
    """The event is in the calendar of its audience, and of nobody else."""
    seen, hidden = events(stage, stage.account(NEWCOMER).id), events(stage, stage.account(SUPERVISOR).id)
    if not seen or hidden:
        raise StoppedShort(STEWARD.name, "/webinar propose", "the event is not seen by exactly its audience")
    when = f"{seen[0].start_time:%A %-d %B}"
    return f"It is an event in the practitioners' calendar for {when}. {SUPERVISOR.name} sees no event."


async def hear_of_it(stage: Stage) -> str:
    """Those who raised or support the issue are told, each with their own words and nobody else's."""
    await stage.forward(timedelta(hours=1))
    told = [saying.who for saying in sayings("issues") if await _news(stage, saying)]
    if not told:
        raise StoppedShort(STEWARD.name, "/webinar propose", "nobody who raised the issue was told")
    return f"Within an hour {len(told)} of those who raised something are told what became of it, in one notice each."


async def _news(stage: Stage, saying: Saying) -> bool:
    embeds = [embed for letter in stage.account(saying.who).letters() for embed in letter.embeds]
    return any(
        embed.title == "What became of it" and "a webinar is planned" in (embed.description or "") for embed in embeds
    )


CHAPTER = Chapter("From issue to webinar", (raise_issues, find_themes, propose, check_the_event, hear_of_it))
