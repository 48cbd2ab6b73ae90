"""What one member is told about a meetup privately. No I/O."""

from __future__ import annotations

from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card
from cogs.meetups.model import Meeting, Meetup
from config.texts import Texts


def your_turn(t: Texts, meetup: Meetup, meeting: Meeting) -> Card:
    """Return what somebody is told whose turn it is to host."""
    text = t(
        "You host the next meeting of “{title}”, {time}, in {channel}. Opening it and keeping an eye on the time, and "
        "on who hasn't spoken yet, is all it takes. If it doesn't suit you, hand it on.",
        title=meetup.title,
        time=discord_time(meeting.starts_at),
        channel=f"<#{meetup.channel_id}>",
    )
    hand_on = Button(t("Hand it on"), Address("meetups", "pass", str(meeting.id)))
    return Card(title=t("Your turn to host"), text=text, buttons=(hand_on,))


def reminder(t: Texts, meetup: Meetup, meeting: Meeting, *, hosts: bool) -> Card:
    """Return the reminder an hour before, for one who comes."""
    text = t(
        "“{title}” begins {time}, in {channel}.",
        title=meetup.title,
        time=discord_time(meeting.starts_at, "R"),
        channel=f"<#{meetup.channel_id}>",
    )
    return Card(title=t("Soon: your peer meeting"), text=f"{text} {t('You host it.')}" if hosts else text)
