"""Webinars as cards, and as Discord's event says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card
from cogs.webinars.attending.render import come_button, file_button
from cogs.webinars.model import Webinar
from cogs.webinars.rules import AUDIENCES
from config.texts import Texts

if TYPE_CHECKING:
    from cogs.webinars.attending.attending import Standing

MOST_AHEAD = 5  # one button each, and a row holds five


def proposed(t: Texts, webinar: Webinar) -> Card:
    """Return the private confirmation for whoever proposed it."""
    text = t(
        "“{title}” is planned for {time} ({minutes} minutes), in the voice channel for {audience}. Within a minute it "
        "is in their calendar, and those who raised the theme are told.",
        title=webinar.title,
        time=discord_time(webinar.starts_at),
        minutes=webinar.minutes,
        audience=t(AUDIENCES[webinar.audience]),
    )
    return Card(title=t("The webinar is planned"), text=text)


def announcement(t: Texts, webinar: Webinar, *, safety_line: str) -> Card:
    """Return what its audience's room is told."""
    text = t(
        "{time}, {minutes} minutes, in {channel}.\nIt grew out of what colleagues raised; bring what it looks like at "
        "your site.",
        time=discord_time(webinar.starts_at),
        minutes=webinar.minutes,
        channel=f"<#{webinar.channel_id}>",
    )
    if webinar.capacity is not None:
        text += "\n" + t.many("There is {count} place.", "There are {count} places.", webinar.capacity)
    buttons = (come_button(t, webinar), file_button(t, webinar))
    return Card(title=webinar.title, text=text, footer=t.named(safety_line), buttons=buttons)


def told(t: Texts, webinar: Webinar) -> Card:
    """Return what those hear who raised or support something in its theme."""
    text = t(
        "There will be a webinar on something you raised or joined in: “{title}”, {time}, in {channel}. "
        "Say so if you'll come, and it can be made with you in mind.",
        title=webinar.title,
        time=discord_time(webinar.starts_at),
        channel=f"<#{webinar.channel_id}>",
    )
    return Card(title=t("A webinar on what you raised"), text=text, buttons=(come_button(t, webinar),))


def webinars(t: Texts, ahead: Sequence[Standing]) -> Card:
    """Return the webinars ahead, the next one first, how the reader stands to each, and the button for that."""
    if not ahead:
        return Card(
            text=t(
                "No webinar is planned for you at the moment. /issue board shows what sites struggle with, and "
                "/webinar propose begins one about it."
            )
        )
    lines = [_ahead(t, place, own) for place, own in enumerate(ahead[:MOST_AHEAD], 1)]
    buttons = tuple(_come_or_not(t, place, own) for place, own in enumerate(ahead[:MOST_AHEAD], 1))
    return Card(title=t("Webinars ahead"), text="\n\n".join(lines), buttons=buttons)


def _ahead(t: Texts, place: int, own: Standing) -> str:
    said = t(
        "**{place}. {title}**\n{time}, {minutes} minutes",
        place=place,
        title=own.webinar.title,
        time=discord_time(own.webinar.starts_at),
        minutes=own.webinar.minutes,
    )
    if own.has_place:
        return f"{said}\n{t('You have a place.')}"
    return said if own.turn is None else f"{said}\n{t('You are on the waiting list.')}"


def _come_or_not(t: Texts, place: int, own: Standing) -> Button:
    target = str(own.webinar.id)
    if own.has_place or own.turn is not None:
        return Button(t("{place}: I can't come after all", place=place), Address("webinars", "away", target))
    return Button(t("{place}: I'll come", place=place), Address("webinars", "come", target))


def description(t: Texts) -> str:
    """Return what Discord's event says below its name; it may be read by everyone in the audience."""
    return t("A webinar on something that colleagues raised.")
