"""Which recipients' newest mail did not arrive: refused at once, or reported back."""

from __future__ import annotations

from collections.abc import Mapping

from archive.delivery.deliveries import DeliveryStore
from archive.delivery.store import RecipientStore
from bot.database.transaction import Tx
from bot.outbox.ledger import Ledger
from bot.outbox.outbox import mail_destination


async def not_arrived(tx: Tx) -> Mapping[int, str]:
    """Return recipient → failure, which ends with a status code, for those whom the newest mail did not reach."""
    newest = {each.recipient_id: each.bounce for each in await DeliveryStore(tx).all()}  # the oldest first
    unsent = {each.destination: each.failure for each in await Ledger(tx).unsent_mails()}
    found = {recipient_id: status for recipient_id, status in newest.items() if status}
    for recipient in await RecipientStore(tx).all():
        if failure := unsent.get(mail_destination(recipient.mail)):
            found[recipient.id] = failure
    return found
