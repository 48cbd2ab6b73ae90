"""Mentoring: who asks and who offers, who must never meet, and the pairs that came of it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, UniqueConstraint

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
    Column("rhythm", String(12)),  # weekly, fortnightly or monthly; NULL: no wish
    Column("hours", Json, nullable=False, info=label("keys of a week's blocks, by the clock of the person's site")),
    Column("level_wish", String(5)),  # same or other: the level of the other one's site; NULL: no wish
    Column("district_wish", String(5)),  # the same for its district
    Column("is_listed", Boolean, nullable=False),  # a mentor's own yes to being shown to members who browse
    Column("paused_until", UtcTime),  # off the list until then; a sweep resumes it
    Column("stops_at", UtcTime),  # off the list, and dropped then unless the person takes that back
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

never_named = scoped(
    "mentoring_never_named",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("name", Sealed),  # whoever goes by it, on the roster now or later, is never paired with the person
    refers("person_id", "people"),
)
Index("ix_mentoring_never_named_person", never_named.c.network_id, never_named.c.person_id)

asks = scoped(
    "mentoring_asks",
    Column("mentee_id", BigInteger, nullable=False, info={"person": True}),
    Column("mentor_id", BigInteger, nullable=False, info={"person": True}),
    Column("state", String(10), nullable=False),  # open, accepted, declined, silent, full, gone, withdrawn
    Column("why", String(10)),  # the mentor's own reason for declining, from a list, if they gave one; theirs alone
    Column("asked_at", UtcTime, nullable=False),
    Column("answer_by", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    refers("mentee_id", "people"),
    refers("mentor_id", "people"),
)
Index("ix_mentoring_asks_mentee", asks.c.network_id, asks.c.mentee_id)
Index("ix_mentoring_asks_mentor", asks.c.network_id, asks.c.mentor_id)
Index("ix_mentoring_asks_state", asks.c.network_id, asks.c.state)

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
    Column("opened_at", UtcTime),
    Column("closed_at", UtcTime),  # when it was answered, ran out, was taken back or ended
    Column("declined_by", String(10)),  # mentee or mentor: who said not now
    Column("declined_why", String(10)),  # their reason, from a list, if they gave one; theirs alone
    Column("is_passed_on", Boolean, nullable=False),  # whether whoever it left free was offered the next best
    refers("mentee_id", "people"),
    refers("mentor_id", "people"),
)
Index("ix_mentoring_pairs_mentee", pairs.c.network_id, pairs.c.mentee_id)
Index("ix_mentoring_pairs_mentor", pairs.c.network_id, pairs.c.mentor_id)
Index("ix_mentoring_pairs_state", pairs.c.network_id, pairs.c.state)

rounds = scoped(
    "mentoring_rounds",
    Column("week", String(10), nullable=False),  # the Monday of the week that had its round, by the network's clock
    Column("ran_at", UtcTime, nullable=False),
    UniqueConstraint("network_id", "week"),
)

questions = scoped(
    "mentoring_questions",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("partner_id", BigInteger, nullable=False, info={"person": True}),
    Column("pair_id", BigInteger, nullable=False),
    Column("step", String(12), nullable=False),  # first, second, third, rematch, ending, invitation
    Column("due_at", UtcTime, nullable=False),
    Column("asked_at", UtcTime),
    Column("closed_at", UtcTime),  # answered in full, not needed any more, or left unanswered
    Column("met", String(10)),  # yes or no
    Column("worth", String(10)),  # yes, partly or no
    Column("more", String(10)),  # more help?  yes or no
    Column("again", String(10)),  # the same two once more, one day?  yes or no
    UniqueConstraint("network_id", "pair_id", "person_id", "step"),
    refers("person_id", "people"),
    refers("partner_id", "people"),
    refers("pair_id", "mentoring_pairs"),
)
Index("ix_mentoring_questions_person", questions.c.network_id, questions.c.person_id)
Index("ix_mentoring_questions_partner", questions.c.network_id, questions.c.partner_id)
Index("ix_mentoring_questions_due", questions.c.network_id, questions.c.due_at)

answer_counts = scoped(
    "mentoring_answer_counts",
    Column("year", Integer, nullable=False),  # the school year in which it was asked: 2025 from August 2025 on
    Column("part", String(10), nullable=False),  # met, worth or more
    Column("word", String(10), nullable=False),  # yes, partly or no
    Column("number", Integer, nullable=False),  # how many answered so, once the answers themselves are gone
    UniqueConstraint("network_id", "year", "part", "word"),
)
