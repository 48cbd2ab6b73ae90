"""The cards of pausing and stopping: what will happen, said before it does. No I/O."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card, Choice, Select
from config.texts import Texts

WEEKS = (1, 2, 4, 6, 8, 12, 26)  # how long a pause may be without writing a day


def pause_choices(t: Texts, now: datetime, paused_until: datetime | None) -> Card:
    """Return the question until when; `now` is by the clock of the person's site."""
    buttons: tuple[Button, ...] = ()
    days = (now.date() + timedelta(weeks=weeks) for weeks in WEEKS)
    choices = tuple(
        Choice(t.many("for a week", "for {count} weeks", weeks), day.isoformat(), day.isoformat())
        for weeks, day in zip(WEEKS, days, strict=True)
    )
    if paused_until is None:
        text = t("Until when? Before anything changes, you see what it means.")
    else:
        day = discord_time(paused_until, "D")
        text = t("You are paused until {day}. Choose another day, or come back now.", day=day)
        buttons = (_resume(t),)
    select = Select(t("Until when?"), Address("mentoring", "pause_until"), choices)
    return Card(title=t("Pause mentoring"), text=text, selects=(select,), buttons=buttons)


def confirm_pause(t: Texts, until: datetime) -> Card:
    """Return what a pause means, before it begins."""
    text = t(
        "Until {day} you are on no list and nobody finds you in /mentor browse. Proposals and requests that wait for "
        "an answer are taken back, with a kind note. Your pairs go on, and your place in the queue stays.\n\nOn {day} "
        "it ends by itself; two days before, you are reminded.",
        day=discord_time(until, "D"),
    )
    button = Button(t("Pause"), Address("mentoring", "pause", until.date().isoformat()), "primary")
    return Card(title=t("Pause mentoring"), text=text, buttons=(button,))


def paused(t: Texts, until: datetime) -> Card:
    """Return what is read once the pause has begun."""
    text = t("You are paused. On {day} you are back by yourself, where you stood.", day=discord_time(until, "D"))
    return Card(text=text, buttons=(_resume(t),))


def confirm_stop(t: Texts) -> Card:
    """Return the question before everything of a person's mentoring ends."""
    text = t(
        "This takes you off both lists and takes back open proposals and requests. An hour later it ends your pairs "
        "and takes you out of their threads; your partners get a kind note then. Within that hour you can take it "
        "back. If you only need some time, /mentor pause ends by itself."
    )
    return Card(
        title=t("Stop mentoring?"),
        text=text,
        buttons=(Button(t("Stop mentoring"), Address("mentoring", "stop"), "danger"),),
    )


def stopped(t: Texts, until: datetime) -> Card:
    """Return what is read after stopping, with the way back."""
    text = t(
        "You're off both lists, and whatever waited for an answer is taken back. If you have pairs, they end at "
        "{time}, with a kind note to your partners. Until then you can take it back. Thank you.",
        time=discord_time(until, "t"),
    )
    return Card(text=text, buttons=undo(t))


def undo(t: Texts) -> tuple[Button, ...]:
    """Return the button that takes a stop back."""
    return (Button(t("Stay after all"), Address("mentoring", "unstop")),)


def resume(t: Texts) -> Iterable[Button]:
    """Return the button that ends a pause."""
    return (_resume(t),)


def _resume(t: Texts) -> Button:
    return Button(t("Come back now"), Address("mentoring", "resume"))
