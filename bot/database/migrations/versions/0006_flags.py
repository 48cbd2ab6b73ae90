"""Flags in confidence, invitations to rooms, where a supervision comes from, and a log that only grows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NUMBER_ACTS = """
    UPDATE acts SET seq = (
      SELECT count(*) FROM acts AS earlier WHERE earlier.network_id = acts.network_id
        AND (earlier.acted_at < acts.acted_at OR (earlier.acted_at = acts.acted_at AND earlier.id <= acts.id))
    )
"""

SQLITE = (
    # REPLACE deletes without telling triggers, so an id that is there is refused before it comes to that
    """
    CREATE TRIGGER acts_are_not_replaced BEFORE INSERT ON acts
    WHEN EXISTS (SELECT 1 FROM acts WHERE network_id = NEW.network_id AND (id = NEW.id OR seq = NEW.seq))
    BEGIN SELECT RAISE(ABORT, 'acts are only ever added'); END
    """,
    """
    CREATE TRIGGER acts_are_not_deleted BEFORE DELETE ON acts
    BEGIN SELECT RAISE(ABORT, 'acts are only ever added'); END
    """,
    """
    CREATE TRIGGER acts_are_not_changed BEFORE UPDATE ON acts
    WHEN NEW.network_id IS NOT OLD.network_id OR NEW.id IS NOT OLD.id OR NEW.seq IS NOT OLD.seq
      OR NEW.act IS NOT OLD.act OR NEW.by_host IS NOT OLD.by_host OR NEW.acted_at IS NOT OLD.acted_at
      OR (NEW.actor_id IS NOT NULL AND NEW.actor_id IS NOT OLD.actor_id)
      OR (NEW.about_person_id IS NOT NULL AND NEW.about_person_id IS NOT OLD.about_person_id)
      OR (NEW.about IS NOT OLD.about AND NOT (NEW.about = '' AND OLD.about LIKE '<@%'))
    BEGIN SELECT RAISE(ABORT, 'acts are only ever added'); END
    """,
)

POSTGRESQL = (
    """
    CREATE FUNCTION keep_acts() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        IF (NEW.network_id, NEW.id, NEW.seq, NEW.act, NEW.by_host, NEW.acted_at)
             IS NOT DISTINCT FROM (OLD.network_id, OLD.id, OLD.seq, OLD.act, OLD.by_host, OLD.acted_at)
           AND (NEW.actor_id IS NULL OR NEW.actor_id IS NOT DISTINCT FROM OLD.actor_id)
           AND (NEW.about_person_id IS NULL OR NEW.about_person_id IS NOT DISTINCT FROM OLD.about_person_id)
           AND (NEW.about = OLD.about OR (NEW.about = '' AND OLD.about LIKE '<@%'))
        THEN RETURN NEW; END IF;
      END IF;
      RAISE EXCEPTION 'acts are only ever added';
    END $$
    """,
    "CREATE TRIGGER acts_are_not_changed BEFORE UPDATE OR DELETE ON acts FOR EACH ROW EXECUTE FUNCTION keep_acts()",
    "CREATE TRIGGER acts_are_not_emptied BEFORE TRUNCATE ON acts FOR EACH STATEMENT EXECUTE FUNCTION keep_acts()",
)


def _owned(name: str) -> tuple[sa.Column[int] | sa.Constraint, ...]:
    return (
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f(f"fk_{name}_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f(f"pk_{name}")),
    )


def _refers(name: str, column: str, to: str = "people") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["network_id", column], [f"{to}.network_id", f"{to}.id"], name=op.f(f"fk_{name}_network_id_{column}")
    )


def upgrade() -> None:
    """Make the tables of flags and invitations, mark recorded supervisions, and let nobody rewrite the log."""
    op.create_table(
        "flags",
        *_owned("flags"),
        sa.Column("flagger_id", sa.BigInteger(), nullable=False),
        sa.Column("flagged_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.Column("threads", sa.JSON(), nullable=False),
        sa.Column("flagged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.BigInteger(), nullable=True),
        *(_refers("flags", column) for column in ("flagger_id", "flagged_id", "settled_by_id")),
    )
    for column in ("flagged_id", "flagger_id"):
        op.create_index(op.f(f"ix_flags_network_id_{column}"), "flags", ["network_id", column], unique=False)
    op.create_table(
        "room_invitations",
        *_owned("room_invitations"),
        sa.Column("room_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("invited_by_id", sa.BigInteger(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        _refers("room_invitations", "room_id", "rooms"),
        _refers("room_invitations", "person_id"),
        _refers("room_invitations", "invited_by_id"),
        sa.UniqueConstraint(
            "network_id", "room_id", "person_id", name=op.f("uq_room_invitations_network_id_room_id_person_id")
        ),
    )
    op.add_column("supervisions", sa.Column("source", sa.String(length=10), nullable=False, server_default="roster"))
    op.add_column("acts", sa.Column("seq", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute(NUMBER_ACTS)
    op.create_index(op.f("ix_acts_network_id_seq"), "acts", ["network_id", "seq"], unique=True)
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
