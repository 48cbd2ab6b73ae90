"""What an author reads after a yes, and after taking it back."""

from __future__ import annotations

from datetime import datetime

from archive.consent.model import Contribution
from archive.consent.shown import quoted
from bot.calendar.rules import discord_time
from bot.cards import Card
from config.texts import Texts


def agreed_card(t: Texts, contribution: Contribution, *, reviewed_by: datetime) -> Card:
    """Return what an author reads after the yes."""
    if contribution.state == "agreed":
        text = t(
            "Your yes is kept. Everyone who could review these words is you or above you, so they wait until somebody "
            "else can; nothing leaves before that. /share mine takes them back."
        )
    else:
        text = t(
            "Your words are with a steward, without your name. You'll hear by {day}; until the digest is sent, "
            "/share mine takes them back.",
            day=discord_time(reviewed_by, "D"),
        )
    return Card(title=t("Thank you"), text=f"{quoted(contribution.words)}\n\n{text}")


def taken_back(t: Texts, contribution: Contribution) -> Card:
    """Return what an author reads after taking words back."""
    if contribution.state == "recalled":
        text = t("It's taken back: the words are erased here, and the next digest says that one was recalled.")
    else:
        text = t("It's taken back. The words and your yes are erased here; nothing of them was sent.")
    return Card(text=text)


def moved_notice(t: Texts) -> Card:
    """Return what an author hears when words that waited for a reviewer have one."""
    return Card(text=t("Somebody who isn't above you can review your words now. /share mine shows where they are."))
