"""Members have their whole time to take words back from when they can read them, whatever Discord did meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from archive.digest.store import EditionStore
from bot.database.schema.outbox import outbox
from bot.outbox.claims import LEASE
from bot.outbox.outbox import State
from cogs.digest.jobs import send_due
from tests.cogs.digest.county import LEE, County
from tests.cogs.digest.test_flow import MONTH, digest_texts
from tests.cogs.digest.test_posts_waiting import approve_in_an_outage, begin, discord_is_back, later, titles
from tests.kit.town import Town

PREVIEW = timedelta(hours=48)


def mails(town: Town) -> int:
    return sum(1 for mail in town.mailbox if LEE.mail in str(mail["To"]))


async def due_at(town: Town) -> datetime:
    async with town.network.read() as tx:
        kept = await EditionStore(tx).of_month(MONTH)
    assert kept.due_at is not None
    return kept.due_at


async def test_an_outage_that_outlasts_their_time_takes_none_of_it(county: County) -> None:
    town = county.town
    await approve_in_an_outage(county)
    for _ in range(3):
        await town.forward(timedelta(hours=25))
    assert mails(town) == 0, "nobody could read it yet"
    await discord_is_back(town)
    readable = town.clock.now()
    due = await due_at(town)
    assert due >= readable + PREVIEW - timedelta(hours=1)
    assert f"<t:{int(due.timestamp())}" in await digest_texts(town, "practitioners")
    await town.forward(due - timedelta(minutes=20) - town.clock.now())
    assert mails(town) == 0
    await town.forward(timedelta(minutes=30))
    assert mails(town) == 1


async def test_a_post_that_comes_within_the_hour_moves_nothing(county: County) -> None:
    town = county.town
    await approve_in_an_outage(county)
    before = await due_at(town)
    await town.forward(timedelta(minutes=40))
    await discord_is_back(town)
    assert await due_at(town) == before


async def test_a_post_that_was_given_up_holds_nothing_up(county: County) -> None:
    """The stewards read in /setup that it was: they decide."""
    town = county.town
    await approve_in_an_outage(county)
    async with town.network.write() as tx:
        waiting = (tx.mine(outbox), outbox.c.state == State.WAITING)
        await tx.execute(update(outbox).where(*waiting).values(state=State.DEAD))
    await town.forward(timedelta(hours=49))
    assert mails(town) == 1


async def test_a_card_whose_process_ended_stands_there_once_though_their_time_began_again(county: County) -> None:
    town = county.town
    await approve_in_an_outage(county)
    assert town.house.courier is not None
    await town.house.courier.close()  # nobody takes up anything but this test
    town.env.backend.faults.clear()
    await later(town, timedelta(hours=2))
    await begin(town, and_post=True)  # the card above them all, which names the day
    before = await due_at(town)
    await send_due(town.house, town.network, town.clock.now())
    assert await due_at(town) > before
    await later(town, LEASE)
    await town.settle()
    assert len(await titles(town)) == 2
