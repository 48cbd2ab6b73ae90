"""The digest's cards. No I/O."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from archive.delivery.model import Recipient
from archive.digest.model import Edition
from archive.digest.months import month_name
from archive.digest.places import place_name
from archive.digest.reading import grade_of, hard_to_read
from archive.digest.store import KeptEdition
from archive.responses.answering import Taken
from archive.responses.words import say_response
from archive.suppression.places import Place
from archive.suppression.rules import Band
from bot.cards import Address, Button, Card, Select
from config.texts import Texts

# What Discord reads as markup, mention or link: anywhere, or at the beginning of a line.
MARKS = re.compile(r"([\\*_~`|<]|(?<=\])\(|^(?:#|>|-))", re.MULTILINE)


def plain(text: str) -> str:
    """Return a text that Discord shows as it was written."""
    return MARKS.sub(r"\\\1", text)


def quoted(words: str) -> str:
    """Return words as a quotation."""
    return "\n".join(f"> {plain(line)}" for line in words.splitlines())


def built(t: Texts, edition: Edition, besides: Sequence[str] = ()) -> Card:
    """Return what a steward reads after building; `besides` are earlier months whose editions wait for a yes.

    How many contributions wait is told to nobody: so few could be somebody.
    """
    month, count = edition.month, len(edition.themes)
    text = t.many(
        "{count} theme is in. Read it as policymakers will, then approve it; nothing leaves before that.",
        "{count} themes are in. Read it as policymakers will, then approve it; nothing leaves before that.",
        count,
    )
    if not count:
        text = t("Nothing has enough voices yet, so this month's digest says just that. It can be sent or left.")
    text += " " + t("What has too few voices waits for more; nothing is lost.")
    if besides:
        text += "\n\n" + unapproved(t, besides)
    title = t("The digest for {month} is built", month=month_name(month, t.language))
    return Card(title=title, text=text, buttons=(preview_button(t, month), approve_button(t, month)))


def unapproved(t: Texts, months: Sequence[str]) -> str:
    """Return that editions of these months wait for a yes, and that nobody has to give it."""
    named = ", ".join(month_name(month, t.language) for month in months)
    return t.many(
        "The digest for {months} has no yes either. /help has a button to read it; approve it, or leave it.",
        "The digests for {months} have no yes either. /help has buttons to read them; approve them, or leave them.",
        len(months),
        months=named,
    )


def preview_button(t: Texts, month: str) -> Button:
    """Return the button that shows an edition."""
    return Button(t("Show me the digest"), Address("digest", "preview", month))


def approve_button(t: Texts, month: str) -> Button:
    """Return the button that approves an edition."""
    return Button(t("Approve it"), Address("digest", "approve", month), "primary")


def preview(
    t: Texts,
    kept: KeptEdition,
    shown: Edition,
    reader: Recipient | None,
    *,
    buttons: tuple[Button, ...] = (),
    titles: tuple[Select, ...] = (),
) -> Card:
    """Return what comes with the files of an edition, or of what `reader` receives of it, and what may be done now."""
    text = t("This is what stands today, in three forms with the same words. What members take back leaves all three.")
    if reader is not None:
        text = t("This is what {office} receives of it today, in three forms.", office=plain(reader.office))
    for said in hard_to_read(shown):
        text += "\n\n" + t("Hard to read, grade {grade}: “{text}”", grade=grade_of(said), text=plain(said[:300]))
    fields = tuple(
        (plain(theme.title)[:256], _about(t, theme.place, theme.band, len(theme.statements)))
        for theme in shown.themes[:10]
    )
    title = t("The digest for {month}", month=month_name(kept.month, t.language))
    return Card(title=title, text=text, fields=fields, buttons=buttons, selects=titles)


def _about(t: Texts, place: Place, band: Band, statements: int) -> str:
    line = t.many("{band} people, one statement", "{band} people, {count} statements", statements, band=band)
    where = place_name(place, t)
    return f"{line} · {plain(where)}" if where else line


def waiting(t: Texts, month: str, *, has_a_yes: bool, is_last: bool = False) -> Card:
    """Return what a steward reads while an edition waits for their yes; `is_last`: nobody reminds them again."""
    if has_a_yes:
        text = t("Another steward has said yes. It takes one more yes, and that can be yours.")
    else:
        text = t("Nobody has said yes to it yet, so members can't read it and it can't go out.")
    if is_last:
        text += " " + t(
            "This is the last reminder. You can also leave it: nothing is sent, and what it holds comes into a later "
            "digest. /help shows that it waits."
        )
    title = t("The digest for {month} waits for you", month=month_name(month, t.language))
    return Card(title=title, text=text, buttons=(preview_button(t, month), approve_button(t, month)))


def moment(instant: datetime) -> str:
    """Return an instant that Discord shows in the reader's own time."""
    return f"<t:{int(instant.timestamp())}:f>"


def sent(t: Texts, month: str, mails: int) -> str:
    """Return what a steward reads after sending."""
    named = month_name(month, t.language)
    return t.many(
        "The digest for {month} is on its way to one policymaker. Responses arrive in the digest channels.",
        "The digest for {month} is on its way to {count} policymakers. Responses arrive in the digest channels.",
        mails,
        month=named,
    )


def response_card(t: Texts, taken: Taken, *, safety_line: str) -> Card:
    """Return a policymaker's answer as everybody in a digest channel reads it."""
    return Card(
        title=t("{office} responded", office=taken.recipient.office),
        text=_answer(t, taken),
        footer=t.named(safety_line),
    )


def response_notice(t: Texts, taken: Taken) -> Card:
    """Return a policymaker's answer as an author of the theme reads it."""
    text = t("You helped to raise this.") + "\n\n" + _answer(t, taken)
    return Card(title=t("A response to what you shared"), text=text)


def _answer(t: Texts, taken: Taken) -> str:
    theme, answer = taken.theme, taken.answer
    about = f"**{plain(theme.title)}** ({month_name(taken.kept.month, t.language)})"
    said = say_response(answer.kind, taken.recipient.office, answer.details, answer.by_when, t)
    if answer.kind != "need_more":
        return f"{about}\n{quoted(said)}"
    return f"{about}\n{quoted(said)}\n{t('If you know, answer with /share new: it goes the way of all you share.')}"
