"""Contributions as cards and forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from archive.consent.model import Contribution
from archive.consent.rules import MOST_CHARACTERS, QUESTIONS, WORDING, State
from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card, Choice, Form, Input, Select
from cogs.sharing.rules import target_of
from config.community import Topic
from config.texts import N_, Texts

MOST_MINE = 10
EXCERPT = 300

STATES: Mapping[State, str] = {
    "offered": N_("waits for your yes"),
    "agreed": N_("waits: nobody here may review it yet"),
    "in_review": N_("with a steward"),
    "accepted": N_("ready for a digest"),
    "returned": N_("back with you"),
    "declined": N_("not used"),
    "published": N_("sent to policymakers"),
    "withdrawn": N_("taken back"),
    "recalled": N_("taken back after it was sent"),
}
CAN_BE_TAKEN_BACK = frozenset({"offered", "agreed", "in_review", "accepted", "returned", "published"})


def quoted(words: str, most: int = MOST_CHARACTERS) -> str:
    """Return words as a quotation."""
    shown = words if len(words) <= most else words[: most - 1].rstrip() + "…"
    return "\n".join(f"> {line}" for line in shown.splitlines())


def new_form(t: Texts) -> Form:
    """Return the form of /share new."""
    hint = t("What gets in the way at your site, or what would help?")
    box = Input("text", t("In your own words"), long=True, most=MOST_CHARACTERS, hint=hint)
    return Form(t("Share with policymakers"), Address("sharing", "offer"), (box,))


def change_form(t: Texts, contribution: Contribution) -> Form:
    """Return the form that changes the words."""
    label = t("The words you would share")
    box = Input("text", label, long=True, most=MOST_CHARACTERS, value=contribution.words)
    return Form(t("Change the words"), Address("sharing", "changed", str(contribution.id)), (box,))


def offer_card(
    t: Texts,
    contribution: Contribution,
    masked: Sequence[tuple[str, str]],
    topics: Sequence[Topic],
    *,
    safety_line: str,
) -> Card:
    """Return the private card on which an author reads the anonymized words and decides."""
    target = target_of(contribution.id, contribution.words)
    fields = [(t("What was masked"), _masked_lines(masked) or t("Nothing. No name, place or number was found."))]
    if contribution.held:
        fields.append((t("Please look at these: do they point at somebody?"), held_lines(contribution.held)))
    fields.append((t("The question"), t(QUESTIONS[WORDING])))
    return Card(
        title=t("These words would leave the room"),
        text=quoted(contribution.words),
        fields=tuple(fields),
        footer=safety_line,
        selects=(_topic_select(t, contribution, topics), _kind_select(t, contribution)),
        buttons=(
            Button(t("Yes, share these words"), Address("sharing", "agree", target), "success"),
            Button(t("Change the words"), Address("sharing", "change", target)),
            Button(t("Cancel"), Address("sharing", "cancel", target)),
        ),
    )


def _masked_lines(masked: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"{before} → {after}" for before, after in masked)


def held_lines(held: Sequence[str]) -> str:
    """Return what is only suspected, one line each."""
    return "\n".join(f"• {words}" for words in held)


def _topic_select(t: Texts, contribution: Contribution, topics: Sequence[Topic]) -> Select:
    choices = tuple(
        Choice(topic.label, topic.key, topic.about, chosen=topic.key == contribution.topic) for topic in topics
    )
    address = Address("sharing", "topic", target_of(contribution.id, contribution.words))
    return Select(t("What it is about"), address, choices)


def _kind_select(t: Texts, contribution: Contribution) -> Select:
    labels = {"concern": t("Something gets in the way"), "suggestion": t("Something that would help")}
    choices = tuple(Choice(label, kind, chosen=kind == contribution.kind) for kind, label in labels.items())
    address = Address("sharing", "kind", target_of(contribution.id, contribution.words))
    return Select(t("Concern or suggestion"), address, choices)


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


def mine_card(t: Texts, contributions: Sequence[Contribution]) -> Card:
    """Return what a member ever shared, newest first, with the buttons that take it back."""
    if not contributions:
        return Card(
            text=t(
                "You haven't shared anything yet. Right-click (on a phone, hold) a message of yours, or use /share new."
            )
        )
    shown = contributions[:MOST_MINE]
    lines = [f"**{place}** · {t(STATES[each.state])}\n{_words_of(t, each)}" for place, each in enumerate(shown, 1)]
    buttons = tuple(
        Button(t("{place}: Take it back", place=place), Address("sharing", "back", str(each.id)))
        for place, each in enumerate(shown, 1)
        if each.state in CAN_BE_TAKEN_BACK
    )
    changes = tuple(
        Button(
            t("{place}: Change the words", place=place), Address("sharing", "change", target_of(each.id, each.words))
        )
        for place, each in enumerate(shown, 1)
        if each.state in {"offered", "returned"}
    )
    return Card(title=t("What you shared"), text="\n\n".join(lines), buttons=buttons + changes)


def _words_of(t: Texts, contribution: Contribution) -> str:
    words = quoted(contribution.words, EXCERPT) if contribution.words else t("The words are erased here.")
    return words + (f"\n{contribution.reason}" if contribution.reason else "")


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
