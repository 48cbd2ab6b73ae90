"""What is due by itself: a survey closes on time, however many processes look, and is reminded of once before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from archive.needs.asking import members_asked
from archive.needs.closing import close, destroy_keys, is_over
from archive.needs.envelopes import EnvelopeStore
from archive.needs.model import Report
from archive.needs.surveys import SurveyStore
from bot.notices.notices import Notices, Telling
from bot.notices.telling import tell_stewards
from bot.people.school import school_calendar
from bot.pulse import Sweep
from cogs.survey import render
from cogs.survey.opening import tell_spaces
from cogs.survey.rules import is_reminder_due
from cogs.survey.store import StopStore
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House


async def close_due(house: House, network: Network, now: datetime) -> None:
    """Count the survey whose time is over, tell everybody that there are results, and destroy its key."""
    async with network.read() as tx:
        survey = await SurveyStore(tx).the_open()
    keys = house.keys.surveys(network.id)
    if survey is not None and (is_over(survey, now) or not keys.is_there(survey.id)):
        async with network.write() as tx:
            await _close(tx, network, survey.id, now)
    await destroy_keys(network, keys, now=now)


async def _close(tx: Tx, network: Network, survey_id: int, now: datetime) -> None:
    survey = await SurveyStore(tx).get(survey_id)
    if survey is None or survey.state != "open":
        return
    ended = await close(tx, survey, network.community)
    if ended.state == "lost":
        await tell_stewards(tx, "survey.lost", render.lost, now=now, key=f"survey.lost:{survey.id}")
        return
    found = ended.found or Report()
    await tell_spaces(tx, lambda t: render.closed(t, found), key=f"survey.closed:{survey.id}", now=now)


async def remind(_house: House, network: Network, now: datetime) -> None:
    """Remind everybody once who is asked and didn't opt out: who has answered is not looked at, and would show."""
    async with network.read() as tx:
        survey, school = await SurveyStore(tx).the_open(), await school_calendar(tx, network.community)
    if survey is None or survey.reminded_at is not None or not is_reminder_due(survey.closes_at, now, school):
        return
    async with network.write() as tx:
        if not await SurveyStore(tx).remind(survey.id, now):
            return
        stopped = await StopStore(tx).all()
        people = [person for person, _ in await members_asked(tx, network.community) if person.id not in stopped]
        tellings = [
            Telling(
                person.id,
                "survey.remind",
                render.reminder(texts_for(person.locale), survey),
                f"survey.remind:{survey.id}:{person.id}",
            )
            for person in people
        ]
        await Notices(tx).tell_each(tellings, now=now)


async def blur(_house: House, network: Network, _now: datetime) -> None:
    """Let no row tell when it was written, where the database keeps that; SQLite's log is emptied elsewhere."""
    async with network.read() as tx:
        survey, is_kept = await SurveyStore(tx).the_open(), not tx.is_sqlite
    if survey is not None and is_kept:
        async with network.write() as tx:
            await EnvelopeStore(tx).write_anew(survey)


SWEEPS = (
    Sweep("survey.blur", every=timedelta(hours=1), run=blur),
    Sweep("survey.close", every=timedelta(minutes=10), run=close_due),
    Sweep("survey.remind", every=timedelta(minutes=30), run=remind),
)
