"""Opening a survey and calling it off: the change, and what the spaces are told of it, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from archive.needs.closing import drop
from archive.needs.surveys import Survey, SurveyStore
from bot.errors import Gone
from bot.outbox import Outbox
from bot.people.school import school_calendar
from bot.people.stewards import StewardStore
from bot.visibility.admission.rooms import read_rooms
from bot.visibility.admission.spaces import SpaceStore
from cogs.survey import render
from cogs.survey.rules import HadOne, check_last_day, closes_at, half_of
from config.texts import N_, Texts

if TYPE_CHECKING:
    from bot.cards import Card
    from bot.database.transaction import Tx
    from bot.people.model import Person
    from config.community import Community

OPENED = N_("{actor} opened a survey of what members need.")
CALLED_OFF = N_("{actor} called a survey off; its answers were deleted unread.")
COUNTS = ("open", "closed")  # one that was lost or called off has told nobody anything


async def check_may_open(tx: Tx, community: Community, last: date, *, now: datetime) -> datetime:
    """Check that a survey may open now until the end of a day, and return when that is, in the network's zone.

    Raises `HadOne`, or what `check_last_day` raises.
    """
    school = await school_calendar(tx, community)
    today = school.day_of(now)
    if any(each.state in COUNTS for each in await SurveyStore(tx).of_half(half_of(today))):
        raise HadOne
    if await SurveyStore(tx).the_open() is not None:
        raise HadOne
    check_last_day(last, today, school, community.survey)
    return closes_at(last, school)


async def open_survey(tx: Tx, community: Community, steward: Person, last: date, *, now: datetime) -> Survey:
    """Open a survey until the end of a day, log it and tell every space; raises what `check_may_open` raises."""
    closing = await check_may_open(tx, community, last, now=now)
    today = (await school_calendar(tx, community)).day_of(now)
    topics = [topic.key for topic in community.topics]
    survey = await SurveyStore(tx).open(half_of(today), topics, closing, now=now)
    await StewardStore(tx).log(steward.id, OPENED, None, now)
    await tell_spaces(tx, lambda t: render.opened(t, survey), key=f"survey.opened:{survey.id}", now=now)
    return survey


async def call_off(tx: Tx, steward: Person, survey_id: int, *, now: datetime) -> None:
    """Call an open survey off, and say so; raises `Gone` where it is not open any more."""
    survey = await SurveyStore(tx).get(survey_id)
    if survey is None or not await drop(tx, survey):
        raise Gone
    await StewardStore(tx).log(steward.id, CALLED_OFF, None, now)
    await tell_spaces(tx, render.called_off, key=f"survey.off:{survey.id}", now=now)


async def tell_spaces(tx: Tx, words: Callable[[Texts], Card], *, key: str, now: datetime) -> None:
    """Say something in every room that is not closed and where the digest is shown, once."""
    closed = {room.channel_id for room in await read_rooms(tx) if room.is_closed}
    spaces = [*await SpaceStore(tx).all("room"), *await SpaceStore(tx).all("digest")]
    for channel_id in dict.fromkeys(space.channel_id for space in spaces):
        if channel_id not in closed:
            await Outbox(tx).say(channel_id, words, now=now, key=f"{key}:{channel_id}")
