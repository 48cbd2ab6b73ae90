"""What is due by itself: building on a month's first school day, showing and sending."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from archive.delivery.sending import NoRecipients, WordsKeepChanging, send_edition
from archive.delivery.store import RecipientStore
from archive.digest.desk import build_month
from archive.digest.months import month_due
from archive.digest.states import NotApproved
from archive.digest.store import EditionStore
from bot.notices.notices import Notices
from bot.people.school import school_calendar
from bot.people.store import PeopleStore
from bot.pulse import Sweep
from cogs.digest import render
from cogs.digest.reminding import remind_stewards
from cogs.digest.rules import MOST_REMINDERS, reminder_due
from cogs.digest.showing import show, wait_for_readers
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

NOT_NOW = (NoRecipients, WordsKeepChanging, NotApproved)  # the last: its approval was taken back this moment


async def build_last_month(house: House, network: Network, now: datetime) -> None:
    """Build last month's edition once, from this month's first school day on, where somebody receives it.

    The stewards are told.
    """
    async with network.read() as tx:
        month = month_due(await school_calendar(tx, network.community), now)
        is_done = month is None or await EditionStore(tx).exists(month) or not await RecipientStore(tx).active()
    if month is None or is_done:
        return
    edition = await build_month(house, network, month, now=now)
    async with network.write() as tx:
        besides = [kept.month for kept in await EditionStore(tx).in_state("built") if kept.month != month]
        for person_id in sorted(await PeopleStore(tx).stewards()):
            person = await PeopleStore(tx).person(person_id)
            if person is not None and person.state == "active":
                card = render.built(texts_for(person.locale), edition, besides)
                key = f"digest.built:{month}:{person_id}"
                await Notices(tx).tell(person_id, "digest.built", card, now=now, key=key)


async def show_approved(house: House, network: Network, now: datetime) -> None:
    """Show what was approved while there was no channel to show it in."""
    async with network.read() as tx:
        waiting = await EditionStore(tx).in_state("approved")
    for kept in waiting:
        async with network.write() as tx:
            await show(house, network, tx, kept.month, now=now)


async def send_due(house: House, network: Network, now: datetime) -> None:
    """Send what members have had their time to read, where mail can leave."""
    async with network.read() as tx:
        shown = await EditionStore(tx).in_state("shown")
    if not shown or not house.settings.can_mail:
        return
    async with network.write() as tx:
        for kept in await EditionStore(tx).in_state("shown"):
            await wait_for_readers(network, tx, kept, now=now)
        shown = await EditionStore(tx).in_state("shown")
    for kept in shown:
        if kept.due_at is not None and kept.due_at <= now:
            try:
                await send_edition(house, network, kept.month, now=now)
            except NOT_NOW:
                continue


async def remind(_house: House, network: Network, now: datetime) -> None:
    """Remind stewards of a built edition that waits for their yes: every few days of school, a few times."""
    every = timedelta(days=network.community.publication.reminder_days)
    async with network.write() as tx:
        school = await school_calendar(tx, network.community)
        for kept in await EditionStore(tx).in_state("built"):
            place = reminder_due(kept.built_at, now, every=every, due_after=school.due_after)
            if place is not None:
                is_last = place == MOST_REMINDERS
                await remind_stewards(tx, kept, now=now, key=str(place), is_last=is_last)


SWEEPS = (
    Sweep("digest.build", every=timedelta(hours=1), run=build_last_month),
    Sweep("digest.show", every=timedelta(minutes=30), run=show_approved),
    Sweep("digest.send", every=timedelta(minutes=10), run=send_due),
    Sweep("digest.remind", every=timedelta(hours=1), run=remind),
)
