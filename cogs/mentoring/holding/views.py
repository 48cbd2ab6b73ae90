"""What the buttons and lists of pausing and stopping do."""

from __future__ import annotations

from datetime import datetime

from bot.people.zones import zone_of
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.mentoring.holding import holding, render
from cogs.mentoring.store import MentoringStore

actions = Actions("mentoring")


async def ask_for_pause(visit: Visit, until: str | None) -> None:
    """Ask until when, or, where a day is given, say what a pause until then means."""
    person = await visit.person()
    async with visit.network.read() as tx:
        zone, wishes = await zone_of(tx, person), await MentoringStore(tx).wishes_of(person.id)
    if not wishes:
        raise holding.NothingToPause
    if until is not None:
        await visit.reply(render.confirm_pause(visit.t, holding.read_day(until, zone, visit.now)))
        return
    paused_until = next((wish.paused_until for wish in wishes if wish.paused_until is not None), None)
    await visit.reply(render.pause_choices(visit.t, visit.now.astimezone(zone), paused_until))


@actions.on("pause_until")
async def say_what_a_pause_means(visit: Visit, _target: str) -> None:
    """Show what a pause until the chosen day means."""
    [day] = visit.values[:1] or [""]
    until = await _day(visit, day)
    await visit.update(render.confirm_pause(visit.t, until))


@actions.on("pause")
async def pause(visit: Visit, target: str) -> None:
    """Begin a pause."""
    person, until = await visit.person(), await _day(visit, target)
    async with visit.network.write() as tx:
        await holding.pause(tx, person.id, until, visit.now)
    await visit.update(render.paused(visit.t, until))


@actions.on("resume")
async def resume(visit: Visit, _target: str) -> None:
    """End a pause before its day."""
    person = await visit.person()
    async with visit.network.write() as tx:
        was_paused = await holding.resume(tx, person.id)
    if was_paused:
        await visit.reply(visit.t("Welcome back: you stand where you stood. /mentor status shows it."))
    else:
        await visit.reply(visit.t("You aren't paused, so nothing changed. /mentor status shows where you stand."))


@actions.on("stop")
async def stop(visit: Visit, _target: str) -> None:
    """Begin to end everything of a person's mentoring."""
    person = await visit.person()
    async with visit.network.write() as tx:
        until = await holding.stop(tx, person.id, visit.now)
    if until is not None:
        await visit.reply(render.stopped(visit.t, until))
    else:
        await visit.reply(visit.t("There was nothing to stop. /mentor request or /mentor offer begins it again."))


@actions.on("unstop")
async def take_stop_back(visit: Visit, _target: str) -> None:
    """Take a stop back while that is possible."""
    person = await visit.person()
    async with visit.network.write() as tx:
        was_there = await holding.take_stop_back(tx, person.id)
    if was_there:
        await visit.reply(visit.t("Nothing has ended: all stands as it stood. /mentor status shows it."))
    else:
        await visit.reply(visit.t("There is nothing to take back any more. /mentor status shows where you stand."))


async def _day(visit: Visit, text: str) -> datetime:
    person = await visit.person()
    async with visit.network.read() as tx:
        zone = await zone_of(tx, person)
    return holding.read_day(text, zone, visit.now)
