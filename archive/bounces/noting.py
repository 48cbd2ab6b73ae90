"""What reports are about: our deliveries, and the mails to colleagues. Each is noted once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import Message
from typing import TypeVar

from archive.bounces.report import Report, read_report
from archive.delivery.deliveries import REMIND_AFTER, Delivery, DeliveryStore
from archive.delivery.invitations import InvitationStore
from archive.delivery.marks import edition_mark, invitation_mark
from archive.delivery.model import Recipient
from archive.delivery.store import RecipientStore
from bot.database.transaction import Tx

T = TypeVar("T")
LOOKED_BACK = timedelta(days=60)  # a reminder leaves after 30 days, and a server may try for many more


@dataclass(frozen=True)
class Bounce:
    """A mail that came back: whose it was, or whose colleague's, and the status code."""

    recipient: Recipient
    status: str
    key: str  # of what came back
    is_colleague: bool = False


async def note_bounces(tx: Tx, mails: Sequence[Message], *, now: datetime) -> list[Bounce]:
    """Note what these mails report, and return what is news."""
    reports = [report for mail in mails if (report := read_report(mail)) is not None]
    if not reports:
        return []
    recipients = {each.id: each for each in await RecipientStore(tx).all()}
    store, since = DeliveryStore(tx), now - LOOKED_BACK
    sent = _by_mark(each for each in await store.all() if each.sent_at >= since)
    asked = {invitation_mark(each.link_hash): each for each in await InvitationStore(tx).all()}
    found: list[Bounce] = []
    for report, delivery in _about(reports, sent):
        if delivery.recipient_id in recipients and await store.note_bounce(delivery.id, report.status, now=now):
            found.append(Bounce(recipients[delivery.recipient_id], report.status, str(delivery.id)))
    for report, invitation in _about(reports, asked):
        if invitation.recipient_id in recipients:
            recipient = recipients[invitation.recipient_id]
            found.append(Bounce(recipient, report.status, invitation.link_hash[:16], is_colleague=True))
    return found


def _by_mark(deliveries: Iterable[Delivery]) -> Mapping[str, Delivery]:
    """Return mark → delivery, for its mail and for each of its reminders."""
    return {
        edition_mark(each.edition_id, each.recipient_id, number): each
        for each in deliveries
        for number in range(len(REMIND_AFTER) + 1)
    }


def _about(reports: Sequence[Report], known: Mapping[str, T]) -> list[tuple[Report, T]]:
    return [(report, known[mark]) for report in reports for mark in sorted(report.marks) if mark in known]
