"""Issues and voices without a name as cards: what it means, what is offered first, the receipt, what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.issues.model import Issue
from archive.issues.rules import MOST_CHARACTERS, Draft
from bot.anonymity.receipts import shown_receipt
from bot.cards import Address, Button, Card, Form, Input
from cogs.issues.issue_cards import status_line
from cogs.issues.render import day, excerpt, quote, sites_say
from cogs.issues.rules import STATUS_NAMES, pack
from config.texts import Texts

EXCERPT = 300  # of others' words, so that one's own whole words fit into the same message


def without_name_fields(t: Texts, *, is_site_kept: bool) -> list[tuple[str, str]]:
    """Return what somebody reads before they speak without a name: what is kept, and what that costs."""
    site = t("Your site is kept with it: enough practitioners work there.")
    if not is_site_kept:
        site = t("Your site is not kept with it: too few practitioners work there, and it would point at you.")
    kept = (
        t("Your name is stored in no table and no log. Only colleagues who supervise nobody read it."),
        site,
        t("You get a receipt, shown once: with it you see what becomes of it, change the words or take them back."),
    )
    costs = (
        t(
            "Policymakers learn nothing of it, not even a count: a yes to them has to be somebody's, so that it can be "
            "checked and taken back. Raise it as yours if they should."
        ),
        t(
            "You count as a person until this month's digest is sent. Until then, and for 31 days after the month's "
            "end at most, whoever runs this bot could find out who wrote. Then nobody can."
        ),
        t("Your way of writing, or something only you know, can give you away."),
    )
    return [(t("Without your name"), _listed(kept)), (t("What this can't do"), _listed(costs))]


def offer_card(t: Texts, draft: Draft, similar: Sequence[Issue], sites: Mapping[int, int], reader_id: int) -> Card:
    """Return the offer to join others. Its text is one's own words and nothing else: they are stored nowhere."""
    fields = [
        (f"{place} · {sites_say(t, sites.get(issue.id, 0))}", quote(issue.text, EXCERPT))
        for place, issue in enumerate(similar, 1)
    ]
    kept = t("Others say something alike. Your words stand here and nowhere else: copy them before you close this.")
    joins = tuple(
        Button(t("{place}: Add my voice", place=place), Address("issues", "support_unnamed", str(issue.id)), "primary")
        for place, issue in enumerate(similar, 1)
        if issue.person_id != reader_id
    )
    post = Button(t("Post mine anyway"), Address("issues", "post_unnamed", pack(draft)))
    return Card(
        title=t("Not posted yet"),
        text=draft.text,
        fields=(*fields, (t("What you can do"), kept)),
        buttons=(*joins, post),
    )


def receipt_card(t: Texts, receipt: str, *, is_support: bool, safety_line: str) -> Card:
    """Return the receipt, shown once: nobody can look it up later."""
    what = t("Your issue is raised, without your name.")
    if is_support:
        what = t("Your voice is counted, without your name.")
    text = t(
        "{what} This is your receipt, and the only thing that shows it is yours:\n\n**{receipt}**\n\n"
        "Keep it: it isn't shown again, and nobody can find it for you. `/issue receipt` shows what becomes of it; you "
        "won't be told, since that would mean knowing who you are.",
        what=what,
        receipt=shown_receipt(receipt),
    )
    return Card(title=t("Your receipt"), text=text, footer=t.named(safety_line), buttons=(_back_button(t, receipt),))


@dataclass(frozen=True)
class Opened:
    """What a receipt shows."""

    receipt: str
    issue: Issue
    sites: int
    theme: str | None
    steps: Sequence[tuple[str, datetime]]
    is_support: bool
    may_change: bool


def opened_card(t: Texts, opened: Opened) -> Card:
    """Return what became of an issue, for whoever holds the receipt."""
    steps = "\n".join(f"{day(at)} {t(STATUS_NAMES[status])}" for status, at in opened.steps[-8:])
    fields = [
        (t("Where it is"), status_line(t, opened.issue) + (f"\n{steps}" if steps else "")),
        (t("Who says so"), sites_say(t, opened.sites)),
    ]
    if opened.theme is not None:
        fields.append((t("In the theme"), opened.theme))
    change = Button(t("Change the words"), Address("issues", "receipt_change", opened.receipt))
    title = t("What you support without your name") if opened.is_support else t("What you raised without your name")
    return Card(
        title=title,
        text=opened.issue.text,
        fields=tuple(fields),
        buttons=(*((change,) if opened.may_change else ()), _back_button(t, opened.receipt)),
    )


def words_form(t: Texts, receipt: str, words: str) -> Form:
    """Return the form with the words of an issue."""
    box = Input("text", t("In your own words"), long=True, most=MOST_CHARACTERS, value=words[:MOST_CHARACTERS])
    return Form(t("Change the words"), Address("issues", "receipt_changed", receipt), (box,))


def changed(t: Texts, text: str) -> Card:
    """Return what is said after the words were changed."""
    return Card(text=t("Colleagues read the new words from now on: “{words}”", words=excerpt(text, 200)))


def taken_back(t: Texts, *, is_support: bool) -> Card:
    """Return what is said after it was taken back."""
    what = t("It's taken back: its words are erased, and every voice on it.")
    if is_support:
        what = t("Your voice is taken back.")
    return Card(text=f"{what} {t('The receipt fits nothing any more.')}")


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def _back_button(t: Texts, receipt: str) -> Button:
    return Button(t("Take it back"), Address("issues", "receipt_back", receipt), "danger")
