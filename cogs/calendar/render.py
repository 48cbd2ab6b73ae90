"""One's calendar as a card. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.calendar.entries import Entry
from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card
from config.texts import Texts

MOST_SHOWN = 10


def ahead(t: Texts, entries: Sequence[Entry], made_at: datetime | None, zone: str) -> Card:
    """Return what is ahead, and what can be done about the link."""
    lines = [_line(entry) for entry in entries[:MOST_SHOWN]]
    if not lines:
        lines = [t("Nothing is ahead. /webinar list and /meetup list show what you can come to.")]
    return Card(
        title=t("Your calendar"),
        text="\n".join(lines),
        fields=(
            (t("In your calendar program"), _about_link(t, made_at)),
            (t("Your clock"), _about_clock(t, zone)),
        ),
        buttons=_buttons(t, has_link=made_at is not None),
    )


def link(t: Texts, address: str) -> Card:
    """Return a new link, shown this once."""
    text = t(
        "Add this address to your calendar program as a calendar from the internet:\n`{address}`\n"
        "It is shown this once. Whoever has it sees when you meet, so keep it to yourself.",
        address=address,
    )
    return Card(title=t("Your calendar's link"), text=text, footer=_says(t), buttons=(_end(t),))


def ended(t: Texts) -> Card:
    """Return that the link opens nothing any more."""
    text = t("Your link opens nothing any more. Calendar programs drop the meetings when they look next.")
    return Card(text=text, buttons=(Button(t("Make a new link"), Address("calendar", "make"), "primary"),))


def _line(entry: Entry) -> str:
    place = f" · <#{entry.channel_id}>" if entry.channel_id is not None else ""
    return f"{discord_time(entry.starts_at)} · {entry.title}{place}"


def _about_link(t: Texts, made_at: datetime | None) -> str:
    if made_at is None:
        return t("A private link puts these into it and follows every change.") + " " + _says(t)
    since = t("You have a link since {day}.", day=discord_time(made_at, "D"))
    return since + " " + t("It can't be shown again; a new one takes its place.") + " " + _says(t)


def _about_clock(t: Texts, zone: str) -> str:
    return t(
        "{zone}. Days and hours that you type are read by it. Is yours another? Give /calendar with the option zone.",
        zone=zone.replace("_", " "),
    )


def _says(t: Texts) -> str:
    return t(
        "It says when, never what about, where or with whom, because calendars are seen by others: every meeting is a "
        "“Peer meeting” or a “Webinar” there."
    )


def _buttons(t: Texts, *, has_link: bool) -> tuple[Button, ...]:
    if not has_link:
        return (Button(t("Make my link"), Address("calendar", "make"), "primary"),)
    return Button(t("Make a new link"), Address("calendar", "make")), _end(t)


def _end(t: Texts) -> Button:
    return Button(t("Switch this link off"), Address("calendar", "end"), "danger")
