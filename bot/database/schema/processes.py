"""What processes on one database agree about: whose turn a sweep is, who leads, and what one hands to another."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, String, Table, UniqueConstraint

from bot.database.schema.base import Sealed, UtcTime, metadata, scoped

turns = scoped(
    "turns",
    Column("name", String(60), nullable=False),  # of a sweep
    Column("next_at", UtcTime, nullable=False),
    Column("lease_until", UtcTime),  # while a process is at it
    Column("claim", BigInteger, nullable=False),  # drawn anew by whoever takes the turn
    UniqueConstraint("network_id", "name"),
)

# what somebody did in a private message, until the process with their server takes it: some hundredths of a second
handed_on = scoped(
    "handed_on",
    Column("interaction", Sealed, nullable=False),  # as Discord sent it, under a key that is destroyed as it is taken
    Column("since", UtcTime, nullable=False),
)

# the deployment's own, so without a network, as the list of networks itself
leases = Table(
    "leases",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("term", BigInteger, nullable=False),  # counts who has had it: what an older one writes is refused
    Column("holder", BigInteger),
    Column("until", Float),  # by the database's clock, in seconds of Unix time; unused where it has locks of its own
)
