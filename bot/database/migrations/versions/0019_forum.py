"""The principals' forum: questions, what may be found again of them, and the index of it, which holds no words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and the index."""
    _add_questions()
    _add_entries()
    _add_reaches()
    if op.get_bind().dialect.name != "postgresql":
        op.execute("CREATE VIRTUAL TABLE forum_index USING fts5(marks, detail=none, columnsize=0, tokenize='ascii')")
        return
    op.execute(
        "CREATE TABLE forum_index (network_id BIGINT NOT NULL, entry_id BIGINT NOT NULL, lexemes TSVECTOR NOT NULL, "
        "PRIMARY KEY (network_id, entry_id))"
    )
    op.execute("CREATE INDEX ix_forum_index_lexemes ON forum_index USING gin (lexemes)")


def _add_questions() -> None:
    op.create_table(
        "forum_questions",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("style", sa.String(length=20), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("tried", sa.LargeBinary(), nullable=True),
        sa.Column("is_by_hand", sa.Boolean(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_forum_questions_network_id")),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_forum_questions_network_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_forum_questions")),
    )
    op.create_index("ix_forum_questions_person", "forum_questions", ["network_id", "person_id"])
    op.create_index("ix_forum_questions_state", "forum_questions", ["network_id", "state", "heard_at"])
    op.create_index("ix_forum_questions_thread", "forum_questions", ["network_id", "thread_id"])


def _add_entries() -> None:
    op.create_table(
        "forum_entries",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("question_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("is_found", sa.Boolean(), nullable=False),
        sa.Column("is_by_hand", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_forum_entries_network_id")),
        sa.ForeignKeyConstraint(
            ["network_id", "question_id"],
            ["forum_questions.network_id", "forum_questions.id"],
            name=op.f("fk_forum_entries_network_id_question_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_forum_entries_network_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_forum_entries")),
    )
    op.create_index("ix_forum_entries_question", "forum_entries", ["network_id", "question_id"])
    op.create_index("ix_forum_entries_person", "forum_entries", ["network_id", "person_id"])


def _add_reaches() -> None:
    op.create_table(
        "forum_reaches",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("question_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_forum_reaches_network_id")),
        sa.ForeignKeyConstraint(
            ["network_id", "question_id"],
            ["forum_questions.network_id", "forum_questions.id"],
            name=op.f("fk_forum_reaches_network_id_question_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_forum_reaches_network_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_forum_reaches")),
    )
    op.create_index("ix_forum_reaches_question", "forum_reaches", ["network_id", "question_id"])
    op.create_index("ix_forum_reaches_person", "forum_reaches", ["network_id", "person_id"])
    op.create_table(
        "forum_refusers",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_forum_refusers_network_id")),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_forum_refusers_network_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_forum_refusers")),
        sa.UniqueConstraint("network_id", "person_id", name=op.f("uq_forum_refusers_network_id_person_id")),
    )
