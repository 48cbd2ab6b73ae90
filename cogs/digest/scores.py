"""The form of a response that came by mail, what is said of it, and the scoreboard. No I/O."""

from __future__ import annotations

from collections.abc import Sequence

from archive.responses.answering import Taken
from archive.responses.rules import MOST_CHARACTERS
from archive.responses.scoreboard import Score
from bot.cards import Address, Card, Form, Input
from cogs.digest.render import plain
from config.texts import Texts

MOST_SHOWN = 40


def response_form(t: Texts, target: str, *, with_day: bool) -> Form:
    """Return the form that takes a policymaker's words."""
    words = Input(
        "details",
        t("Their words, for members"),
        long=True,
        required=False,
        most=MOST_CHARACTERS,
        hint=t("Leave out names and signatures; the office is enough."),
    )
    day = Input("by_when", t("By when they will act"), most=10, hint=t("As 2026-12-31"))
    return Form(t("A response by mail"), Address("digest", "responded", target), (day, words) if with_day else (words,))


def entered(t: Texts, taken: Taken) -> str:
    """Return what a steward reads after entering a response."""
    facts = {"office": plain(taken.recipient.office), "title": plain(taken.theme.title)}
    if not taken.is_new:
        return t("{office} already said just that about “{title}”, so nothing was told again.", **facts)
    return t("It's with members now: {office} about “{title}”. Enter it again if something is to change.", **facts)


def scoreboard_card(t: Texts, found: Sequence[Score]) -> Card:
    """Return each office with plain numbers; they are about offices, never about members."""
    title = t("Who responds to what you raise")
    if not found:
        return Card(
            title=title,
            text=t(
                "No digest with a theme has been sent yet; numbers appear with the first. What you would like in "
                "it goes in with /share new."
            ),
        )
    lines = [
        t(
            "**{office}** · {sent} sent · {responded} responded · {acted} acted",
            office=plain(each.office),
            sent=each.sent,
            responded=each.responded,
            acted=each.acted,
        )
        for each in found[:MOST_SHOWN]
    ]
    if len(found) > MOST_SHOWN:
        lines.append(t("and {count} more", count=len(found) - MOST_SHOWN))
    note = t("Themes sent to each office since the beginning, and what it says it did with them.")
    return Card(title=title, text="\n".join([note, "", *lines]))
