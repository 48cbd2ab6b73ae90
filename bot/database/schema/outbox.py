"""What the outside world is still to see, and what members are still to be told.

Both may quote somebody, so what they say is sealed as a whole under the key of a day (`bot.outbox.transit`).
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, UniqueConstraint

from bot.database.schema.base import Sealed, UtcTime, label, refers, scoped

outbox = scoped(
    "outbox",
    Column("seq", BigInteger, nullable=False),  # the order of causes within the network
    Column("kind", String(60), nullable=False),
    Column("destination", String(80), nullable=False),  # rows to one destination go out in order
    Column("facts", Sealed),  # erased once settled
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("due_at", UtcTime, nullable=False),
    Column("lease_until", UtcTime),
    Column("tried_at", UtcTime),  # when it was begun first: what may have been posted since is looked for
    Column("key", String(120), info=label("a kind and ids")),
    Column("failure", String(120), info=label("the kind of failure, never its text")),
    UniqueConstraint("network_id", "seq"),
    UniqueConstraint("network_id", "key"),
    Index("ix_outbox_owed", "network_id", "state", "destination", "seq"),
    # a gap among SQLite's hidden row numbers would tell between which others an anonymous post had waited
    sqlite_with_rowid=False,
)

notices = scoped(
    "notices",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("kind", String(60), nullable=False),
    Column("card", Sealed),  # erased once read or delivered
    Column("state", String(10), nullable=False),
    Column("key", String(120), info=label("a kind and ids")),
    Column("created_at", UtcTime, nullable=False),
    refers("person_id", "people"),
    UniqueConstraint("network_id", "key"),
    Index("ix_notices_person", "network_id", "person_id", "state"),
)
