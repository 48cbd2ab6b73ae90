"""The poll as its readers see it: for everybody by Discord's own timestamps, for one person by their own clock."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.calendar.rules import discord_time
from bot.calendar.showing import clock_text, place_name
from bot.cards import Address, Button, Card, Choice, Form, Input, Select
from cogs.webinars.polling.rules import BEST, MOST_TIMES, Reach, Slot
from cogs.webinars.proposing.model import Proposal
from config.texts import Texts

MOST_ZONES = 4  # on a line


def times_form(t: Texts, proposal: Proposal, zone: ZoneInfo, written: str = "") -> Form:
    """Return the form in which times are suggested, with what was typed already."""
    label = t("Times in {place}, one on each line", place=place_name(zone))[:45]  # Discord: a label holds 45
    hint = t("Tue 24 March 3:30 pm")
    box = Input("times", label, long=True, value=written, hint=hint)
    return Form(t("When could it be?"), Address("webinars", "offered", str(proposal.id)), (box,))


def poll_card(
    t: Texts, proposal: Proposal, slots: Sequence[Slot], reach: Sequence[Reach], zones: Sequence[ZoneInfo]
) -> Card:
    """Return the poll that everybody reads: each time by each reader's clock, and by those of the team."""
    lines = [f"• {discord_time(slot.starts_at)}{_elsewhere(slot, zones, t)}" for slot in slots]
    target = str(proposal.id)
    return Card(
        title=t("When? “{title}”", title=proposal.title),
        text="\n".join(lines),
        fields=((t("Reaching most so far"), best_lines(t, reach)),) if any(each.people for each in reach) else (),
        footer=t("Every time is shown by your own clock. Tick all that work; numbers are shown, names are not."),
        buttons=(
            Button(t("Tick what works for me"), Address("webinars", "when", target), "primary"),
            Button(t("Choose the date"), Address("webinars", "choose", target)),
        ),
    )


def _elsewhere(slot: Slot, zones: Sequence[ZoneInfo], t: Texts) -> str:
    if len(zones) < 2:
        return ""
    return "\n  " + " · ".join(_at(slot, zone, t) for zone in zones[:MOST_ZONES])


def _at(slot: Slot, zone: ZoneInfo, t: Texts) -> str:
    return f"{place_name(zone)}: {clock_text(slot.starts_at, zone, t.language)}"


def best_lines(t: Texts, reach: Sequence[Reach]) -> str:
    """Return the times that reach most, with how many sites and people."""
    return "\n".join(f"{discord_time(each.slot.starts_at)}: {reached(t, each)}" for each in reach[:BEST] if each.people)


def reached(t: Texts, reach: Reach) -> str:
    """Return whom a time reaches, in words."""
    sites = t.many("{count} site", "{count} sites", reach.sites)
    people = t.many("{count} person", "{count} people", reach.people)
    speakers = t.many("{count} of them speaks", "{count} of them speak", reach.speakers)
    return f"{sites}, {people}, {speakers}" if reach.speakers else f"{sites}, {people}"


def own_card(
    t: Texts, proposal: Proposal, ahead: Sequence[Slot], reach: Sequence[Reach], person_id: int, zone: ZoneInfo
) -> Card:
    """Return one person's own list, by their clock, with what they ticked."""
    if not ahead:
        return Card(text=t("All of these times have gone by. The team will suggest others."))
    choices = tuple(
        Choice(clock_text(slot.starts_at, zone, t.language), str(slot.id), chosen=person_id in slot.people)
        for slot in ahead
    )
    address = Address("webinars", "ticked", str(proposal.id))
    select = Select(t("All that work for you"), address, choices, least=0, most=min(len(choices), MOST_TIMES))
    best = best_lines(t, reach)
    text = t("These are the times by the clock in {place}. Tick all that work for you.", place=place_name(zone))
    fields = ((t("Reaching most so far"), best),) if best else ()
    return Card(title=proposal.title, text=text, fields=fields, selects=(select,))


def choosing_card(t: Texts, proposal: Proposal, reach: Sequence[Reach], zone: ZoneInfo) -> Card:
    """Return the list from which the team makes one time the date, the best first."""
    if not reach:
        return Card(text=t("There is no time ahead to choose from. Suggest some in the team's thread."))
    choices = tuple(
        Choice(clock_text(each.slot.starts_at, zone, t.language), str(each.slot.id), reached(t, each))
        for each in reach[:MOST_TIMES]
    )
    select = Select(t("The date"), Address("webinars", "take", str(proposal.id)), choices)
    text = t("Which time shall it be? They are by the clock in {place}, the best first.", place=place_name(zone))
    return Card(title=proposal.title, text=text, selects=(select,))


def confirming_card(t: Texts, proposal_id: int, slot: Slot, zone: ZoneInfo) -> Card:
    """Return the question before a time becomes the date and everybody is told."""
    text = t(
        "{time}, that is {words} in {place}. The event goes into the calendar, and the audience is told.",
        time=discord_time(slot.starts_at),
        words=clock_text(slot.starts_at, zone, t.language),
        place=place_name(zone),
    )
    address = Address("webinars", "confirm", f"{proposal_id}.{slot.id}")
    return Card(title=t("Make this the date?"), text=text, buttons=(Button(t("Make it the date"), address, "primary"),))


def asked(t: Texts, proposal: Proposal) -> Card:
    """Return what supporters are told when times are asked about."""
    text = t("“{title}”, which you support, looks for a time. Tick what works for you.", title=proposal.title)
    address = Address("webinars", "when", str(proposal.id))
    return Card(title=t("When could you come?"), text=text, buttons=(Button(t("Tick what works"), address, "primary"),))


def decided(t: Texts, proposal: Proposal, slot: Slot) -> Card:
    """Return what the team reads once there is a date."""
    return Card(
        title=t("“{title}” has a date", title=proposal.title),
        text=t("{time}. Reminders come a day and an hour before, here.", time=discord_time(slot.starts_at)),
    )
