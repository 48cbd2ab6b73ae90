"""Rooms that members open."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of opened rooms, their members, and the weekly starters."""
    op.create_table(
        "rooms",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=90), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=True),
        sa.Column("site_ids", sa.JSON(), nullable=False),
        sa.Column("initiative", sa.String(length=100), nullable=True),
        sa.Column("opener_person_id", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id", "opener_person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_rooms_network_id_opener_person_id"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_rooms_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("network_id", "channel_id", name=op.f("uq_rooms_network_id_channel_id")),
    )
    op.create_index("ix_rooms_state", "rooms", ["network_id", "state"], unique=False)
    op.create_table(
        "room_members",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("room_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "room_id"], ["rooms.network_id", "rooms.id"], name=op.f("fk_room_members_network_id_room_id")
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_room_members_network_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_room_members_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_room_members")),
        sa.UniqueConstraint(
            "network_id", "room_id", "person_id", name=op.f("uq_room_members_network_id_room_id_person_id")
        ),
    )
    op.create_index("ix_room_members_person", "room_members", ["network_id", "person_id"], unique=False)
    op.create_table(
        "room_starters",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_room_starters_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_room_starters")),
        sa.UniqueConstraint(
            "network_id", "channel_id", "week", name=op.f("uq_room_starters_network_id_channel_id_week")
        ),
    )
