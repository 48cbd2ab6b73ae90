"""What the reviewer sees, and what the author hears of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.consent.model import Contribution
from bot.cards import Address, Button, Card, Form, Input
from cogs.sharing.render import EXCERPT, held_lines, quoted
from cogs.sharing.rules import target_of
from config.texts import Texts


def return_form(t: Texts, contribution: Contribution) -> Form:
    """Return the form in which a steward says what to change."""
    address = Address("sharing", "returned", target_of(contribution.id, contribution.words))
    box = Input("reason", t("What should the author change?"), long=True, most=1000)
    return Form(t("Give it back"), address, (box,))


def review_card(t: Texts, waiting: Sequence[Contribution], topics: Mapping[str, str]) -> Card:
    """Return the first of the words that wait for this reviewer, without whose they are."""
    if not waiting:
        return Card(text=t("Nothing waits for you. You are never shown words of people you supervise, or your own."))
    first, target = waiting[0], target_of(waiting[0].id, waiting[0].words)
    fields = [(t("Topic"), topics.get(first.topic, first.topic)), (t("Kind"), _kind_word(t, first.kind))]
    if first.held:
        fields.append((t("Look closely: may these point at somebody?"), held_lines(first.held)))
    more = len(waiting) - 1
    return Card(
        title=t("May these words go to policymakers?"),
        text=quoted(first.words),
        fields=tuple(fields),
        footer=t.many("{count} more waits.", "{count} more wait.", more) if more else "",
        buttons=(
            Button(t("Let them go out"), Address("sharing", "accept", target), "success"),
            Button(t("Give them back"), Address("sharing", "give_back", target)),
        ),
    )


def _kind_word(t: Texts, kind: str) -> str:
    return t("suggestion") if kind == "suggestion" else t("concern")


def accepted_notice(t: Texts, words: str) -> Card:
    """Return what the author hears when a steward lets the words go out."""
    text = t("A steward has read your words: they join the next digest that has enough voices on their theme.")
    return Card(title=t("Your words are ready"), text=f"{quoted(words, EXCERPT)}\n\n{text}")


def returned_notice(t: Texts, contribution: Contribution) -> Card:
    """Return what the author hears when a steward gives the words back."""
    text = t("A steward gives your words back with this note: {reason}", reason=contribution.reason or "")
    button = Button(
        t("Change the words"), Address("sharing", "change", target_of(contribution.id, contribution.words)), "primary"
    )
    return Card(
        title=t("Your words came back"), text=f"{quoted(contribution.words, EXCERPT)}\n\n{text}", buttons=(button,)
    )


def review_notice(t: Texts, count: int) -> Card:
    """Return what a steward hears once a day while words wait."""
    text = t.many("{count} text waits for your review.", "{count} texts wait for your review.", count)
    return Card(text=text + " " + t("/share review shows it, without its author."))
