"""Anonymous conversations. No column here holds or leads to a person, an account, an interaction or a token.

Times are cut to the hour; ids are random, and on SQLite these tables have no hidden row number that would tell the
order in which rows were written.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, UniqueConstraint

from bot.database.schema.base import UtcTime, label, refers, scoped

conversations = scoped(
    "anonymous_conversations",
    Column("feature", String(20), nullable=False),  # which one it belongs to
    Column("channel_id", BigInteger, nullable=False),  # the room
    Column("thread_id", BigInteger),  # where its replies stand
    Column("key_id", String(32)),  # the key's name in the keyring; empty once it was destroyed
    Column("opened_hour", UtcTime, nullable=False),
    Column("closed_hour", UtcTime),
    Column("asked_privately", Integer),  # of a question: how many were asked for an answer; its author finds it here
    sqlite_with_rowid=False,
)

posts = scoped(
    "anonymous_posts",
    Column("conversation_id", BigInteger, nullable=False),
    Column("is_first", Boolean, nullable=False),
    Column("tag", String(64)),  # HMAC of its author under the conversation's key; empty once that was destroyed
    Column("name", String(20), nullable=False),  # what the author is called in this conversation
    Column("number", Integer, nullable=False),  # tells two of the same name apart
    Column("receipt_hash", String(64), nullable=False),
    Column("state", String(12), nullable=False),
    Column("sealed", LargeBinary, info=label("words still to be shown, under the conversation's key; then empty")),
    # what its feature must know of it (a title, who may be asked), under the conversation's key; gone with it
    Column("about", LargeBinary, info=label("sealed under the conversation's key; then empty")),
    Column("message_id", BigInteger),
    Column("posted_hour", UtcTime),
    Column("helped", Boolean, nullable=False),
    refers("conversation_id", "anonymous_conversations"),
    UniqueConstraint("network_id", "receipt_hash"),
    Index(None, "network_id", "conversation_id"),
    sqlite_with_rowid=False,
)

mutes = scoped(
    "anonymous_mutes",
    Column("conversation_id", BigInteger, nullable=False),
    Column("tag", String(64), nullable=False),
    Column("key_id", String(32), nullable=False),
    Column("channel_id", BigInteger, nullable=False),  # the room in which the voice is muted
    Column("muted_hour", UtcTime, nullable=False),
    refers("conversation_id", "anonymous_conversations"),
    UniqueConstraint("network_id", "conversation_id", "tag"),
    sqlite_with_rowid=False,
)

reports = scoped(
    "anonymous_reports",
    Column("post_id", BigInteger, nullable=False),
    Column("goes_to", String(12), nullable=False),  # moderators, or a steward who isn't admitted to the room
    Column("state", String(10), nullable=False),
    Column("reason_sealed", LargeBinary, info=label("under the conversation's key; empty once it is settled")),
    Column("reported_hour", UtcTime, nullable=False),
    refers("post_id", "anonymous_posts"),
    Index(None, "network_id", "post_id"),
    sqlite_with_rowid=False,
)
