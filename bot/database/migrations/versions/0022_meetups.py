"""Peer meetings, circles, private links to one's calendar, and what comes after a webinar."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _add_meetups()
    _add_circles()
    _add_calendar()
    _add_afterwards()


def _add_calendar() -> None:
    op.create_table(
        "calendar_links",
        *_owned(),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *_keys("calendar_links", person_id="people"),
        _once("calendar_links", "token_hash"),
        _once("calendar_links", "person_id"),
    )
    op.create_table(
        "mentoring_noted",
        *_owned(),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("pair_id", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        *_keys("mentoring_noted", pair_id="mentoring_pairs", person_id="people"),
        _once("mentoring_noted", "pair_id", "person_id", "starts_at"),
    )
    op.create_index("ix_mentoring_noted_person", "mentoring_noted", ["network_id", "person_id"])


def _add_circles() -> None:
    op.create_table(
        "circles",
        *_owned(),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("formed_at", sa.DateTime(timezone=True), nullable=False),
        *_keys("circles"),
        _once("circles", "channel_id"),
    )
    op.create_table(
        "circle_members",
        *_owned(),
        sa.Column("circle_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        *_keys("circle_members", person_id="people", circle_id="circles"),
        _once("circle_members", "circle_id", "person_id"),
    )
    op.create_index("ix_circle_members_person", "circle_members", ["network_id", "person_id"])
    op.create_table(
        "circle_wishes",
        *_owned(),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        *_keys("circle_wishes", person_id="people"),
        _once("circle_wishes", "person_id", "topic"),
    )


def _add_meetups() -> None:
    op.create_table(
        "meetups",
        *_owned(),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("starter_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("rhythm", sa.String(length=12), nullable=False),
        sa.Column("first_local", sa.String(length=16), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        *_keys("meetups", starter_id="people"),
    )
    op.create_index("ix_meetups_channel", "meetups", ["network_id", "channel_id"])
    op.create_table(
        "meetup_meetings",
        *_owned(),
        sa.Column("meetup_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("host_id", sa.BigInteger(), nullable=True),
        sa.Column("is_skipped", sa.Boolean(), nullable=False),
        *_keys("meetup_meetings", meetup_id="meetups", host_id="people"),
        _once("meetup_meetings", "meetup_id", "day"),
    )
    op.create_index("ix_meetup_meetings_host", "meetup_meetings", ["network_id", "host_id"])
    op.create_table(
        "meetup_members",
        *_owned(),
        sa.Column("meetup_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("turn_at", sa.DateTime(timezone=True), nullable=True),
        *_keys("meetup_members", meetup_id="meetups", person_id="people"),
        _once("meetup_members", "meetup_id", "person_id"),
    )
    op.create_index("ix_meetup_members_person", "meetup_members", ["network_id", "person_id"])
    op.create_table(
        "meetup_dues",
        *_owned(),
        sa.Column("meeting_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        *_keys("meetup_dues", meeting_id="meetup_meetings"),
        _once("meetup_dues", "meeting_id", "kind"),
    )
    op.create_index("ix_meetup_dues_due", "meetup_dues", ["network_id", "settled_at", "due_at"])


def _add_afterwards() -> None:
    op.create_table(
        "webinar_counts",
        *_owned(),
        sa.Column("webinar_id", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.String(length=10), nullable=False),
        sa.Column("word", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_keys("webinar_counts", webinar_id="webinars"),
        _once("webinar_counts", "webinar_id", "question", "word"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "webinar_followups",
        *_owned(),
        sa.Column("webinar_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        *_keys("webinar_followups", webinar_id="webinars"),
        _once("webinar_followups", "webinar_id", "kind"),
    )
    op.create_index("ix_webinar_followups_due", "webinar_followups", ["network_id", "settled_at", "due_at"])
    op.create_table(
        "webinar_materials",
        *_owned(),
        sa.Column("webinar_id", sa.BigInteger(), nullable=False),
        sa.Column("theme_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        *_keys("webinar_materials", theme_id="themes", webinar_id="webinars", person_id="people"),
    )
    op.create_index("ix_webinar_materials_person", "webinar_materials", ["network_id", "person_id"])
    op.create_index("ix_webinar_materials_webinar", "webinar_materials", ["network_id", "webinar_id"])
    op.create_table(
        "webinar_presences",
        *_owned(),
        sa.Column("webinar_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        *_keys("webinar_presences", webinar_id="webinars", person_id="people"),
        _once("webinar_presences", "webinar_id", "person_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_webinar_presences_person", "webinar_presences", ["network_id", "person_id"])
    op.create_table(
        "webinar_rounds",
        *_owned(),
        sa.Column("webinar_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=True),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        *_keys("webinar_rounds", webinar_id="webinars"),
        _once("webinar_rounds", "webinar_id", "kind"),
    )
    op.create_table(
        "webinar_voices",
        *_owned(),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.String(length=10), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        *_keys("webinar_voices", round_id="webinar_rounds"),
        _once("webinar_voices", "round_id", "question", "tag"),
        sqlite_with_rowid=False,
    )


def _owned() -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in ("network_id", "id")]


def _keys(table: str, **columns: str) -> list[sa.Constraint]:
    own = sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f(f"fk_{table}_network_id"))
    others = [
        sa.ForeignKeyConstraint(
            ["network_id", column], [f"{other}.network_id", f"{other}.id"], name=op.f(f"fk_{table}_network_id_{column}")
        )
        for column, other in columns.items()
    ]
    return [sa.PrimaryKeyConstraint("network_id", "id", name=op.f(f"pk_{table}")), own, *others]


def _once(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint("network_id", *columns, name=op.f(f"uq_{table}_network_id_{'_'.join(columns)}"))
