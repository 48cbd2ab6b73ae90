"""The principals' forum: questions, and what may be found again of them.

`forum_index` is no table of this kind: it is FTS5's on SQLite and a tsvector's on PostgreSQL (`bot.search.blind`).
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, String, UniqueConstraint

from bot.database.schema.base import Sealed, UtcTime, refers, scoped

questions = scoped(
    "forum_questions",
    Column("person_id", BigInteger, info={"person": True}),  # the asker; empty once they are erased, or without a name
    Column("conversation_id", BigInteger),  # of a question without a name: its author is in no row
    Column("state", String(20), nullable=False),
    Column("topic", String(20), nullable=False),
    Column("style", String(20), nullable=False),  # of leading; "" where none matters
    Column("urgency", String(20), nullable=False),
    Column("title", Sealed),
    Column("words", Sealed),
    Column("tried", Sealed),
    Column("is_by_hand", Boolean, nullable=False),  # its post is its author's own, not the bot's
    Column("thread_id", BigInteger),  # Discord's post in the forum, once there is one
    Column("asked_at", UtcTime, nullable=False),
    Column("heard_at", UtcTime, nullable=False),  # when something was last said in it, as far as is known
    Column("reached_at", UtcTime),  # when it was put to somebody privately, or an answer was seen
    Column("nudged_at", UtcTime),  # when its asker was asked whether it is solved
    refers("person_id", "people"),
)
Index("ix_forum_questions_conversation", questions.c.network_id, questions.c.conversation_id)
Index("ix_forum_questions_person", questions.c.network_id, questions.c.person_id)
Index("ix_forum_questions_state", questions.c.network_id, questions.c.state, questions.c.heard_at)
Index("ix_forum_questions_thread", questions.c.network_id, questions.c.thread_id)

entries = scoped(
    "forum_entries",
    Column("question_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, info={"person": True}),  # who wrote it; empty where nobody's name stands there
    Column("post_id", BigInteger),  # what was said without a name: the anonymous post
    Column("kind", String(20), nullable=False),
    Column("words", Sealed, nullable=False),
    Column("helped", Boolean, nullable=False),
    Column("is_found", Boolean, nullable=False),  # it is in the index
    Column("is_by_hand", Boolean, nullable=False),  # a message of its author's own, not the bot's
    Column("message_id", BigInteger),  # on Discord
    refers("question_id", "forum_questions"),
    refers("person_id", "people"),
)
Index("ix_forum_entries_question", entries.c.network_id, entries.c.question_id)
Index("ix_forum_entries_person", entries.c.network_id, entries.c.person_id)

reaches = scoped(
    "forum_reaches",
    Column("question_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False, info={"person": True}),  # who was asked privately
    Column("state", String(20), nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    refers("question_id", "forum_questions"),
    refers("person_id", "people"),
)
Index("ix_forum_reaches_question", reaches.c.network_id, reaches.c.question_id)
Index("ix_forum_reaches_person", reaches.c.network_id, reaches.c.person_id)

refusers = scoped(
    "forum_refusers",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),  # who does not want to be asked
    UniqueConstraint("network_id", "person_id"),
    refers("person_id", "people"),
)
