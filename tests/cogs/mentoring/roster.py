"""A small roster in a real database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from bot.database.network import Network
from bot.database.schema.outbox import notices
from bot.database.transaction import Tx
from bot.notices import Notice, Notices
from bot.people.store import PeopleStore
from cogs.mentoring.model import MentoringWish
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.people import NOW, person, wish


async def enrol(network: Network, mentees: Sequence[int], mentors: Sequence[int], *, capacity: int = 2) -> None:
    """Put people on the roster, linked, each with an open wish."""
    wishes: list[MentoringWish] = [wish(number, "mentee") for number in mentees]
    wishes += [wish(number, "mentor", capacity=capacity) for number in mentors]
    async with network.write() as tx:
        for number in sorted({*mentees, *mentors}):
            await PeopleStore(tx).add_person(person(number), now=NOW)
            await PeopleStore(tx).link(number, 1000 + number, NOW)
        for one in wishes:
            await MentoringStore(tx).keep_wish(one)


async def waiting_notices(tx: Tx, person_id: int) -> list[Notice]:
    """Every notice somebody is still to receive, as /inbox would keep it."""
    ids = await tx.rows(select(notices.c.id).where(tx.mine(notices), notices.c.person_id == person_id))
    found = [await Notices(tx).notice(row.id) for row in ids]
    return [notice for notice in found if notice is not None]
