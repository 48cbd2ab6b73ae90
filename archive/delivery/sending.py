"""Sending an edition: one mail a recipient into the outbox, in the transaction that says it was sent.

Rendering comes before the transaction; consent is checked within it, so that words taken back while the PDF was made
are not sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from archive import consent
from archive.delivery.deliveries import DeliveryStore
from archive.delivery.link_store import LinkStore
from archive.delivery.links import Link, make_link
from archive.delivery.marks import edition_mark, message_id
from archive.delivery.model import Recipient
from archive.delivery.routing import view_for
from archive.delivery.store import RecipientStore
from archive.digest.answering import Answering, by_page, by_reply
from archive.digest.counting import keep_counts
from archive.digest.desk import Behind, keys_of, standing
from archive.digest.model import Edition
from archive.digest.page import page
from archive.digest.render_html import render_html
from archive.digest.render_pdf import render_pdf
from archive.digest.render_text import render_text
from archive.digest.states import check_may_send
from archive.digest.store import EditionStore, KeptEdition
from archive.digest.words import Page
from bot.database.network import Also, Network
from bot.database.transaction import Tx
from bot.errors import Refusal, Unavailable
from bot.house import House
from bot.outbox import Outbox
from bot.outbox.mail import Attachment, Mail
from config.texts import N_, texts_outside

LINKS_KEY = "links"
SENT = N_("{actor} sent the digest for {about} to policymakers.")
TRIES = 5
OPEN_PATH, LEAVE_PATH = "/digest/open/", "/digest/leave/"


@dataclass
class NoRecipients(Refusal):
    """There is nobody to send to."""

    says: ClassVar[str] = N_(
        "Nobody receives the digest yet, so nothing was sent. The host can add policymakers with "
        "staffroom recipients import."
    )


@dataclass
class WordsKeepChanging(Refusal):
    """Words were taken back each time the edition was ready."""

    says: ClassVar[str] = N_("Words were taken back just now, so nothing was sent. It is tried again in a few minutes.")


@dataclass(frozen=True)
class Letter:
    """One recipient's mail, and the link in it."""

    recipient: Recipient
    mail: Mail
    link: Link | None


async def send_edition(house: House, network: Network, month: str, *, now: datetime, also: Also | None = None) -> int:
    """Send a month's edition to every active recipient and return how many mails were written.

    `also` is written in the same transaction: who had it sent, where somebody had.

    Doing it twice sends once: the second call raises `AlreadySent`. Raises `NoEdition`, `NotApproved`, `NotShown`,
    `NotDue`, `NoRecipients`, `WordsKeepChanging`, and `Unavailable` without a mail server.
    """
    if not house.settings.can_mail:
        raise Unavailable(N_("Mail"))
    key_of = keys_of(house, network)
    for _ in range(TRIES):
        async with network.read() as tx:
            kept = await EditionStore(tx).of_month(month)
            check_may_send(kept.state, month, kept.due_at, now)
            edition, behind = await standing(house, network, tx, kept, key_of=key_of)
            recipients = await RecipientStore(tx).active()
        if not recipients:
            raise NoRecipients
        letters = await letters_for(house, network, kept, edition, recipients, now)
        async with network.write() as tx:
            kept = await EditionStore(tx).of_month(month)
            check_may_send(kept.state, month, kept.due_at, now)
            if await standing(house, network, tx, kept, key_of=key_of) == (edition, behind):
                await mark_sent(tx, kept, edition, behind, now)
                if also is not None:
                    await also(tx)
                return await _post(tx, kept, letters, now)
    raise WordsKeepChanging


def mail_key(edition_id: int, recipient_id: int) -> str:
    """Return the outbox's key of an edition's mail to a recipient."""
    return f"digest:{edition_id}:{recipient_id}"


async def mark_sent(tx: Tx, kept: KeptEdition, edition: Edition, behind: Behind, now: datetime) -> None:
    """Say that an edition has gone out with these words: they are published; voices not among them drop out."""
    store = EditionStore(tx)
    listed = {voice for theme in (await store.voices(kept.id)).values() for voice in theme}
    await store.drop_voices(kept.id, listed - behind.contributions)
    await keep_counts(tx, kept.id, behind.issues)
    await store.set(kept.id, state="sent", sent_at=now, content=edition.to_json())
    await consent.mark_published(tx, behind.contributions, now=now)


async def _post(tx: Tx, kept: KeptEdition, letters: Sequence[Letter], now: datetime) -> int:
    """Write the mails of those who are still to be written to; return how many."""
    active = {recipient.id for recipient in await RecipientStore(tx).active()}
    due = [letter for letter in letters if letter.recipient.id in active]
    for letter in due:
        await Outbox(tx).mail(letter.mail, now=now, key=mail_key(kept.id, letter.recipient.id))
        await DeliveryStore(tx).add(kept.id, letter.recipient.id, now=now)
        if letter.link is not None:
            await LinkStore(tx).add(letter.link, letter.recipient.id, kept.id)
    return len(due)


async def letters_for(
    house: House, network: Network, kept: KeptEdition, edition: Edition, recipients: Sequence[Recipient], now: datetime
) -> list[Letter]:
    """Write a mail for each recipient. Who reads the same receives the same PDF; it is made once."""
    attachments: dict[Page, Attachment] = {}
    letters = []
    for recipient in recipients:
        written = page_for(edition, recipient)
        if written not in attachments:
            pdf = await house.workers.run(render_pdf, written, kept.built_at)
            attachments[written] = Attachment(f"staffroom-digest-{kept.month}.pdf", "application/pdf", pdf)
        letters.append(_letter(house, network, kept, written, recipient, attachments[written], now))
    return letters


def page_for(edition: Edition, recipient: Recipient) -> Page:
    """Put into words, in their language, what a recipient reads of an edition."""
    return page(view_for(edition, recipient), texts_outside(recipient.language))


def _letter(
    house: House,
    network: Network,
    kept: KeptEdition,
    written: Page,
    recipient: Recipient,
    attachment: Attachment,
    now: datetime,
) -> Letter:
    link: Link | None = None
    t = texts_outside(recipient.language)
    answering: Answering = by_reply(t)
    headers: dict[str, str] = {}
    base = house.settings.public_url
    if base is not None:
        token, link = make_link(house.keys.signing_key(LINKS_KEY), network.id, now)
        until = datetime.fromtimestamp(link.expires_at_seconds, UTC).date()
        answering = by_page(f"{base}{OPEN_PATH}{token}", until, t)
        headers["List-Unsubscribe"] = f"<{base}{LEAVE_PATH}{token}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    mail = Mail(
        to=recipient.mail,
        subject=written.subject,
        text=render_text(written, answering),
        html=render_html(written, answering),
        attachments=(attachment,),
        headers=headers,
        message_id=message_id(edition_mark(kept.id, recipient.id), house.settings.mail_from or ""),
    )
    return Letter(recipient, mail, link)
