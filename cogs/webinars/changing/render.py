"""What everybody reads when a webinar moves or is called off."""

from __future__ import annotations

from datetime import datetime

from bot.calendar.rules import discord_time
from bot.cards import Card
from cogs.webinars.attending.render import away_button, come_button, file_button
from cogs.webinars.model import Webinar
from config.texts import Texts


def moved(t: Texts, webinar: Webinar, before: datetime) -> Card:
    """Return what is told when a webinar gets another time."""
    text = t(
        "“{title}” is not on {before} but on {time}. Places are kept; the calendar file brings your calendar "
        "up to date.",
        title=webinar.title,
        before=discord_time(before),
        time=discord_time(webinar.starts_at),
    )
    buttons = (come_button(t, webinar), file_button(t, webinar), away_button(t, webinar))
    return Card(title=t("A webinar moves"), text=text, buttons=buttons)


def cancelled(t: Texts, webinar: Webinar, reason: str = "") -> Card:
    """Return what is told when a webinar is called off."""
    text = t(
        "“{title}” on {time} will not take place. The calendar file takes it out of your calendar.",
        title=webinar.title,
        time=discord_time(webinar.starts_at),
    )
    fields = ((t("Why"), reason),) if reason else ()
    return Card(title=t("A webinar is cancelled"), text=text, fields=fields, buttons=(file_button(t, webinar),))


def new_file(t: Texts, webinar: Webinar) -> Card:
    """Return what those with a place hear when a meeting's link was set or changed."""
    text = t(
        "The link to “{title}” is in its calendar file now; the one you have doesn't hold it.", title=webinar.title
    )
    return Card(title=t("A newer calendar file"), text=text, buttons=(file_button(t, webinar),))


def after_moving(t: Texts, webinar: Webinar) -> Card:
    """Return the answer to whoever moved a webinar."""
    time = discord_time(webinar.starts_at)
    return Card(text=t("“{title}” is on {time} now. Everybody is being told.", title=webinar.title, time=time))


def after_cancelling(t: Texts, webinar: Webinar) -> Card:
    """Return the answer to whoever called a webinar off."""
    return Card(text=t("“{title}” is cancelled. Everybody is being told.", title=webinar.title))
