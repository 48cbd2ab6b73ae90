"""To whom an edition went and whether it arrived, when they are reminded, and which colleagues they asked to help."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, UniqueConstraint

from bot.database.schema.base import UtcTime, label, refers, scoped

deliveries = scoped(
    "deliveries",
    Column("edition_id", BigInteger, nullable=False),
    Column("recipient_id", BigInteger, nullable=False),
    Column("sent_at", UtcTime, nullable=False),
    Column("reminded", Integer, nullable=False),  # how many reminders were written
    Column("remind_at", UtcTime),  # when the next is due; empty once nothing more is owed
    Column("bounced_at", UtcTime),  # when a report came that its mail, or a reminder, did not arrive
    Column("bounce", String(12)),  # the report's status code (RFC 3463)
    refers("edition_id", "editions"),
    refers("recipient_id", "recipients"),
    UniqueConstraint("network_id", "edition_id", "recipient_id"),
)
Index("ix_deliveries_remind_at", deliveries.c.network_id, deliveries.c.remind_at)

# A colleague may answer for the office that asked them. Their address is erased when their link has run out.
invitations = scoped(
    "invitations",
    Column("recipient_id", BigInteger, nullable=False),  # who asked
    Column("edition_id", BigInteger, nullable=False),
    Column("mail", String(254), nullable=False, info=label("a policymaker's address, folded; empty once erased")),
    Column("link_hash", String(64), nullable=False),  # of the row in recipient_links
    Column("invited_at", UtcTime, nullable=False),
    refers("recipient_id", "recipients"),
    refers("edition_id", "editions"),
)
Index("ix_invitations_recipient", invitations.c.network_id, invitations.c.recipient_id, invitations.c.invited_at)

# How far the mailbox that reports come to has been read. Another mailbox is read from its beginning.
bounce_looks = scoped(
    "bounce_looks",
    Column("mailbox", String(64), nullable=False),  # a hash of where it is
    Column("validity", BigInteger, nullable=False),  # UIDVALIDITY: with another, its numbers mean other mails
    Column("last_uid", BigInteger, nullable=False),
    Column("failing_since", UtcTime),
    UniqueConstraint("network_id", "mailbox"),
)
