"""Moving and cancelling, on real databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from archive.issues.following import steps_due, take
from bot.calendar.rules import TimeIsPast
from bot.clock import ManualClock
from bot.database.network import Network
from bot.database.schema.outbox import notices
from bot.errors import Gone
from bot.outbox.outbox import POST
from cogs.webinars.attending.attending import come
from cogs.webinars.changing.changing import cancel, changeable_by, move
from cogs.webinars.changing.rules import NotYours, SameTime
from cogs.webinars.planning import SCHEDULE
from cogs.webinars.polling.polling import confirm, suggest
from cogs.webinars.proposing.joining import join
from cogs.webinars.proposing.linking import set_link
from cogs.webinars.store import WebinarStore
from tests.cogs.webinars.making import ROOM, people_with_theme, planned, proposal_now, proposed, webinar_now
from tests.kit.owed import owed


async def test_a_theme_whose_only_webinar_is_cancelled_is_no_longer_planned(
    network: Network, clock: ManualClock
) -> None:
    (steward, _), theme = await people_with_theme(network, clock.now(), 2)
    webinar = await planned(network, steward, theme, clock.now())
    async with network.write() as tx:
        await WebinarStore(tx).schedule(webinar.id, channel_id=77, event_id=1)
        [step] = await steps_due(tx)
        await take(tx, [step], now=clock.now())
    assert (step.before, step.after) == ("heard", "planned")
    await cancel(network, webinar.id, steward, "", now=clock.now())
    async with network.read() as tx:
        assert [(each.before, each.after) for each in await steps_due(tx)] == [("planned", "heard")]


async def _told(network: Network, kind: str) -> set[int]:
    async with network.read() as tx:
        rows = await tx.rows(select(notices.c.person_id).where(tx.mine(notices), notices.c.kind == kind))
    assert len(rows) == len({row.person_id for row in rows})
    return {row.person_id for row in rows}


async def test_a_move_and_a_cancellation_reach_everybody_once_and_the_event_and_the_file_follow(
    network: Network, clock: ManualClock
) -> None:
    (steward, ana, ben, cy, di), theme = await people_with_theme(network, clock.now())
    proposal = await proposed(network, steward, theme, clock.now(), capacity=1)
    await join(network, proposal.id, ana, "speaker", now=clock.now())
    poll = await suggest(network, proposal.id, ana, "24 March 15:30", now=clock.now())
    webinar_id = await confirm(network, proposal.id, poll.slots[0].id, ana, now=clock.now())
    for person in (ben, cy):  # a place, and the waiting list
        await come(network, webinar_id, person, now=clock.now())
    for refused in (SameTime, TimeIsPast):
        with pytest.raises(refused):
            await move(
                network, webinar_id, ana, "24 March 15:30" if refused is SameTime else "today 8:00", now=clock.now()
            )
    with pytest.raises(NotYours):
        await move(network, webinar_id, ben, "25 March 15:30", now=clock.now())
    moved = await move(network, webinar_id, ana, "25 March 15:30", now=clock.now())
    assert (moved.starts_at.day, moved.sequence) == (25, 1)
    assert await _told(network, "webinars.moved") == {steward.id, ana.id, ben.id, cy.id}
    await set_link(network, proposal.id, ana, "https://meet.example.org/a", now=clock.now())
    assert await _told(network, "webinars.file") == {ben.id}
    async with network.read() as tx:
        assert [each.id for each in await changeable_by(tx, ana, clock.now())] == [webinar_id]
        assert await changeable_by(tx, di, clock.now()) == []
    await cancel(network, webinar_id, steward, " The\nspeaker is ill ", now=clock.now())
    gone = await webinar_now(network, webinar_id)
    assert (gone.cancelled_at, gone.sequence) == (clock.now(), 3)
    assert await _told(network, "webinars.cancelled") == {steward.id, ana.id, ben.id, cy.id}
    with pytest.raises(Gone):
        await come(network, webinar_id, di, now=clock.now())
    async with network.read() as tx:
        assert len(await owed(tx, SCHEDULE)) == 3  # planned, moved, cancelled
        room = [facts["card"] for _, facts in await owed(tx, POST) if facts["channel_id"] == ROOM]
        assert await WebinarStore(tx).since(clock.now()) == []
    assert [card["title"] for card in room[-2:]] == ["A webinar moves", "A webinar is cancelled"]
    assert room[-1]["fields"] == [["Why", "The speaker is ill"]]
    assert (await proposal_now(network, proposal.id)).state == "dropped"
