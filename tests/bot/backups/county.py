"""Ana and Ben, each with words of their own, mails on their way, and a digest that is about to leave."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from bot.backups.fetching import Secrets
from bot.clock import ManualClock
from bot.database.schema.digest import edition_yeses, editions
from bot.database.schema.people import people
from bot.database.schema.rooms import rooms
from bot.house import House
from bot.offline import open_house
from bot.outbox import Outbox
from bot.outbox.mail import Mail
from bot.run import features
from bot.run.backups.restoring import Wish
from config.settings import Settings
from tests.kit.databases import START

OPEN = Secrets(None, lambda: "")
ANA, BEN = 11, 12
WORDS = "Evenings in two languages"


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[House]:
    async with open_house(settings, ManualClock(START)) as house:
        house.privacy = features.privacy()
        yield house


def wish(backup: Path, *, secrets: Secrets = OPEN, keys: Path | None = None, without_keys: bool = False) -> Wish:
    return Wish(backup, secrets, keys, without_keys, ManualClock(START))


async def settle(house: House) -> None:
    """Write two people, a room of each, an edition that members were shown, a mail that is due and one that is not."""
    [network] = await house.networks.all()
    async with network.write() as tx:
        for person_id, name in ((ANA, "Ana Ruiz"), (BEN, "Ben Carter")):
            await tx.insert(
                people, id=person_id, name=name, position="coordinator", languages=[], topics=[], locale="en",
                state="active", added_at=START,
            )  # fmt: skip
            await tx.insert(
                rooms, id=person_id, name=f"Room of {name}", audience="practitioners", kind="open", state="open",
                opener_person_id=person_id, site_ids=[], asked_at=START,
                purpose=tx.seal(rooms.c.purpose, person_id, WORDS),
            )  # fmt: skip
        await tx.insert(
            editions, id=3, month="2026-02", state="shown", content={}, built_at=START, approved_at=START,
            shown_at=START, due_at=START,
        )  # fmt: skip
        await tx.insert(edition_yeses, id=4, edition_id=3, person_id=None, said_at=START)
        for due in (START, START + timedelta(days=9)):
            await Outbox(tx).mail(Mail("ana@example.org", "Your code", "Here it is."), now=due)


async def purposes(house: House) -> dict[int | None, str | None]:
    """Each room's opener and the words that still open."""
    [network] = await house.networks.all()
    async with network.read() as tx:
        rows = await tx.rows(select(rooms).where(tx.mine(rooms)))
        return {row.opener_person_id: tx.unseal(rooms.c.purpose, row.opener_person_id, row.purpose) for row in rows}


async def approvals(house: House) -> tuple[list[str], int]:
    """The states of all editions, and how many yeses there are."""
    [network] = await house.networks.all()
    async with network.read() as tx:
        states = [row.state for row in await tx.rows(select(editions.c.state).where(tx.mine(editions)))]
        return states, len(await tx.rows(select(edition_yeses.c.id).where(tx.mine(edition_yeses))))


async def names(house: House) -> set[str]:
    [network] = await house.networks.all()
    async with network.read() as tx:
        return {row.name for row in await tx.rows(select(people.c.name).where(tx.mine(people)))}


def lose(*places: Path) -> None:
    """The disk is gone."""
    for place in places:
        shutil.rmtree(place)
