"""Pausing and stopping, one transaction each: off the lists at once, with a way back.

A pause ends by itself; a stop is carried out an hour later, so that until then nothing is lost. Both are kept on the
wishes, and a sweep looks after what is due.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from bot.calendar.rules import discord_time
from bot.cards import Card
from bot.database.transaction import Tx
from bot.errors import Refusal
from bot.notices import Notices
from bot.people.model import Person
from bot.people.store import PeopleStore
from cogs.mentoring import proposals
from cogs.mentoring.store import MentoringStore
from config.texts import N_, Texts, texts_for

TO_TAKE_BACK = timedelta(hours=1)
LONGEST_PAUSE = timedelta(days=366)
BEFOREHAND = timedelta(days=2)  # how long before a pause ends its end is announced
RESUMES, RESUMED = "mentoring.resumes", "mentoring.resumed"


@dataclass
class NothingToPause(Refusal):
    """Somebody pauses who is on no list."""

    says: ClassVar[str] = N_(
        "You are on no list, so there is nothing to pause. /mentor request or /mentor offer begins it."
    )


@dataclass
class NoDayToResume(Refusal):
    """What was written is no day, or none on which a pause can end."""

    says: ClassVar[str] = N_(
        "Write the day on which you are back like 2026-03-24: tomorrow at the earliest, within a year. Nothing was "
        "changed."
    )


def read_day(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """Return the beginning of a day as somebody wrote it, in their site's zone; raises `NoDayToResume`."""
    try:
        day = date.fromisoformat(text.strip()) if text.isascii() else None
    except ValueError:
        day = None
    today = now.astimezone(zone).date()
    if day is None or not today < day <= today + LONGEST_PAUSE:
        raise NoDayToResume
    return datetime.combine(day, time(), zone)


async def pause(tx: Tx, person_id: int, until: datetime, now: datetime) -> None:
    """Take a person off the lists until a moment, and back whatever waits for an answer; pairs go on."""
    store = MentoringStore(tx)
    wishes = await store.wishes_of(person_id)
    if not wishes:
        raise NothingToPause
    for wish in wishes:
        await store.keep_wish(replace(wish, paused_until=until))
    await proposals.withdraw(tx, person_id, now)


async def resume(tx: Tx, person_id: int) -> bool:
    """Put a person back on the lists where they stood; return whether they were paused."""
    store = MentoringStore(tx)
    paused = [wish for wish in await store.wishes_of(person_id) if wish.paused_until is not None]
    for wish in paused:
        await store.keep_wish(replace(wish, paused_until=None))
    return bool(paused)


async def stop(tx: Tx, person_id: int, now: datetime) -> datetime | None:
    """Take a person off the lists; return until when that can be taken back, None where there was nothing to stop.

    What waits for an answer is taken back at once. Pairs go on until then, and their partners hear nothing before.
    """
    store = MentoringStore(tx)
    wishes, ends = await store.wishes_of(person_id), now + TO_TAKE_BACK
    if not wishes:
        await proposals.leave(tx, person_id, now)
        return None
    for wish in wishes:
        await store.keep_wish(replace(wish, stops_at=min(ends, wish.stops_at or ends)))
    await proposals.withdraw(tx, person_id, now)
    return min(wish.stops_at or ends for wish in wishes)


async def take_stop_back(tx: Tx, person_id: int) -> bool:
    """Let everything be as it was before the stop; return whether it was still there."""
    store = MentoringStore(tx)
    stopping = [wish for wish in await store.wishes_of(person_id) if wish.stops_at is not None]
    for wish in stopping:
        await store.keep_wish(replace(wish, stops_at=None))
    return bool(stopping)


async def carry_out_due(tx: Tx, now: datetime) -> None:
    """Announce the ends of pauses, end those that are over, and carry out the stops nobody took back."""
    for wish in await MentoringStore(tx).due_wishes(now + BEFOREHAND):
        person = await PeopleStore(tx).person(wish.person_id)
        if wish.stops_at is not None:
            if wish.stops_at <= now:
                await proposals.leave(tx, wish.person_id, now)
        elif wish.paused_until is not None and person is not None:
            if wish.paused_until <= now:
                await MentoringStore(tx).keep_wish(replace(wish, paused_until=None))
            await _tell(tx, person, wish.paused_until, now)


async def _tell(tx: Tx, person: Person, until: datetime, now: datetime) -> None:
    t = texts_for(person.locale)
    kind, card = (RESUMED, _resumed(t)) if until <= now else (RESUMES, _resumes(t, until))
    await Notices(tx).tell(person.id, kind, card, now=now, key=f"{kind}:{person.id}:{int(until.timestamp())}")


def _resumes(t: Texts, until: datetime) -> Card:
    return Card(
        text=t(
            "Your pause from mentoring ends by itself on {day}. If you need longer, /mentor pause sets another day.",
            day=discord_time(until, "D"),
        )
    )


def _resumed(t: Texts) -> Card:
    return Card(
        text=t(
            "Your pause from mentoring is over, and you are back on the list where you stood. /mentor status shows it; "
            "/mentor pause or /mentor stop takes you off again."
        )
    )
