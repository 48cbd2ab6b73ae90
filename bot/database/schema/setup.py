"""How far setting a network up is: what was answered to each step, and a roster that waits for a yes."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String, UniqueConstraint

from bot.database.schema.base import Json, Sealed, UtcTime, label, refers, scoped

steps = scoped(
    "setup_steps",
    Column("step", String(12), nullable=False),
    Column("answer", String(10), nullable=False),  # kept, changed, later
    Column("before", Json, info=label("the network's definition of it before it was changed, to undo that")),
    Column("person_id", BigInteger, info={"person": True}),  # who answered; NULL: the server's owner, on no roster
    Column("answered_at", UtcTime, nullable=False),
    UniqueConstraint("network_id", "step"),
    refers("person_id", "people"),
)

rosters = scoped(
    "setup_rosters",
    Column("files", Sealed, nullable=False),  # both, as they were attached; gone after a day, or once written
    Column("person_id", BigInteger, info={"person": True}),  # who attached them; NULL: the server's owner
    Column("made_at", UtcTime, nullable=False),
    refers("person_id", "people"),
)
