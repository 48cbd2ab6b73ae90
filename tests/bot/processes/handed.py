"""Handing on what is done in direct messages, as two connected processes do it. Run by `test_two_bots`."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import func, select

from bot.database.network import Network
from bot.database.schema.processes import handed_on
from bot.house import House
from bot.matching.model import Match
from cogs.mentoring import proposals
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.people import NOW
from tests.cogs.mentoring.roster import enrol
from tests.kit.private import Private

MENTEE, MENTOR, NEAR = 1, 2, 3  # numbers on the roster; their accounts are 1000 more
THANKS, OVER, ELSEWHERE = "As soon as the other person says yes", "That is over", "doesn't answer just now"
WORDS = "canary trombone"


async def prepare(here: Network, there: Network) -> None:
    """Put people on both rosters, linked."""
    await enrol(here, [NEAR], [])
    await enrol(there, [MENTEE], [MENTOR])


async def is_handed_on(private: Private, near: House, far: House, there: Network) -> None:
    """A mentor's yes counts once, however often it is delivered; what needs the server is done like all else."""
    async with there.write() as tx:
        [pair] = await proposals.publish(tx, [Match(MENTEE, MENTOR, 0, ())], there.community, NOW)
    yes = private.click(1000 + MENTOR, f"mentoring:accept:{pair.id}")
    said, _ = await private.answered(yes, times=10)
    assert THANKS in said
    async with there.read() as tx:
        kept = await MentoringStore(tx).pair(pair.id)
    assert kept is not None
    assert kept.mentor_accepted_at is not None
    done = [
        private.click(1000 + MENTEE, "meetups:unskip:1"),  # looks at the server first
        private.submit(1000 + MENTOR, "mentoring:save:mentee", about=WORDS, names=""),
        private.command(1000 + MENTEE, "inbox"),
    ]
    for sent, (said, took) in zip(done, await asyncio.gather(*map(private.answered, done)), strict=True):
        assert (OVER in said) == (sent is done[0])
        assert ELSEWHERE not in said
        assert took < 3
        assert _has_done(far, sent)
        assert not _has_done(near, sent)


async def stays(private: Private, near: House, far: House) -> None:
    """What is about a community whose server is here stays, and so do choices while somebody types, and strangers."""
    zone = [{"name": "zone", "type": 3, "value": "chi", "focused": True}]
    for sent in (
        private.command(1000 + NEAR, "inbox"),
        private.typing(1000 + MENTEE, "calendar", zone),
        private.command(4, "inbox"),
    ):
        await private.answered(sent)
        assert _has_done(near, sent)
        assert not _has_done(far, sent)


async def nobody_comes(private: Private, there: Network) -> None:
    """The control: the other process is gone. What needs no server is done, and the rest is refused in time."""
    async with there.write() as tx:
        pair = (await MentoringStore(tx).pairs_of(MENTEE, ("proposed",)))[0]
    sent = [
        private.click(1000 + MENTEE, f"mentoring:accept:{pair.id}"),
        private.click(1000 + MENTEE, "meetups:unskip:1"),
    ]
    (opened, late), (refused, later) = await asyncio.gather(*map(private.answered, sent))
    assert "You both said yes" in opened
    assert ELSEWHERE in refused
    assert 1.4 < min(late, later) <= max(late, later) < 3


async def nothing_is_left(network: Network, folder: Path) -> None:
    async with asyncio.timeout(5):
        while any((folder / "keys" / "handing" / str(network.id)).iterdir()):  # noqa: ASYNC110 -- a file goes after its row
            await asyncio.sleep(0.01)
    async with network.read() as tx:
        assert await tx.scalar(select(func.count()).select_from(handed_on).where(tx.mine(handed_on))) == 0


def _has_done(house: House, sent: dict[str, object]) -> bool:
    return int(str(sent["id"])) in house.memory._seen
