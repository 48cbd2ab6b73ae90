"""Whom a mail in the outbox was for. Its row holds a hash of the address alone, so everybody's is compared."""

from __future__ import annotations

from collections.abc import Mapping

from archive.delivery.invitations import InvitationStore
from archive.delivery.model import Recipient
from archive.delivery.store import RecipientStore
from bot.database.transaction import Tx
from bot.outbox.outbox import mail_destination
from bot.people.store import PeopleStore
from config.texts import Texts


async def addressees(tx: Tx, t: Texts) -> Mapping[str, str]:
    """Return destination → who it is, for everybody on the roster, every recipient and the colleagues they asked.

    Names, never addresses: stewards read this in Discord.
    """
    recipients = {each.id: each for each in await RecipientStore(tx).all()}
    asked = [each for each in await InvitationStore(tx).all() if each.mail and each.recipient_id in recipients]
    found = {mail_destination(each.email): each.name for each in await PeopleStore(tx).people() if each.email}
    for each in asked:
        office = recipients[each.recipient_id].office
        found[mail_destination(each.mail)] = t("A colleague at {office}", office=office)
    return found | {mail_destination(each.mail): named(each) for each in recipients.values()}


def named(recipient: Recipient) -> str:
    """Return a recipient as stewards know them."""
    return f"{recipient.office}: {recipient.name}"
