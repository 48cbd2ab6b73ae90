"""What the principals' forum learns: reading lists, situations and how they were handled, marks, ways of leading."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, String, UniqueConstraint

from bot.database.schema.base import Sealed, UtcTime, refers, scoped

readers = scoped(
    "forum_readers",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),  # who wants the weekly list
    Column("week", String(10)),  # whose list they had, or whose was empty
    UniqueConstraint("network_id", "person_id"),
    refers("person_id", "people"),
)

prompts = scoped(
    "forum_prompts",
    Column("situation", String(40), nullable=False),  # its key in the definition, or of the built-in ones
    Column("state", String(10), nullable=False),  # waiting, stopped, owed, posted, skipped, lost
    Column("due_at", UtcTime, nullable=False),
    Column("thread_id", BigInteger),  # Discord's post in the forum, once there is one
)
Index("ix_forum_prompts_due", prompts.c.network_id, prompts.c.state, prompts.c.due_at)

tellings = scoped(
    "forum_tellings",
    Column("prompt_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False, info={"person": True}),  # who handled such a situation
    Column("style", String(20), nullable=False),  # the way of leading they named
    Column("words", Sealed, nullable=False),
    Column("message_id", BigInteger),  # on Discord
    UniqueConstraint("network_id", "prompt_id", "person_id"),
    refers("prompt_id", "forum_prompts"),
    refers("person_id", "people"),
)
Index("ix_forum_tellings_person", tellings.c.network_id, tellings.c.person_id)

marks = scoped(
    "forum_marks",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),  # who tried it at their school
    Column("entry_id", BigInteger),  # an answer to a question
    Column("telling_id", BigInteger),  # or how somebody handled a prompt
    Column("said", Sealed, nullable=False),  # helped or not: readable with the marker's key only
    UniqueConstraint("network_id", "person_id", "entry_id"),
    UniqueConstraint("network_id", "person_id", "telling_id"),
    refers("person_id", "people"),
    refers("entry_id", "forum_entries"),
    refers("telling_id", "forum_tellings"),
)
Index("ix_forum_marks_entry", marks.c.network_id, marks.c.entry_id)
Index("ix_forum_marks_telling", marks.c.network_id, marks.c.telling_id)

leanings = scoped(
    "forum_leanings",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),  # who agreed to be counted
    Column("style", Sealed, nullable=False),  # under which way of leading: readable with their key only
    UniqueConstraint("network_id", "person_id"),
    refers("person_id", "people"),
)
