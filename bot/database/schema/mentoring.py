"""Mentoring: who asks and who offers, who must never meet, and the pairs that came of it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, UniqueConstraint

from bot.database.schema.base import Json, Sealed, UtcTime, label, refers, scoped

wishes = scoped(
    "mentoring_wishes",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("side", String(10), nullable=False),  # mentee or mentor
    Column("state", String(10), nullable=False),  # draft until its line is saved, then open
    Column("topics", Json, nullable=False, info=label("keys of the vocabulary")),
    Column("languages", Json, nullable=False, info=label("names from a list")),
    Column("about", Sealed),  # the person's own line, shown to whoever they are proposed to
    Column("capacity", Integer, nullable=False),  # how many mentees a mentor takes; 1 for a mentee
    Column("waiting_since", UtcTime),  # when it was first opened; editing keeps the place in the queue
    UniqueConstraint("network_id", "person_id", "side"),
    refers("person_id", "people"),
)

never_with = scoped(
    "mentoring_never_with",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("other_person_id", BigInteger, nullable=False, info={"person": True}),
    UniqueConstraint("network_id", "person_id", "other_person_id"),
    refers("person_id", "people"),
    refers("other_person_id", "people"),
)
Index("ix_mentoring_never_with_other", never_with.c.network_id, never_with.c.other_person_id)

pairs = scoped(
    "mentoring_pairs",
    Column("mentee_id", BigInteger, nullable=False, info={"person": True}),
    Column("mentor_id", BigInteger, nullable=False, info={"person": True}),
    Column("state", String(10), nullable=False),  # proposed, open, declined, expired, withdrawn, ended
    Column("reasons", Json, nullable=False, info=label("kinds of reasons and topics, languages, years")),
    Column("proposed_at", UtcTime, nullable=False),
    Column("answer_by", UtcTime, nullable=False),
    Column("mentee_accepted_at", UtcTime),
    Column("mentor_accepted_at", UtcTime),
    Column("channel_id", BigInteger),  # Discord's id of the pair's thread, once it is open
    refers("mentee_id", "people"),
    refers("mentor_id", "people"),
)
Index("ix_mentoring_pairs_mentee", pairs.c.network_id, pairs.c.mentee_id)
Index("ix_mentoring_pairs_mentor", pairs.c.network_id, pairs.c.mentor_id)
Index("ix_mentoring_pairs_state", pairs.c.network_id, pairs.c.state)
