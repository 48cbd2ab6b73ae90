"""What is told when something on Discord is no longer as it was planned."""

from __future__ import annotations

from bot.cards import Card
from cogs.webinars.model import Webinar
from config.texts import Texts


def lost(t: Texts, webinar: Webinar) -> Card:
    """Return what those who make a webinar hear when its event was deleted or changed by hand."""
    text = t(
        "Somebody deleted or changed the event of “{title}” in the server's calendar. It is being put back as it was; "
        "nobody lost their place. To change it for everybody: /webinar move or /webinar cancel.",
        title=webinar.title,
    )
    return Card(title=t("An event was changed by hand"), text=text)


def no_channel(t: Texts, webinar: Webinar) -> Card:
    """Return what is told when the channel of a webinar's audience is gone."""
    text = t(
        "“{title}” has no voice channel to meet in any more. As soon as /setup has made one, the event is put back; "
        "date, places and reminders stay as they are.",
        title=webinar.title,
    )
    return Card(title=t("A webinar without a channel"), text=text)
