"""What somebody reads about their own place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card
from cogs.webinars.model import Webinar
from config.texts import Texts

if TYPE_CHECKING:
    from cogs.webinars.attending.attending import Standing


def come_button(t: Texts, webinar: Webinar) -> Button:
    """Return the button by which somebody says that they will come."""
    return Button(t("I'll come"), Address("webinars", "come", str(webinar.id)), "primary")


def file_button(t: Texts, webinar: Webinar) -> Button:
    """Return the button that gives the calendar file."""
    return Button(t("Calendar file"), Address("webinars", "file", str(webinar.id)))


def away_button(t: Texts, webinar: Webinar) -> Button:
    """Return the button by which somebody gives up a place or a turn."""
    return Button(t("I can't come after all"), Address("webinars", "away", str(webinar.id)))


def standing_card(t: Texts, own: Standing) -> Card:
    """Return how somebody stands, after they said that they will come or that they won't."""
    webinar = own.webinar
    others = t.many("{count} person is coming so far.", "{count} people are coming so far.", own.coming)
    if own.has_place:
        text = t("See you at “{title}”, {time}.", title=webinar.title, time=discord_time(webinar.starts_at))
        buttons = (away_button(t, webinar), file_button(t, webinar))
        return Card(text=f"{text} {others}", buttons=buttons)
    if own.turn is not None:
        text = t(
            "“{title}” is full. You're number {turn} on the waiting list; if you move up, you're told at once.",
            title=webinar.title,
            turn=own.turn,
        )
        return Card(text=text, buttons=(away_button(t, webinar),))
    text = t("You're not expected at “{title}” any more. Should that change, just say so.", title=webinar.title)
    return Card(text=text, buttons=(come_button(t, webinar),))


def moved_up(t: Texts, webinar: Webinar) -> Card:
    """Return what somebody hears who moves up from the waiting list."""
    text = t(
        "You have a place at “{title}” now, {time}. If you can't come after all, say so and the next one gets it.",
        title=webinar.title,
        time=discord_time(webinar.starts_at),
    )
    return Card(title=t("A place for you"), text=text, buttons=(away_button(t, webinar), file_button(t, webinar)))


def file_card(t: Texts, webinar: Webinar, *, has_link: bool) -> Card:
    """Return what stands beside the calendar file."""
    if webinar.is_cancelled:
        return Card(text=t("Open this file to take “{title}” out of your calendar.", title=webinar.title))
    text = t("Open this file to put “{title}” into your calendar, by your own clock.", title=webinar.title)
    if has_link:
        text += " " + t("It holds the link to the meeting: keep it to yourself.")
    return Card(text=text)
