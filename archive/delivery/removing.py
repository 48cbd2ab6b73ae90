"""Taking a recipient's links back, and taking a recipient off for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from archive.delivery.invitations import InvitationStore
from archive.delivery.link_store import LinkStore
from archive.delivery.model import Recipient
from archive.delivery.store import RecipientStore
from bot.database.transaction import Tx
from bot.errors import Refusal
from bot.outbox.privacy import erase_mails_to
from bot.people.stewards import StewardStore
from config.texts import N_

REVOKED = N_("{actor} took back the links of {about} to the digest.")
REMOVED = N_("{actor} took somebody at {about} off the digest's list.")


@dataclass
class NoSuchRecipient(Refusal):
    """Nobody on the list has this address."""

    mail: str
    says: ClassVar[str] = N_(
        "Nobody receives the digest at {mail}; nothing was changed. staffroom recipients list shows who does."
    )


async def recipient_at(tx: Tx, mail: str) -> Recipient:
    """Return the recipient with a mail address; raises `NoSuchRecipient`."""
    found = [each for each in await RecipientStore(tx).all() if each.mail == mail.strip().casefold()]
    if not found:
        raise NoSuchRecipient(mail)
    return found[0]


async def revoke_links(tx: Tx, recipient: Recipient, *, by: int | None, now: datetime) -> int:
    """Take back every link of a recipient and of the colleagues they asked, in the log; return how many were open.

    The next mail to them carries a new link. `by` is the steward's person, None the host.
    """
    count = await LinkStore(tx).revoke(recipient.id, now=now)
    if count:
        await StewardStore(tx).log(by, REVOKED, recipient.office, now)
    return count


async def remove_recipient(tx: Tx, recipient: Recipient, *, by: int | None, now: datetime) -> None:
    """Take a recipient off the list: links, name, address, mails that wait, and the addresses of colleagues they asked.

    Their responses stay, under the office's name; members were told them.
    """
    await LinkStore(tx).revoke(recipient.id, now=now)
    await InvitationStore(tx).forget_mail(recipient_id=recipient.id)
    await erase_mails_to(tx, recipient.mail)
    await RecipientStore(tx).remove(recipient.id)
    await StewardStore(tx).log(by, REMOVED, recipient.office, now)
