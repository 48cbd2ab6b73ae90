"""Chapter: what do members need? A survey is opened and answered; whoever plays on can see it close."""

from __future__ import annotations

from datetime import timedelta

from archive.needs.surveys import SurveyStore
from bot.people.school import school_calendar
from demo.account import Answer, StoppedShort
from demo.stage import Stage
from demo.telling import Chapter
from demo.world import MENTOR, NEWCOMER, STEWARD, TEACHER

OPEN_FOR = timedelta(days=14)
CHOSEN = {  # by name: hard, wanted, and whether policymakers may read ranges with it
    MENTOR.name: ("funding", "data", True),
    NEWCOMER.name: ("staffing", "skills", True),
    TEACHER.name: ("family", "data", False),
}


async def open_it(stage: Stage) -> str:
    """The steward opens a survey for two weeks."""
    network = await stage.network()
    async with network.read() as tx:
        school = await school_calendar(tx, network.community)
    last = school.next_school_day(school.day_of(stage.clock.now() + OPEN_FOR))
    steward, lobby = stage.account(STEWARD), stage.channel("lobby")
    await steward.presses(await steward.uses(lobby, "survey open", until=last.isoformat()), "Open it")
    await stage.settle()
    return f"{STEWARD.name} opens the half-year's survey with /survey open. Every room hears of it."


async def answer_it(stage: Stage) -> str:
    """Three members answer, without their names."""
    for name, (hard, wanted, may_be_told) in CHOSEN.items():
        await _answer(stage, name, hard, wanted, may_be_told=may_be_told)
    network = await stage.network()
    async with network.read() as tx:
        survey = await SurveyStore(tx).the_open()
    if survey is None or survey.found is not None:
        raise StoppedShort(STEWARD.name, "/survey results", "there should be no figure while it is open")
    return (
        f"{len(CHOSEN)} members answer in three minutes, each into a sealed envelope. Nobody sees a figure, not even "
        f"{STEWARD.name}, until it closes and at least {network.community.publication.people} chose the same."
    )


async def _answer(stage: Stage, name: str, hard: str, wanted: str, *, may_be_told: bool) -> None:
    account = stage.account(name)

    async def on(card: Answer, label: str) -> Answer:
        return _shown(card, await account.presses(card, label))

    first = await account.uses(stage.channel("lobby"), "survey answer")
    card = await on(first, "Begin")
    card = _shown(card, await account.chooses(card, [hard], "survey:pick_hard:"))
    card = await on(await on(card, "Go on"), "Go on")
    card = _shown(card, await account.chooses(card, [wanted], "survey:pick_learn:"))
    await on(await on(card, "Go on"), "Send, and count me in the digest" if may_be_told else "Send, for members only")


def _shown(card: Answer, result: Answer) -> Answer:
    """Return where the next press goes: a card that was changed is still the same message."""
    return card if result.result.response is None else result


CHAPTER = Chapter("What members need", (open_it, answer_it))
