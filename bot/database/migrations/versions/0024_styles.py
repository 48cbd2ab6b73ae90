"""What the forum keeps of learning (lists, prompts, tellings, marks, ways of leading), and of introductions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; nothing is known from before."""
    _learning()
    _introductions()


def _learning() -> None:
    _add("forum_readers", _person(), _text("week", 10, empty=True), people=["person_id"], keys=[["person_id"]])
    _add("forum_prompts", _text("situation", 40), _text("state", 10), _time("due_at"), _id("thread_id", empty=True))
    op.create_index("ix_forum_prompts_due", "forum_prompts", ["network_id", "state", "due_at"])
    _add(
        "forum_tellings",
        _id("prompt_id"),
        _person(),
        _text("style", 20),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        _id("message_id", empty=True),
        people=["person_id"],
        others={"prompt_id": "forum_prompts"},
        keys=[["prompt_id", "person_id"]],
    )
    op.create_index("ix_forum_tellings_person", "forum_tellings", ["network_id", "person_id"])
    _add(
        "forum_marks",
        _person(),
        _id("entry_id", empty=True),
        _id("telling_id", empty=True),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        people=["person_id"],
        others={"entry_id": "forum_entries", "telling_id": "forum_tellings"},
        keys=[["person_id", "entry_id"], ["person_id", "telling_id"]],
    )
    op.create_index("ix_forum_marks_entry", "forum_marks", ["network_id", "entry_id"])
    op.create_index("ix_forum_marks_telling", "forum_marks", ["network_id", "telling_id"])
    sealed = sa.Column("style", sa.LargeBinary(), nullable=False)
    _add("forum_leanings", _person(), sealed, people=["person_id"], keys=[["person_id"]])


def _introductions() -> None:
    _add(
        "forum_newcomers",
        _person(),
        _id("site_id", empty=True),
        _text("state", 10),
        _time("asked_at"),
        people=["person_id"],
        others={"site_id": "sites"},
        keys=[["person_id"]],
    )
    _add(
        "forum_introductions",
        _id("newcomer_id"),
        _id("host_id"),
        _text("state", 10),
        _time("asked_at"),
        people=["newcomer_id", "host_id"],
        keys=[["newcomer_id", "host_id"]],
    )
    op.create_index("ix_forum_introductions_host", "forum_introductions", ["network_id", "host_id"])
    _add("forum_circles", _text("topic", 20), _text("state", 10), _time("asked_at"))
    _add(
        "forum_seats",
        _id("circle_id"),
        _person(),
        _text("state", 10),
        people=["person_id"],
        others={"circle_id": "forum_circles"},
        keys=[["circle_id", "person_id"]],
    )
    op.create_index("ix_forum_seats_person", "forum_seats", ["network_id", "person_id"])


def _add(
    name: str,
    *columns: sa.Column[Any],
    people: Sequence[str] = (),
    others: dict[str, str] | None = None,
    keys: Sequence[Sequence[str]] = (),
) -> None:
    refers = {**dict.fromkeys(people, "people"), **(others or {})}
    constraints: list[sa.Constraint] = [
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f(f"fk_{name}_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f(f"pk_{name}")),
    ]
    for column, table in refers.items():
        here, there = ["network_id", column], [f"{table}.network_id", f"{table}.id"]
        constraints.append(sa.ForeignKeyConstraint(here, there, name=op.f(f"fk_{name}_network_id_{column}")))
    constraints += [
        sa.UniqueConstraint("network_id", *key, name=op.f(f"uq_{name}_network_id_{'_'.join(key)}")) for key in keys
    ]
    op.create_table(name, _id("network_id"), _id("id"), *columns, *constraints)


def _id(name: str, *, empty: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=empty)


def _person() -> sa.Column[Any]:
    return _id("person_id")


def _text(name: str, most: int, *, empty: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=most), nullable=empty)


def _time(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
