"""Meetings of a pair that one of the two noted for their own calendar."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import ManualClock
from bot.database.network import Network
from cogs.mentoring import privacy
from cogs.mentoring.following.calendar import entries
from cogs.mentoring.following.noting import KEPT, forget_old, note
from cogs.mentoring.following.slots import LASTS
from cogs.mentoring.model import Pair
from cogs.mentoring.store import MentoringStore
from tests.archive.issues.roster import enrol


async def test_it_is_in_ones_own_calendar_while_the_pair_goes_on_and_forgotten_weeks_later(
    network: Network, clock: ManualClock
) -> None:
    now = clock.now()
    ana, ben = await enrol(network, now, "Oak", "Elm")
    pair = Pair(7, ana.id, ben.id, "open", (), now, now)
    at, until = now + timedelta(days=3), now + timedelta(days=30)
    async with network.write() as tx:
        await MentoringStore(tx).add_pair(pair)
        for _ in range(2):
            await note(tx, pair.id, ana.id, at, LASTS, now=now)
        [entry] = await entries(tx, network, ana.id, since=now, until=until)
        assert (entry.starts_at, entry.lasts, entry.kind) == (at, LASTS, "peers")
        assert ben.name in entry.title
        assert await entries(tx, network, ben.id, since=now, until=until) == [], "what she noted is her own"
        assert len((await privacy.export(tx, ana.id))["mentoring_noted"]) == 1
        await forget_old(tx, at + KEPT)
        assert await entries(tx, network, ana.id, since=now, until=until) == [entry]
        await forget_old(tx, at + KEPT + timedelta(minutes=1))
        assert await entries(tx, network, ana.id, since=now, until=until) == []
        await note(tx, pair.id, ana.id, at, LASTS, now=now)
        await privacy.erase(tx, ben.id, now=now)
        assert (await privacy.export(tx, ana.id))["mentoring_noted"] == [], "it goes with the pair"
