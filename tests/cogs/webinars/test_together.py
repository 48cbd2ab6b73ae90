"""A webinar made together, from its proposal to its reminders, on the simulated Discord."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from icalendar import Calendar, Event

from bot.cards import Address
from cogs.webinars.proposing.store import ProposalStore
from tests.cogs.webinars.test_flow import ROOM, _events, _text, _theme
from tests.kit.pressing import press
from tests.kit.town import Town

WORDS = {"title": "Late buses", "aim": "What worked elsewhere", "format": "Three cases", "speakers": "Drivers"}
START = datetime(2026, 3, 24, 20, 30, tzinfo=UTC)


def _posts(channel: Any) -> list[discord.Message]:
    """What stands in a channel, but not in its threads, oldest first."""
    return [message for message in channel.history() if message.embeds]


def _options(result: Any) -> list[dict[str, Any]]:
    """What a private list offers."""
    return list(result.response.components[0]["components"][0]["options"])


def _last(channel: Any, title: str) -> discord.Message:
    """The newest message with a title in a channel."""
    found = [message for message in _posts(channel) if message.embeds[0].title == title]
    assert found, title
    return found[-1]


async def _private(actor: Any, message: discord.Message, label: str) -> Any:
    """What somebody is answered who clicks."""
    return (await actor.click(message, label=label)).response


def _labels(message: discord.Message) -> list[str]:
    return [item.label or "" for row in message.components for item in row.children]  # type: ignore[union-attr]


async def _propose(town: Town, actor: Any, theme: str, **options: Any) -> Any:
    form = await actor.slash(town.channel(ROOM), "webinar propose", theme=theme, **options)
    refused = await actor.submit_modal(form, {**WORDS, "aim": "  "})
    assert "take home" in str(refused.response.embeds[0].fields)
    assert "Three cases" in (refused.response.embeds[0].description or "")
    again = await actor.click(refused.response, label="Try again with these words")
    answer = await actor.submit_modal(again, WORDS)
    await town.settle()
    return answer


async def _thread(town: Town) -> Any:
    async with town.network.read() as tx:
        [proposal] = await ProposalStore(tx).where_state("planning", "scheduled")
    assert proposal.thread_id is not None
    return town.channel_by_id(proposal.thread_id), proposal


async def test_a_members_proposal_becomes_a_team_a_date_an_event_and_reminders(town: Town) -> None:
    steward = await town.join("Sue Steward", steward=True)
    ana, ben, cy = [await town.join(name, site=name[:3]) for name in ("Ana Ruiz", "Ben Okafor", "Cy Park")]
    boss = await town.join("Bo Lind", "principal", "Oak Elementary")
    answer = await _propose(town, ana, await _theme(town, ana, ben), capacity=1)
    assert "3 colleagues" in _text(answer)
    room = town.channel(ROOM)
    for actor, label in ((ben, "Support it"), (cy, "I'd speak"), (steward, "Support it")):
        await actor.click(_last(room, "Late buses"), label=label)
        await town.settle()
    assert "Support it" not in _labels(_last(room, "Late buses"))

    # the team's thread: private, with the team in it and nobody else, its readers told like a space's
    channel, proposal = await _thread(town)
    thread = town.bot.get_guild(town.guild.id).get_thread(channel.id)  # type: ignore[union-attr]
    assert thread is not None
    assert thread.type is discord.ChannelType.private_thread
    [made] = [sent for sent in town.env.http_requests if sent.method == "POST" and sent.path.endswith("/threads")]
    assert isinstance(made.json, dict)
    assert made.json["invitable"] is False
    assert {member.id for member in await thread.fetch_members()} == {town.bot.user.id, ana.id, cy.id}  # type: ignore[union-attr]
    who: Any = await ana.slash(channel, "room who")
    assert "3 people can read" in _text(who)  # the two, and the server's owner
    assert "Ben Okafor" not in str(who.response.embeds[0].to_dict())
    checklist = _last(channel, "Preparing “Late buses”")
    await cy.click(checklist, label="Aims")
    assert "☑ Aims agreed" in (_last(channel, "Preparing “Late buses”").embeds[0].description or "")
    asked: Any = await cy.click(checklist, label="See what was raised")
    assert asked.response.ephemeral
    assert "school bus" in _text(asked)
    assert not any("school bus" in str(message.embeds[0].to_dict()) for message in _posts(channel))
    link = await cy.click(checklist, label="Meeting link")
    await cy.submit_modal(link, {"link": "https://meet.example.org/a"})
    await town.settle()
    assert "meet.example.org" in str(_last(channel, "Preparing “Late buses”").embeds[0].to_dict())
    assert "team" in _text(await press(town, ben, Address("webinars", "tick", f"{proposal.id}.aims")))

    # when? what cannot be meant comes back with its words; what can is ticked by everybody's own clock
    form = await cy.click(checklist, label="Suggest times")
    refused: Any = await cy.submit_modal(form, {"times": "24 March 3:30 pm\n8 March 2:30 am"})
    assert refused.response.embeds[0].description == "24 March 3:30 pm\n8 March 2:30 am"
    assert "skipped" in refused.response.embeds[0].fields[0].value
    again = await cy.click(refused.response, label="Try again with these words")
    await cy.submit_modal(again, {"times": "24 March 3:30 pm\n25 March 9:00"})
    await town.settle()
    poll = _last(room, "When? “Late buses”")
    assert f"<t:{int(START.timestamp())}:F>" in (poll.embeds[0].description or "")
    own: Any = await ben.click(poll, label="Tick what works for me")
    first = _options(own)[0]
    assert first["label"] == "Tue 24 Mar 2026 15:30"
    ticked: Any = await ben.select(own.response, [first["value"]])
    assert "1 site" in str(ticked.response.embeds[0].to_dict())
    assert "another group" in _text(await press(town, boss, Address("webinars", "when", str(proposal.id))))
    ranked: Any = await cy.click(_last(channel, "When? “Late buses”"), label="Choose the date")
    sure: Any = await cy.select(ranked.response, [first["value"]])
    await cy.click(sure.response, label="Make it the date")
    await town.settle()

    # an event that only its audience sees, with a place, a waiting list and a file that holds the link
    [event] = await _events(town)
    assert (event.start_time, event.entity_type) == (START, discord.EntityType.voice)
    assert not event.channel.permissions_for(town.member(boss)).view_channel  # type: ignore[union-attr]
    assert "meet.example.org" not in f"{event.description}{event.location}"
    announced = [each for each in _posts(room) if "I'll come" in _labels(each)][-1]
    yes: Any = await ben.click(announced, label="I'll come")
    [file] = yes.response.attachments
    [entry] = Calendar.from_ical(await file.read()).walk("VEVENT")
    assert isinstance(entry, Event)
    assert (entry.start, entry["URL"]) == (START, "https://meet.example.org/a")
    assert "number 1" in _text(await steward.click(announced, label="I'll come"))
    [bare] = (await _private(steward, announced, "Calendar file")).attachments
    assert b"meet.example.org" not in await bare.read()
    await ben.click(yes.response, label="I can't come after all")
    await town.settle()
    assert "A place for you" in [message.embeds[0].title for message in town.direct_messages(steward)]

    # reminders in the thread, with the link, and in the room, without it; a restart in between changes nothing
    await town.restart()
    await town.forward(START - timedelta(hours=20) - town.clock.now())
    for place, has_link in ((channel, True), (town.channel(ROOM), False)):
        reminders = [each for each in _posts(place) if ":R>" in (each.embeds[0].description or "")]
        assert len(reminders) == 1
        assert ("meet.example.org" in str(reminders[0].embeds[0].to_dict())) is has_link

    # its only speaker steps back: off the thread at once, and its audience is asked for another
    [card] = [each for each in _posts(town.channel(ROOM)) if "Step back" in _labels(each)]
    assert "not counted on" in _text(await cy.click(card, label="Step back"))
    await town.settle()
    thread = town.bot.get_guild(town.guild.id).get_thread(channel.id)  # type: ignore[union-attr]
    assert cy.id not in {member.id for member in await thread.fetch_members()}  # type: ignore[union-attr]
    assert "I'd speak" in _labels(_posts(town.channel(ROOM))[-1])
