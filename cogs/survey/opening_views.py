"""What a steward's buttons do: open a survey, call it off."""

from __future__ import annotations

from archive.needs.closing import destroy_keys
from archive.needs.surveys import SurveyStore
from bot.calendar.rules import discord_time
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.survey import render
from cogs.survey.opening import call_off, check_may_open, open_survey
from cogs.survey.rules import Filling, read_day

actions = Actions("survey")


async def ask_to_open(visit: Visit, written: str) -> None:
    """Say what opening a survey until a day means, or what is open; raises why it may not be opened."""
    await visit.steward()
    async with visit.network.read() as tx:
        survey = await SurveyStore(tx).the_open()
        if survey is None:
            last = read_day(written)
            closing = await check_may_open(tx, visit.network.community, last, now=visit.now)
    if survey is not None:
        await visit.reply(render.is_open(visit.t, survey, not_taken=written))
        return
    await visit.reply(render.about_to_open(visit.t, last.isoformat(), discord_time(closing, "f")))


@actions.on("open")
async def open_it(visit: Visit, target: str) -> None:
    """Open a survey until the end of a day."""
    steward = await visit.steward()
    async with visit.network.write() as tx:
        survey = await open_survey(tx, visit.network.community, steward, read_day(target), now=visit.now)
    await visit.update(render.is_open(visit.t, survey))


@actions.on("off")
async def off(visit: Visit, target: str) -> None:
    """Call a survey off: its answers are deleted unread."""
    steward = await visit.steward()
    async with visit.network.write() as tx:
        await call_off(tx, steward, Filling.read(f"{target}.0.").survey_id, now=visit.now)
    await destroy_keys(visit.network, visit.house.keys.surveys(visit.network.id), now=visit.now)
    await visit.update(render.called_off(visit.t))
