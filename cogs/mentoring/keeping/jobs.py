"""Turning answers that are no longer needed into numbers, once a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.database.groups import in_groups
from bot.pulse import Sweep
from cogs.mentoring.following.jobs import AT_ONCE
from cogs.mentoring.following.store import QuestionStore
from cogs.mentoring.keeping import rules
from cogs.mentoring.keeping.store import CountStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def forget(_house: House, network: Network, now: datetime) -> None:
    """Forget what was said."""
    await forget_answers(network, now)


async def forget_answers(network: Network, now: datetime) -> None:
    """Turn the answers about some pairs at a time into numbers: others write in between."""
    async with network.read() as tx:
        pairs = await QuestionStore(tx).pairs_asked_before(now - rules.KEPT)
    for some in in_groups(pairs, AT_ONCE):
        async with network.write() as tx:
            found = rules.reduce(await QuestionStore(tx).of_pairs(some), now)
            await CountStore(tx).add(found.counts)
            await QuestionStore(tx).save_each(found.kept)
            await QuestionStore(tx).delete(found.gone)


SWEEPS = (Sweep("mentoring.forget", every=timedelta(hours=24), run=forget),)
