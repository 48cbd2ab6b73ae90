"""After a webinar: who was there, what is owed, what was answered (counted only), and what is kept of it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, UniqueConstraint

from bot.database.schema.base import Sealed, UtcTime, refers, scoped

# who pressed "I was there", for as long as they are still to be asked what came of it
presences = scoped(
    "webinar_presences",
    Column("webinar_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    UniqueConstraint("network_id", "webinar_id", "person_id"),
    refers("webinar_id", "webinars"),
    refers("person_id", "people"),
    sqlite_with_rowid=False,
)
Index("ix_webinar_presences_person", presences.c.network_id, presences.c.person_id)

# what is owed once a webinar is over: asking who was there, closing the answers, asking a month later, closing those
followups = scoped(
    "webinar_followups",
    Column("webinar_id", BigInteger, nullable=False),
    Column("kind", String(10), nullable=False),  # came, rated, later or changed
    Column("due_at", UtcTime, nullable=False),
    Column("settled_at", UtcTime),
    UniqueConstraint("network_id", "webinar_id", "kind"),
    refers("webinar_id", "webinars"),
)
Index("ix_webinar_followups_due", followups.c.network_id, followups.c.settled_at, followups.c.due_at)

# a round of questions about a webinar, while it can be answered and afterwards
rounds = scoped(
    "webinar_rounds",
    Column("webinar_id", BigInteger, nullable=False),
    Column("kind", String(10), nullable=False),  # after or later
    Column("key_id", String(32)),  # the name in the keyring of the key below; empty once it was destroyed
    Column("is_closed", Boolean, nullable=False),  # only then are the numbers shown
    UniqueConstraint("network_id", "webinar_id", "kind"),
    refers("webinar_id", "webinars"),
)

# that somebody answered a question, under the key of its round: no column here leads to a person
voices = scoped(
    "webinar_voices",
    Column("round_id", BigInteger, nullable=False),
    Column("question", String(10), nullable=False),
    Column("tag", String(64), nullable=False),  # gone when the round closes
    UniqueConstraint("network_id", "round_id", "question", "tag"),
    refers("round_id", "webinar_rounds"),
    sqlite_with_rowid=False,
)

# how often what was answered: numbers, and nothing else
counts = scoped(
    "webinar_counts",
    Column("webinar_id", BigInteger, nullable=False),
    Column("question", String(10), nullable=False),  # came, worth, try or changed
    Column("word", String(10), nullable=False),
    Column("number", Integer, nullable=False),
    UniqueConstraint("network_id", "webinar_id", "question", "word"),
    refers("webinar_id", "webinars"),
    sqlite_with_rowid=False,
)

materials = scoped(
    "webinar_materials",
    Column("webinar_id", BigInteger, nullable=False),
    Column("theme_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False, info={"person": True}),  # who put it there
    Column("kind", String(10), nullable=False),  # recording, slides or other
    Column("title", Sealed, nullable=False),
    Column("link", Sealed, nullable=False),
    Column("kept_at", UtcTime, nullable=False),
    refers("webinar_id", "webinars"),
    refers("theme_id", "themes"),
    refers("person_id", "people"),
)
Index("ix_webinar_materials_webinar", materials.c.network_id, materials.c.webinar_id)
Index("ix_webinar_materials_person", materials.c.network_id, materials.c.person_id)
