"""Webinars made together: proposals and their teams, times to choose from, places, waiting lists and reminders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add three columns and seven tables; what is planned already keeps its date and is reminded of from now on."""
    op.add_column("webinars", sa.Column("capacity", sa.Integer(), nullable=True))
    op.add_column("webinars", sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("webinars", sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
    _add_places()
    _add_proposals()
    _add_slots()


def _add_places() -> None:
    op.create_table(
        "webinar_waiting",
        *_owned("webinar_waiting", webinar_id="webinars", person_id="people"),
        sa.Column("webinar_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("waits_since", sa.DateTime(timezone=True), nullable=False),
        _unique("webinar_waiting", "webinar_id", "person_id"),
    )
    op.create_index("ix_webinar_waiting_person", "webinar_waiting", ["network_id", "person_id"])
    op.create_table(
        "webinar_reminders",
        *_owned("webinar_reminders", webinar_id="webinars"),
        sa.Column("webinar_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        _unique("webinar_reminders", "webinar_id", "kind"),
    )
    op.create_index("ix_webinar_reminders_due", "webinar_reminders", ["network_id", "state", "due_at"])


def _add_proposals() -> None:
    people = {"proposer_person_id": "people", "link_person_id": "people"}
    op.create_table(
        "webinar_proposals",
        *_owned("webinar_proposals", theme_id="themes", webinar_id="webinars", **people),
        sa.Column("theme_id", sa.BigInteger(), nullable=False),
        sa.Column("proposer_person_id", sa.BigInteger(), nullable=True),
        sa.Column("webinar_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.LargeBinary(), nullable=True) for name in ("aim", "format", "speakers", "link")),
        sa.Column("link_person_id", sa.BigInteger(), nullable=True),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("thread_id", "card_channel_id")),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("card_message_id", "checklist_message_id")),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_webinar_proposals_state", "webinar_proposals", ["network_id", "state"])
    op.create_index("ix_webinar_proposals_webinar", "webinar_proposals", ["network_id", "webinar_id"])
    op.create_table(
        "webinar_volunteers",
        *_owned("webinar_volunteers", proposal_id="webinar_proposals", person_id="people"),
        sa.Column("proposal_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        _unique("webinar_volunteers", "proposal_id", "person_id"),
    )
    op.create_index("ix_webinar_volunteers_person", "webinar_volunteers", ["network_id", "person_id"])
    op.create_table(
        "webinar_tasks",
        *_owned("webinar_tasks", proposal_id="webinar_proposals", person_id="people"),
        sa.Column("proposal_id", sa.BigInteger(), nullable=False),
        sa.Column("task", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        _unique("webinar_tasks", "proposal_id", "task"),
    )


def _add_slots() -> None:
    op.create_table(
        "webinar_slots",
        *_owned("webinar_slots", proposal_id="webinar_proposals"),
        sa.Column("proposal_id", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        _unique("webinar_slots", "proposal_id", "starts_at"),
    )
    op.create_table(
        "webinar_votes",
        *_owned("webinar_votes", slot_id="webinar_slots", person_id="people"),
        sa.Column("slot_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        _unique("webinar_votes", "slot_id", "person_id"),
    )
    op.create_index("ix_webinar_votes_person", "webinar_votes", ["network_id", "person_id"])


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    name = op.f("_".join(("uq", table, "network_id", *columns)))
    return sa.UniqueConstraint("network_id", *columns, name=name)


def _owned(table: str, **columns: str) -> tuple[sa.Column[int] | sa.Constraint, ...]:
    return (
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f(f"fk_{table}_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f(f"pk_{table}")),
        *(
            sa.ForeignKeyConstraint(
                ["network_id", column],
                [f"{other}.network_id", f"{other}.id"],
                name=op.f(f"fk_{table}_network_id_{column}"),
            )
            for column, other in columns.items()
        ),
    )
