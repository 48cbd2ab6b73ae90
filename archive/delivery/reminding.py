"""Asking again: 14 and 30 days after an edition, those whose office left a theme without a response."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from archive.consent.reading import KeyOf
from archive.delivery.deliveries import REMIND_AFTER, Delivery, DeliveryStore, next_reminder
from archive.delivery.letters import Door, reminder_letter
from archive.delivery.link_store import LinkStore
from archive.delivery.links import make_link
from archive.delivery.marks import edition_mark, message_id
from archive.delivery.model import Recipient
from archive.delivery.sending import LEAVE_PATH, LINKS_KEY, OPEN_PATH
from archive.delivery.store import RecipientStore
from archive.digest.desk import keys_of
from archive.digest.model import Theme
from archive.digest.store import EditionStore, KeptEdition
from archive.responses.reading import edition_for
from archive.responses.scoreboard import unanswered
from bot.database.network import Network
from bot.database.transaction import Tx
from bot.house import House
from bot.outbox import Outbox
from config.texts import texts_outside


async def remind_due(house: House, network: Network, *, now: datetime) -> int:
    """Write the reminders that are due and return how many; without a mail server they stay due.

    Each is claimed in the write that owes its mail: of two processes that wake at once, the second finds it done.
    """
    if not house.settings.can_mail:
        return 0
    async with network.read() as tx:
        due = await DeliveryStore(tx).due(now)
    written, key_of = 0, keys_of(house, network)
    for each in due:
        async with network.write() as tx:
            still = next((found for found in await DeliveryStore(tx).due(now) if found.id == each.id), None)
            if still is not None:
                written += await _remind(house, network, tx, still, key_of, now)
    return written


async def _remind(house: House, network: Network, tx: Tx, due: Delivery, key_of: KeyOf, now: datetime) -> bool:
    """Owe one reminder, or settle the delivery where nothing waits; say whether a mail was written."""
    number = due.reminded + 1
    is_owed = await owe_reminder(house, network, tx, due, number, key_of, now)
    remind_at = next_reminder(due.sent_at, number, now) if is_owed else None
    await DeliveryStore(tx).set_reminder(due.id, reminded=number if is_owed else due.reminded, remind_at=remind_at)
    return is_owed


def reminder_key(edition_id: int, recipient_id: int, number: int) -> str:
    """Return the outbox's key of a recipient's first, or second, reminder of an edition."""
    return f"digest.reminder:{edition_id}:{recipient_id}:{number}"


async def owe_reminder(
    house: House, network: Network, tx: Tx, due: Delivery, number: int, key_of: KeyOf, now: datetime
) -> bool:
    """Owe the mail of a reminder, of what waits for a response now; say whether anything does."""
    recipient = await RecipientStore(tx).get(due.recipient_id)
    kept = await EditionStore(tx).get(due.edition_id)
    open_themes: list[Theme] = []
    if recipient is not None and recipient.state == "active" and kept is not None:
        edition = await edition_for(house, network, tx, kept, recipient, key_of=key_of)
        keys = await unanswered(tx, kept.id, recipient.office, [theme.key for theme in edition.themes])
        open_themes = [theme for theme in edition.themes if theme.key in keys]
    if recipient is None or kept is None or not open_themes:
        return False
    door = await _fresh_door(house, network, tx, recipient, kept, now)
    letter = reminder_letter(
        texts_outside(recipient.language),
        recipient,
        kept.edition,
        [theme.title for theme in open_themes],
        due.sent_at.date(),
        door,
        last=number == len(REMIND_AFTER),
    )
    marked = message_id(edition_mark(kept.id, recipient.id, number), house.settings.mail_from or "")
    key = reminder_key(kept.id, recipient.id, number)
    await Outbox(tx).mail(replace(letter, message_id=marked), now=now, key=key)
    return True


async def _fresh_door(
    house: House, network: Network, tx: Tx, recipient: Recipient, kept: KeptEdition, now: datetime
) -> Door | None:
    """Keep a new link in the place of the earlier ones; None where no public address is set."""
    base = house.settings.public_url
    if base is None:
        return None
    token, link = make_link(house.keys.signing_key(LINKS_KEY), network.id, now)
    links = LinkStore(tx)
    await links.replace_own(recipient.id, kept.id, now=now)
    await links.add(link, recipient.id, kept.id)
    until = datetime.fromtimestamp(link.expires_at_seconds, UTC).date()
    return Door(f"{base}{OPEN_PATH}{token}", f"{base}{LEAVE_PATH}{token}", until)
