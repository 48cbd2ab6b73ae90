"""Proposed webinars: what each is to be, who makes it, what is done, and at which times who can."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, UniqueConstraint

from bot.database.schema.base import Sealed, UtcTime, refers, scoped

proposals = scoped(
    "webinar_proposals",
    Column("theme_id", BigInteger, nullable=False),
    Column("proposer_person_id", BigInteger, info={"person": True}),  # empty once that person is erased
    Column("webinar_id", BigInteger),  # once a time is confirmed
    Column("state", String(12), nullable=False),  # seeking, planning, scheduled, dropped
    Column("title", String(100), nullable=False),
    Column("audience", String(20), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("capacity", Integer),  # empty: as many as come
    Column("aim", Sealed),
    Column("format", Sealed),
    Column("speakers", Sealed),  # who could speak, in the proposer's words
    Column("link", Sealed),  # of a meeting outside Discord; under the key of whoever gave it
    Column("link_person_id", BigInteger, info={"person": True}),
    Column("thread_id", BigInteger),  # the team's private thread, once there is one
    Column("card_channel_id", BigInteger),  # where its card stands in the audience's room
    Column("card_message_id", BigInteger),
    Column("checklist_message_id", BigInteger),  # in the thread
    Column("proposed_at", UtcTime, nullable=False),
    refers("theme_id", "themes"),
    refers("proposer_person_id", "people"),
    refers("link_person_id", "people"),
    refers("webinar_id", "webinars"),
)
Index("ix_webinar_proposals_state", proposals.c.network_id, proposals.c.state)
Index("ix_webinar_proposals_webinar", proposals.c.network_id, proposals.c.webinar_id)

volunteers = scoped(
    "webinar_volunteers",
    Column("proposal_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("part", String(10), nullable=False),  # supporter, cohost, speaker
    Column("since", UtcTime, nullable=False),
    UniqueConstraint("network_id", "proposal_id", "person_id"),
    refers("proposal_id", "webinar_proposals"),
    refers("person_id", "people"),
)
Index("ix_webinar_volunteers_person", volunteers.c.network_id, volunteers.c.person_id)

tasks = scoped(
    "webinar_tasks",
    Column("proposal_id", BigInteger, nullable=False),
    Column("task", String(12), nullable=False),  # aims, questions, materials; a row says that it is done
    Column("person_id", BigInteger, info={"person": True}),  # who ticked it; empty once that person is erased
    Column("done_at", UtcTime, nullable=False),
    UniqueConstraint("network_id", "proposal_id", "task"),
    refers("proposal_id", "webinar_proposals"),
    refers("person_id", "people"),
)

slots = scoped(
    "webinar_slots",
    Column("proposal_id", BigInteger, nullable=False),
    Column("starts_at", UtcTime, nullable=False),
    UniqueConstraint("network_id", "proposal_id", "starts_at"),
    refers("proposal_id", "webinar_proposals"),
)

votes = scoped(
    "webinar_votes",
    Column("slot_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    UniqueConstraint("network_id", "slot_id", "person_id"),
    refers("slot_id", "webinar_slots"),
    refers("person_id", "people"),
)
Index("ix_webinar_votes_person", votes.c.network_id, votes.c.person_id)
