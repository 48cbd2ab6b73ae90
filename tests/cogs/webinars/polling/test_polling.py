"""From times that are typed to a date, on real databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from bot.calendar.rules import TimeComesTwice, TimeDoesNotExist, TimeIsPast, UnreadableTime, discord_time
from bot.clock import ManualClock
from bot.database.network import Network
from bot.database.schema.outbox import notices
from bot.database.schema.people import sites
from bot.errors import Refusal
from bot.outbox.outbox import POST
from cogs.webinars.planning import SCHEDULE
from cogs.webinars.polling.polling import confirm, poll_for, suggest, tick
from cogs.webinars.polling.render import own_card, poll_card
from cogs.webinars.polling.rules import HasADate, NoSuchTime, NotPlannedYet, TooManyTimes
from cogs.webinars.proposing.joining import join
from cogs.webinars.proposing.rules import NotOnTheTeam
from cogs.webinars.rules import TooFarAhead
from config.texts import texts_for
from tests.cogs.webinars.making import people_with_theme, proposal_now, proposed, webinar_now
from tests.kit.owed import owed

T = texts_for("en")


CANNOT_BE_MEANT: dict[str, type[Refusal]] = {
    "8 March 2:30 am": TimeDoesNotExist,
    "1 November 2026 1:30 am": TimeComesTwice,
    "today 8:00": TimeIsPast,
    "24 March 2028 15:30": TooFarAhead,
    "soon": UnreadableTime,
    "\n".join(f"{n % 28 + 1} April {n % 10 + 8}:{n % 60:02}" for n in range(300)): TooManyTimes,
}


async def test_one_time_that_cannot_be_meant_keeps_all_of_them_out(network: Network, clock: ManualClock) -> None:
    (steward, *_), theme = await people_with_theme(network, clock.now(), 2)
    proposal = await proposed(network, steward, theme, clock.now())
    for written, why in CANNOT_BE_MEANT.items():
        with pytest.raises(why):
            await suggest(network, proposal.id, steward, f"24 March 15:30\n{written}", now=clock.now())
    assert (await poll_for(network, proposal.id, steward, now=clock.now())).slots == []


async def test_what_most_sites_can_make_becomes_a_webinar_once_with_everything_it_owes(
    network: Network, clock: ManualClock
) -> None:
    (steward, ana, ben, cy, _), theme = await people_with_theme(network, clock.now())
    async with network.write() as tx:
        moved = update(sites).where(tx.mine(sites), sites.c.id == ana.site_id)
        await tx.execute(moved.values(time_zone="America/New_York"))
    proposal = await proposed(network, steward, theme, clock.now(), capacity=12, minutes=45)
    await join(network, proposal.id, ana, "speaker", now=clock.now())
    await join(network, proposal.id, ben, "supporter", now=clock.now())
    await suggest(network, proposal.id, steward, "24 March 3:30 pm", now=clock.now())
    poll = await suggest(network, proposal.id, ana, "25 March 16:30; 24 March 16:30", now=clock.now())  # the same hour
    first, second = poll.slots
    assert first.starts_at == datetime(2026, 3, 24, 20, 30, tzinfo=UTC)
    for person, chosen in ((ana, [second.id]), (ben, [first.id, second.id]), (cy, [first.id]), (cy, [])):
        poll = await tick(network, proposal.id, person, chosen, now=clock.now())
    assert [(each.slot.id, each.sites, each.people) for each in poll.reach] == [(second.id, 2, 2), (first.id, 1, 1)]
    card = poll_card(T, poll.proposal, poll.slots, poll.reach, poll.zones)
    assert discord_time(first.starts_at) in card.text
    assert "Chicago: Tue 24 Mar 2026 15:30 · New York: Tue 24 Mar 2026 16:30" in card.text
    own = own_card(T, poll.proposal, poll.slots, poll.reach, ana.id, ZoneInfo("America/New_York"))
    assert [(each.label, each.chosen) for each in own.selects[0].choices] == [
        ("Tue 24 Mar 2026 16:30", False),
        ("Wed 25 Mar 2026 16:30", True),
    ]
    with pytest.raises(NotOnTheTeam):
        await confirm(network, proposal.id, second.id, ben, now=clock.now())
    webinar = await webinar_now(network, await confirm(network, proposal.id, second.id, ana, now=clock.now()))
    assert (webinar.starts_at, webinar.minutes, webinar.capacity) == (second.starts_at, 45, 12)
    assert (await proposal_now(network, proposal.id)).state == "scheduled"
    with pytest.raises(HasADate):
        await confirm(network, proposal.id, first.id, ana, now=clock.now())
    async with network.read() as tx:
        assert len(await owed(tx, SCHEDULE)) == 1
        polls = [facts for _, facts in await owed(tx, POST) if facts["card"]["title"].startswith("When?")]
        asked = select(notices.c.person_id).where(tx.mine(notices), notices.c.kind == "webinars.when")
        assert [row.person_id for row in await tx.rows(asked)] == [ben.id]  # once, though times came twice
    assert len(polls) == 2


async def test_a_time_that_has_gone_by_or_is_of_another_poll_is_not_taken(network: Network, clock: ManualClock) -> None:
    (steward, ana, *_), theme = await people_with_theme(network, clock.now(), 3)
    proposal, other = [await proposed(network, steward, theme, clock.now()) for _ in range(2)]
    poll = await suggest(network, proposal.id, steward, "24 March 15:30", now=clock.now())
    theirs = await suggest(network, other.id, steward, "24 March 15:30", now=clock.now())
    with pytest.raises(NoSuchTime):
        await confirm(network, proposal.id, theirs.slots[0].id, steward, now=clock.now())
    ticked = await tick(network, proposal.id, ana, [theirs.slots[0].id, 12345], now=clock.now())
    assert ticked.slots[0].people == frozenset()
    with pytest.raises(NoSuchTime):
        await confirm(network, proposal.id, poll.slots[0].id, steward, now=clock.now() + timedelta(days=30))


async def test_a_proposal_without_supporters_is_not_asked_about(network: Network, clock: ManualClock) -> None:
    (_, ana, *_), theme = await people_with_theme(network, clock.now(), 2)
    proposal = await proposed(network, ana, theme, clock.now())
    with pytest.raises(NotPlannedYet):
        await suggest(network, proposal.id, ana, "24 March 15:30", now=clock.now())
