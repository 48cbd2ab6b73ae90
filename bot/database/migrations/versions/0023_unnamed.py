"""Questions without a name in the forum, and site leaders who read it though they are no principals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; nobody is a site leader yet, and every question so far has a name."""
    op.add_column("people", sa.Column("is_site_leader", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("anonymous_posts", sa.Column("about", sa.LargeBinary(), nullable=True))
    op.add_column("anonymous_conversations", sa.Column("asked_privately", sa.Integer(), nullable=True))
    op.add_column("forum_questions", sa.Column("conversation_id", sa.BigInteger(), nullable=True))
    op.add_column("forum_entries", sa.Column("post_id", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("forum_entries") as batch:
        batch.alter_column("person_id", existing_type=sa.BigInteger(), nullable=True)
    op.create_index("ix_forum_questions_conversation", "forum_questions", ["network_id", "conversation_id"])
