"""What the reviewer sees, and what the author hears of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from archive.consent.model import Contribution, Proposal
from archive.consent.rules import MOST_CHARACTERS, Purpose
from archive.consent.shown import EXCERPT, held_lines, highlighted, purpose_words, quoted
from archive.consent.targets import target_of
from bot.cards import Address, Button, Card, Form, Input
from cogs.digest.review.rules import difference
from config.texts import N_, Texts

Decided = Literal["accepted", "proposed", "returned", "declined"]
BECAME: Mapping[Decided, str] = {
    "accepted": N_("They may go out; their author has been told."),
    "proposed": N_("Their author reads your words beside their own. Nothing goes out unless they say yes to them."),
    "returned": N_("Their author reads your note and can change the words. Nothing goes out until then."),
    "declined": N_("Their author reads your reason. The words go nowhere, and the yes to them is erased."),
}
WHAT_HAPPENS = N_(
    "Suggest other words: their author decides between yours and their own.\n"
    "Give them back: their author reads your note and can change them; then they come to a steward again.\n"
    "Turn them down: for good. Their author reads why, and the yes is erased."
)
EXCERPT_OF_FIELD = 1000  # Discord: an embed field's value holds 1,024
LONGEST_DIFFERENCE = 3300  # and its description 4,096


def return_form(t: Texts, contribution: Contribution) -> Form:
    """Return the form in which a steward says what to change."""
    address = Address("digest", "returned", target_of(contribution.id, contribution.words))
    box = Input("reason", t("What should the author change?"), long=True, most=1000)
    return Form(t("Give it back"), address, (box,))


def proposal_form(t: Texts, contribution: Contribution) -> Form:
    """Return the form in which a steward suggests other words."""
    address = Address("digest", "proposed", target_of(contribution.id, contribution.words))
    words = Input("text", t("The words you suggest"), long=True, most=MOST_CHARACTERS, value=contribution.words)
    reason = Input("reason", t("Why, in a sentence"), required=False, most=300)
    return Form(t("Suggest other words"), address, (words, reason))


def decline_form(t: Texts, contribution: Contribution) -> Form:
    """Return the form in which a steward says why words can't be used."""
    address = Address("digest", "declined", target_of(contribution.id, contribution.words))
    box = Input("reason", t("Why can't they be used?"), long=True, most=1000)
    return Form(t("Turn them down for good"), address, (box,))


def review_card(
    t: Texts,
    waiting: Sequence[Contribution],
    topics: Mapping[str, str],
    purposes: Collection[Purpose],
    decided: Decided | None = None,
) -> Card:
    """Return the first of the words that wait for this reviewer, without whose they are, and the last decision."""
    became = t(BECAME[decided]) if decided else ""
    if not waiting:
        nothing = t(
            "Nothing waits for you. Members offer words with /share new; you are never shown your own, or those of "
            "people you supervise."
        )
        return Card(text=f"{became}\n\n{nothing}".strip())
    done = [(t("The words before"), became)] if became else []
    first, target = waiting[0], target_of(waiting[0].id, waiting[0].words)
    fields = [*done, (t("Topic"), topics.get(first.topic, first.topic)), (t("Kind"), _kind_word(t, first.kind))]
    fields.append((t("The author's yes is for"), purpose_words(t, purposes)))
    if first.held:
        fields.append((t("Look closely: may these point at somebody?"), held_lines(t, first.held)))
    fields.append((t("What the buttons do"), t(WHAT_HAPPENS)))
    more = len(waiting) - 1
    return Card(
        title=t("May these words go out?"),
        text=highlighted(first.words, first.held),
        fields=tuple(fields),
        footer=t.many("{count} more waits.", "{count} more wait.", more) if more else "",
        buttons=(
            Button(t("Let them go out"), Address("digest", "accept", target), "success"),
            Button(t("Suggest other words"), Address("digest", "propose", target)),
            Button(t("Give them back"), Address("digest", "give_back", target)),
            Button(t("Turn them down"), Address("digest", "decline", target), "danger"),
        ),
    )


def _kind_word(t: Texts, kind: str) -> str:
    return t("would help") if kind == "suggestion" else t("gets in the way")


def accepted_notice(t: Texts, words: str, purposes: Collection[Purpose]) -> Card:
    """Return what the author hears when a steward lets the words go out."""
    lines = [t("A steward has read your words.")]
    if "digest" in purposes:
        lines.append(t("They join the next digest that has enough voices on their theme."))
    if "archive" in purposes:
        lines.append(t("Members can find them with /archive find, without your name."))
    return Card(title=t("Your words are ready"), text=f"{quoted(words, EXCERPT)}\n\n{' '.join(lines)}")


def proposed_notice(t: Texts, contribution: Contribution, proposal: Proposal) -> Card:
    """Return what the author hears when a steward suggests other words: what changes, and one click for a yes."""
    why = f"\n{contribution.reason}" if contribution.reason else ""
    ask = t(
        "A steward suggests these words instead of yours. Crossed out goes, bold is new. Nothing leaves unless you say "
        "yes to them; your yes is then for: {purposes}.",
        purposes=purpose_words(t, proposal.purposes),
    )
    changed = quoted(difference(contribution.words, proposal.words), LONGEST_DIFFERENCE)
    return Card(
        title=t("Other words for what you shared"),
        text=f"{ask}{why}\n\n{changed}",
        fields=((t("The new words"), quoted(proposal.words, EXCERPT_OF_FIELD)),),
        buttons=(
            Button(
                t("Yes, share these new words"),
                Address("sharing", "take_up", target_of(contribution.id, proposal.words)),
                "success",
            ),
            Button(t("Change the words"), Address("sharing", "change", target_of(contribution.id, contribution.words))),
            Button(t("Take it back"), Address("sharing", "back", str(contribution.id))),
        ),
    )


def declined_notice(t: Texts, contribution: Contribution) -> Card:
    """Return what the author hears when a steward turns words down."""
    text = t(
        "A steward can't let these words go out: {reason} Nothing of them was sent, and your yes is erased.",
        reason=contribution.reason or "",
    )
    return Card(title=t("Your words won't go out"), text=f"{quoted(contribution.words, EXCERPT)}\n\n{text}")


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
    return Card(text=text + " " + t("/digest review shows it, without its author."))
