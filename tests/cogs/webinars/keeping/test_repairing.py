"""What is deleted, changed by hand or gone is noticed, told and repaired, on the simulated Discord."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest

from bot.outbox import Retry
from bot.outbox.claims import EVERYTHING, LEASE, Claims
from bot.people.store import PeopleStore
from bot.visibility.admission.access import request_sync
from bot.visibility.admission.spaces import SpaceStore
from cogs.webinars.attending.attending import come
from cogs.webinars.keeping.effects import keep_event
from cogs.webinars.keeping.looking import look, put_back
from cogs.webinars.model import Webinar
from cogs.webinars.planning import owe_event
from cogs.webinars.polling.polling import confirm, suggest
from cogs.webinars.proposing.joining import join
from cogs.webinars.proposing.model import Proposal
from cogs.webinars.proposing.privacy import erase
from cogs.webinars.reminding.effects import remind
from cogs.webinars.store import WebinarStore
from tests.cogs.webinars.making import planned, proposal_now, proposed, webinar_now
from tests.cogs.webinars.test_flow import ROOM, _events, _theme
from tests.cogs.webinars.test_together import _last, _posts
from tests.kit.gap import Asked, away, new_session
from tests.kit.town import Town

START = datetime(2026, 3, 24, 20, 30, tzinfo=UTC)


async def _scheduled(town: Town, steward: Any, speaker: Any) -> tuple[Proposal, Webinar]:
    """A webinar with a team, a thread, a date and one place."""
    now, by = town.clock.now(), town.person(steward)
    theme = int(await _theme(town, speaker))
    proposal = await proposed(town.network, by, theme, now, capacity=1)
    await join(town.network, proposal.id, town.person(speaker), "speaker", now=now)
    await town.settle()
    poll = await suggest(town.network, proposal.id, by, "24 March 3:30 pm", now=now)
    webinar_id = await confirm(town.network, proposal.id, poll.slots[0].id, by, now=now)
    await town.settle()
    return await proposal_now(town.network, proposal.id), await webinar_now(town.network, webinar_id)


async def _looked(town: Town) -> None:
    """Let eleven minutes pass and the sweep look."""
    town.clock.forward(timedelta(minutes=11))
    await look(town.house, town.network, town.clock.now())
    await town.settle()


def _titles(town: Town, actor: Any) -> list[str | None]:
    return [message.embeds[0].title for message in town.direct_messages(actor)]


async def test_an_event_a_channel_and_a_thread_come_back_as_they_were(town: Town) -> None:
    steward = await town.join("Sue Steward", steward=True)
    ana = await town.join("Ana Ruiz")
    proposal, webinar = await _scheduled(town, steward, ana)
    thread = town.channel_by_id(proposal.thread_id or 0)
    [event] = await _events(town)
    await event.delete()
    await town.settle()
    [event] = await _events(town)
    assert event.start_time == START
    assert _last(thread, "An event was changed by hand").id
    await event.edit(start_time=START + timedelta(hours=2), end_time=START + timedelta(hours=3))
    await town.settle()
    assert [each.start_time for each in await _events(town)] == [START]
    events = town.env.backend.guilds[town.guild.id].scheduled_events
    town.clock.forward(timedelta(hours=1))
    asked = Asked(town)
    await new_session(town)
    assert asked.writing() == []
    told = _last(thread, "An event was changed by hand").id
    async with town.network.write() as tx:  # a process that was moving it has just ended
        await owe_event(tx, webinar.id, town.clock.now())
    async with town.network.write() as tx:
        assert (await Claims(tx).take(EVERYTHING, town.clock.now())).parcels
    await put_back(town.network, webinar.id, town.clock.now())
    await town.settle()
    assert _last(thread, "An event was changed by hand").id == told, "nobody changed it by hand"
    await town.forward(LEASE)
    before = _last(thread, "Preparing “Late buses”"), _last(town.channel(ROOM), "Late buses")
    async with away(town):
        events.clear()
        for card in before:
            town.env.backend.delete_message(card.channel.id, card.id)
    assert [each.start_time for each in await _events(town)] == [START]
    assert _last(thread, "Preparing “Late buses”").id != before[0].id
    assert _last(town.channel(ROOM), "Late buses").id != before[1].id

    voice = town.bot.get_channel(event.channel_id or 0)
    assert isinstance(voice, discord.VoiceChannel)
    events.clear()  # Discord deletes them with their channel
    await voice.delete()
    await _looked(town)
    assert _titles(town, steward)[-1] == "A webinar without a channel"
    await town.set_up()
    await _looked(town)
    [event] = await _events(town)
    assert event.channel_id not in (None, voice.id)

    server_thread = town.bot.get_channel(proposal.thread_id or 0)
    assert isinstance(server_thread, discord.Thread)
    await server_thread.delete()
    await town.settle()
    again = (await proposal_now(town.network, proposal.id)).thread_id
    assert again not in (None, proposal.thread_id)
    assert _last(town.channel_by_id(again or 0), "Preparing “Late buses”").pinned


async def test_who_leaves_is_missed_and_replaced_and_a_move_and_an_end_reach_everybody(town: Town) -> None:
    steward = await town.join("Sue Steward", steward=True)
    ana, ben, cy = [await town.join(name, site=name[:3]) for name in ("Ana Ruiz", "Ben Okafor", "Cy Park")]
    proposal, webinar = await _scheduled(town, steward, ana)
    for actor in (ana, ben):
        await come(town.network, webinar.id, town.person(actor), now=town.clock.now())
    town.guild.remove_member(ana)
    await town.settle()
    await cy.click(_last(town.channel(ROOM), "A speaker is wanted"), label="I'd speak")
    await town.settle()
    assert _titles(town, steward)[-1] == "A webinar without a speaker"
    assert "A place for you" in _titles(town, ben)
    thread = town.bot.get_channel(proposal.thread_id or 0)
    assert isinstance(thread, discord.Thread)
    assert {member.id for member in await thread.fetch_members()} - {thread.guild.me.id} == {steward.id, cy.id}

    async with town.network.write() as tx:  # the roster says now that cy supervises somebody
        await PeopleStore(tx).set_supervisors(town.person(ben).id, [town.person(cy).id])
    await _looked(town)
    assert (await proposal_now(town.network, proposal.id)).team == {town.person(steward).id}
    assert "nobody yet" in str(_last(town.channel_by_id(thread.id), "Preparing “Late buses”").embeds[0].to_dict())
    assert {member.id for member in await thread.fetch_members()} - {thread.guild.me.id} == {steward.id}

    room, late = town.channel(ROOM), {"webinar_id": webinar.id, "kind": "hour", "for_team": False}
    offered = await steward.autocomplete(room, "webinar move", "webinar", "late")
    assert [each["value"] for each in offered] == [str(webinar.id)]
    await steward.slash(room, "webinar move", webinar=str(webinar.id), to="26 March 3:30 pm")
    await town.settle()
    assert [each.start_time for each in await _events(town)] == [START + timedelta(days=2)]
    said = len(_posts(room))
    facts = {**late, "channel_id": room.id, "row_id": "1", "starts_at": START.isoformat()}
    await remind(town.house, town.network, facts)  # one that waited for Discord while the webinar was moved
    await steward.slash(room, "webinar cancel", webinar=str(webinar.id), reason="Ice on the roads")
    await remind(town.house, town.network, {**facts, "starts_at": (START + timedelta(days=2)).isoformat()})
    assert len(_posts(room)) == said
    await town.settle()
    assert [each.status for each in await _events(town)] == [discord.EventStatus.cancelled]
    assert _titles(town, ben)[-2:] == ["A webinar moves", "A webinar is cancelled"]

    assert any("What worked elsewhere" in str(each.embeds[0].to_dict()) for each in _posts(room))
    async with town.network.write() as tx:
        await erase(tx, town.person(steward).id, now=town.clock.now())
    await town.settle()
    assert not any("What worked elsewhere" in str(each.embeds[0].to_dict()) for each in _posts(room))


async def test_leads_who_have_no_room_meet_in_their_voice_channel_and_plan_beside_the_pairs_threads(
    town: Town,
) -> None:
    steward = await town.join("Sue Steward", steward=True)
    lead = await town.join("Lee Lind", "district leader", None)
    other = await town.enrol("Mo Below")
    async with town.network.write() as tx:
        await PeopleStore(tx).set_supervisors(other.id, [town.person(lead).id])
        await request_sync(tx, town.person(lead).id, now=town.clock.now())
    theme = int(await _theme(town, steward))
    proposal = await proposed(town.network, town.person(steward), theme, town.clock.now(), audience="leads")
    await join(town.network, proposal.id, town.person(lead), "speaker", now=town.clock.now())
    await town.settle()
    kept = await proposal_now(town.network, proposal.id)
    thread = town.bot.get_channel(kept.thread_id or 0)
    assert isinstance(thread, discord.Thread)
    assert thread.parent_id == town.channel("mentoring").id
    assert {member.id for member in await thread.fetch_members()} == {thread.guild.me.id, lead.id}
    assert isinstance(town.bot.get_channel(kept.card_channel_id or 0), discord.VoiceChannel)


async def test_a_stage_serves_too_and_a_channel_that_everybody_sees_is_waited_for(town: Town) -> None:
    steward = await town.join("Sue Steward", steward=True)
    webinar = await planned(
        town.network, town.person(steward), int(await _theme(town, steward)), town.clock.now(), timedelta(days=7)
    )
    stage = town.guild.create_stage_channel("stage")
    async with town.network.write() as tx:
        old = await SpaceStore(tx).first("voice", "practitioners")
        assert old is not None
        await SpaceStore(tx).forget(old.channel_id)
        await SpaceStore(tx).add("voice", "practitioners", stage.id, "stage")
    await town.env.settle()
    with pytest.raises(Retry):
        await keep_event(town.house, town.network, {"webinar_id": webinar.id})
    assert await _events(town) == []
    real = town.bot.get_channel(stage.id)
    assert isinstance(real, discord.StageChannel)
    await real.set_permissions(real.guild.me, view_channel=True, connect=True, mute_members=False)
    await real.set_permissions(real.guild.default_role, view_channel=False)
    await town.env.settle()
    with pytest.raises(Retry):  # on a stage, Discord wants the rights of its moderators for an event
        await keep_event(town.house, town.network, {"webinar_id": webinar.id})
    await real.set_permissions(real.guild.me, view_channel=True, connect=True, mute_members=True)
    await town.env.settle()
    await keep_event(town.house, town.network, {"webinar_id": webinar.id})
    assert [(each.entity_type, each.channel_id) for each in await _events(town)] == [
        (discord.EntityType.stage_instance, stage.id)
    ]
    async with town.network.read() as tx:
        assert [each.channel_id for each in await WebinarStore(tx).since(town.clock.now())] == [stage.id]
