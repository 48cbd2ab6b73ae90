"""Proposals and their teams on real databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.database.network import Network
from bot.database.schema.outbox import notices
from bot.database.schema.proposals import proposals
from bot.errors import Gone
from bot.outbox.outbox import POST
from bot.people.store import PeopleStore
from cogs.webinars.planning import SCHEDULE
from cogs.webinars.polling import privacy as polling_privacy
from cogs.webinars.polling.polling import confirm, suggest, tick
from cogs.webinars.polling.store import SlotStore
from cogs.webinars.proposing import privacy
from cogs.webinars.proposing.joining import check_team, join, lose, step_back
from cogs.webinars.proposing.linking import set_link
from cogs.webinars.proposing.proposing import KEEP_CARDS, KEEP_THREAD, end_unsupported, open_proposal
from cogs.webinars.proposing.rules import NotOnTheTeam, TooManyProposals
from cogs.webinars.proposing.store import ProposalStore
from cogs.webinars.rules import NotForYou
from tests.cogs.webinars.making import ROOM, people_with_theme, proposal_now, proposed
from tests.kit.owed import owed


async def test_a_members_proposal_begins_with_its_third_supporter_and_a_stewards_at_once(
    network: Network, clock: ManualClock
) -> None:
    (steward, ana, ben, cy, di), theme = await people_with_theme(network, clock.now())
    proposal = await proposed(network, ana, theme, clock.now())
    assert proposal.state == "seeking"
    assert (set(proposal.team), set(proposal.supporters)) == ({ana.id}, set())
    for person in (ben, cy, cy):
        after = await join(network, proposal.id, person, "supporter", now=clock.now())
    assert after.state == "seeking"
    async with network.read() as tx:
        assert await owed(tx, KEEP_THREAD) == []
        assert [facts["proposal_id"] for _, facts in await owed(tx, KEEP_CARDS)] == [proposal.id]  # one for all changes
    after = await join(network, proposal.id, di, "speaker", now=clock.now())
    assert after.state == "planning"
    assert after.team == {ana.id, di.id}
    async with network.read() as tx:
        assert [facts["proposal_id"] for _, facts in await owed(tx, KEEP_THREAD)] == [proposal.id]
        told = select(notices.c.person_id).where(tx.mine(notices), notices.c.kind == "webinars.supported")
        assert [row.person_id for row in await tx.rows(told)] == [ana.id]
    assert (await proposed(network, steward, theme, clock.now())).state == "planning"


async def test_who_may_not_propose_or_join_is_refused_and_nothing_is_kept(network: Network, clock: ManualClock) -> None:
    (_, ana, ben, _, _), theme = await people_with_theme(network, clock.now())
    async with network.write() as tx:
        await PeopleStore(tx).set_supervisors(ben.id, [ana.id])  # ana supervises somebody now
    with pytest.raises(NotForYou):
        await proposed(network, ana, theme, clock.now())
    with pytest.raises(Gone):
        await proposed(network, ben, theme + 1, clock.now())
    for _ in range(3):
        proposal = await proposed(network, ben, theme, clock.now())
    with pytest.raises(TooManyProposals):
        await proposed(network, ben, theme, clock.now())
    with pytest.raises(NotForYou):
        await join(network, proposal.id, ana, "speaker", now=clock.now())
    assert (await proposal_now(network, proposal.id)).parts == {ben.id: "cohost"}


async def test_only_the_team_ticks_and_a_second_tick_takes_the_first_away(network: Network, clock: ManualClock) -> None:
    (_, ana, ben, _, _), theme = await people_with_theme(network, clock.now())
    proposal = await proposed(network, ana, theme, clock.now())
    async with network.write() as tx:
        await check_team(tx, proposal, ana.id)
        with pytest.raises(NotOnTheTeam):
            await check_team(tx, proposal, ben.id)
        store = ProposalStore(tx)
        await store.tick(proposal.id, "aims", ana.id, now=clock.now())
        assert (await open_proposal(tx, proposal.id, clock.now())).done == {"aims"}
        await store.tick(proposal.id, "aims", ana.id, now=clock.now())
        assert (await open_proposal(tx, proposal.id, clock.now())).done == frozenset()


async def test_the_last_speaker_of_a_date_who_steps_back_is_missed_by_team_audience_and_stewards(
    network: Network, clock: ManualClock
) -> None:
    (steward, ana, ben, _, _), theme = await people_with_theme(network, clock.now())
    proposal = await proposed(network, steward, theme, clock.now())
    await join(network, proposal.id, ana, "speaker", now=clock.now())
    async with network.write() as tx:
        await ProposalStore(tx).change(proposal.id, thread_id=99)
    poll = await suggest(network, proposal.id, steward, "Tue 24 March 3:30 pm", now=clock.now())
    await confirm(network, proposal.id, poll.slots[0].id, steward, now=clock.now())
    left = await step_back(network, proposal.id, ana, now=clock.now())
    assert left.who("speaker") == []
    async with network.read() as tx:
        posts = [(facts["channel_id"], facts["card"]) for _, facts in await owed(tx, POST)]
        told = select(notices.c.person_id).where(tx.mine(notices), notices.c.kind == "webinars.stewards")
        assert [row.person_id for row in await tx.rows(told)] == [steward.id]
        assert [kind for kind, _ in await owed(tx, SCHEDULE)] == [SCHEDULE]
    assert (ROOM, "A speaker is wanted") in [(place, card["title"]) for place, card in posts]
    assert "Nobody speaks" in [card["text"] for place, card in posts if place == 99][-1]
    async with network.write() as tx:
        await lose(tx, left, ben, now=clock.now())  # who does nothing for it is not missed
    assert (await join(network, proposal.id, ben, "speaker", now=clock.now())).who("speaker") == [ben.id]


async def test_what_nobody_supports_ends_after_a_month_or_with_its_proposer(
    network: Network, clock: ManualClock
) -> None:
    (_, ana, ben, _, _), theme = await people_with_theme(network, clock.now())
    one, other = await proposed(network, ana, theme, clock.now()), await proposed(network, ana, theme, clock.now())
    assert (await step_back(network, one.id, ana, now=clock.now())).state == "dropped"
    with pytest.raises(Gone):
        await join(network, one.id, ben, "supporter", now=clock.now())
    clock.forward(timedelta(days=30))
    await end_unsupported(None, network, clock.now())  # type: ignore[arg-type]  # a sweep that needs no house
    assert (await proposal_now(network, other.id)).state == "dropped"


async def test_words_and_links_lie_sealed_and_go_with_their_writer(network: Network, clock: ManualClock) -> None:
    (steward, ana, ben, _, _), theme = await people_with_theme(network, clock.now())
    proposal = await proposed(network, steward, theme, clock.now())
    await join(network, proposal.id, ana, "speaker", now=clock.now())
    await set_link(network, proposal.id, ana, "https://meet.example.org/abc", now=clock.now())
    with pytest.raises(NotOnTheTeam):
        await set_link(network, proposal.id, ben, "https://meet.example.org/abc", now=clock.now())
    poll = await suggest(network, proposal.id, ana, "24 March 15:30", now=clock.now())
    await tick(network, proposal.id, ana, [poll.slots[0].id], now=clock.now())
    async with network.write() as tx:
        row = await tx.row(select(proposals).where(tx.mine(proposals)))
        assert row is not None
        for sealed in (row.aim, row.format, row.speakers, row.link):
            assert isinstance(sealed, bytes)
            assert b"worked" not in sealed
            assert b"meet" not in sealed
        held = {**await privacy.export(tx, ana.id), **await polling_privacy.export(tx, ana.id)}
        assert held["webinar_proposals"][0]["link"] == "https://meet.example.org/abc"
        assert [row["part"] for row in held["webinar_volunteers"]] == ["speaker"]
        assert held["webinar_votes"] == [{"starts_at": "2026-03-24T20:30:00+00:00"}]
        for person in (ana, steward):
            await privacy.erase(tx, person.id, now=clock.now())
            await polling_privacy.erase(tx, person.id, now=clock.now())
        [slot] = await SlotStore(tx).of(proposal.id)
    left = await proposal_now(network, proposal.id)
    assert (left.title, left.aim, left.link, left.parts, left.proposer_id) == ("Late buses", "", "", {}, None)
    assert slot.people == frozenset()
