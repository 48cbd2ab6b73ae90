"""What the buttons, lists and forms of a poll do."""

from __future__ import annotations

from bot.cards import Address, Card
from bot.database.ids import read_id
from bot.people.model import Person
from bot.people.zones import zone_of
from bot.ui.actions import Actions
from bot.ui.returning import giving_back, returned_words
from bot.ui.visit import Visit
from cogs.webinars.polling import render
from cogs.webinars.polling.polling import Poll, check_planning, confirm, poll_for, slot_for, suggest, tick
from cogs.webinars.proposing.joining import check_team
from cogs.webinars.proposing.proposing import open_proposal
from cogs.webinars.render import proposed
from cogs.webinars.store import WebinarStore

actions = Actions("webinars")


@actions.on("times", opens_form=True)
async def ask_for_times(visit: Visit, target: str) -> None:
    """Open the form for times."""
    await _open_form(visit, target, "")


@actions.on("times_again", opens_form=True)
async def ask_again(visit: Visit, target: str) -> None:
    """Open the form again with what was typed."""
    await _open_form(visit, target, await returned_words(visit))


async def _open_form(visit: Visit, target: str, written: str) -> None:
    person = await visit.person()
    async with visit.network.read() as tx:
        proposal = await open_proposal(tx, read_id(target), visit.now)
        await check_team(tx, proposal, person.id)
        check_planning(proposal)
        zone = await zone_of(tx, person)
    await visit.ask(render.times_form(visit.t, proposal, zone, written))


@actions.on("offered")
async def take_times(visit: Visit, target: str) -> None:
    """Ask about what was typed, or give it back with what to change."""
    written = visit.answers.get("times", "")
    async with giving_back(visit, written, Address("webinars", "times_again", target)):
        poll = await suggest(visit.network, read_id(target), await visit.person(), written, now=visit.now)
        count = visit.t.many("{count} time is asked about now.", "{count} times are asked about now.", len(poll.slots))
        await visit.reply(count)


@actions.on("when")
async def show_own(visit: Visit, target: str) -> None:
    """Show somebody the times by their own clock."""
    person = await visit.person()
    poll = await poll_for(visit.network, read_id(target), person, now=visit.now)
    await visit.reply(await _own(visit, poll, person))


@actions.on("ticked")
async def take_ticks(visit: Visit, target: str) -> None:
    """Keep what somebody ticked and show what reaches most now."""
    person, chosen = await visit.person(), [read_id(value) for value in visit.values]
    poll = await tick(visit.network, read_id(target), person, chosen, now=visit.now)
    await visit.update(await _own(visit, poll, person))


async def _own(visit: Visit, poll: Poll, person: Person) -> Card:
    async with visit.network.read() as tx:
        zone = await zone_of(tx, person)
    ahead = [slot for slot in poll.slots if slot.starts_at > visit.now]
    return render.own_card(visit.t, poll.proposal, ahead, poll.reach, person.id, zone)


@actions.on("choose")
async def show_best(visit: Visit, target: str) -> None:
    """Show the team the times, the best first."""
    person = await visit.person()
    poll = await poll_for(visit.network, read_id(target), person, now=visit.now)
    async with visit.network.read() as tx:
        await check_team(tx, poll.proposal, person.id)
        zone = await zone_of(tx, person)
    await visit.reply(render.choosing_card(visit.t, poll.proposal, poll.reach, zone))


@actions.on("take")
async def ask_whether(visit: Visit, target: str) -> None:
    """Ask once more before everybody is told."""
    person, slot_id = await visit.person(), read_id("".join(visit.values[:1]))
    slot = await slot_for(visit.network, read_id(target), slot_id, person, now=visit.now)
    async with visit.network.read() as tx:
        zone = await zone_of(tx, person)
    await visit.update(render.confirming_card(visit.t, read_id(target), slot, zone))


@actions.on("confirm")
async def make_the_date(visit: Visit, target: str) -> None:
    """Plan the webinar for the time that was chosen."""
    proposal_id, _, slot_id = target.partition(".")
    person = await visit.person()
    webinar_id = await confirm(visit.network, read_id(proposal_id), read_id(slot_id), person, now=visit.now)
    async with visit.network.read() as tx:
        webinar = await WebinarStore(tx).webinar(webinar_id)
    if webinar is not None:
        await visit.update(proposed(visit.t, webinar))
