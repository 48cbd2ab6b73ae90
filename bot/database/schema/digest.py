"""Editions of the digest, who receives them by which link, and what they answer."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, String, Text, UniqueConstraint

from bot.database.schema.base import Json, UtcTime, label, refers, scoped

recipients = scoped(
    "recipients",
    Column("name", String(100), nullable=False),
    Column("office", String(150), nullable=False, info=label("a policymaker's office")),
    Column("mail", String(254), nullable=False, info=label("a policymaker's address, folded")),
    Column("districts", Json, nullable=False, info=label("names of districts")),
    Column("regions", Json, nullable=False, info=label("names of regions")),
    Column("is_statewide", Boolean, nullable=False),
    Column("topics", Json, nullable=False, info=label("keys of the vocabulary; none means all")),
    Column("domains", Json, nullable=False, info=label("of the office's mail, beside the one in `mail`")),
    Column("language", String(10), nullable=False, server_default="en"),  # of the digest's own sentences
    Column("state", String(10), nullable=False),  # active; left: asked not to be written to; removed: by a steward
    Column("added_at", UtcTime, nullable=False),
    UniqueConstraint("network_id", "mail"),
)

editions = scoped(
    "editions",
    Column("month", String(7), nullable=False),  # YYYY-MM
    Column("state", String(10), nullable=False),  # built, approved, shown, sent
    # archive.digest.model.Edition without its statements' words: those are read under their authors' keys
    Column("content", Json, nullable=False, info=label("titles, figures, responses; no statement's words")),
    Column("built_at", UtcTime, nullable=False),
    Column("approved_at", UtcTime),
    Column("approved_by_person_id", BigInteger, info={"person": True}),  # whose yes was the last one needed
    Column("shown_at", UtcTime),
    Column("due_at", UtcTime),  # when it may be sent: members have had preview_hours, breaks aside
    Column("sent_at", UtcTime),
    refers("approved_by_person_id", "people"),
    UniqueConstraint("network_id", "month"),
)

# Which contributions a theme counts. They name no person: that link is the contribution's own.
edition_voices = scoped(
    "edition_voices",
    Column("edition_id", BigInteger, nullable=False),
    Column("theme_key", String(20), nullable=False),
    Column("contribution_id", BigInteger, nullable=False),
    refers("edition_id", "editions"),
    UniqueConstraint("network_id", "edition_id", "contribution_id"),
)
Index("ix_edition_voices_contribution", edition_voices.c.network_id, edition_voices.c.contribution_id)

# Issues that a theme counts without their words: their authors said "count me".
edition_counts = scoped(
    "edition_counts",
    Column("edition_id", BigInteger, nullable=False),
    Column("theme_key", String(20), nullable=False),
    Column("issue_id", BigInteger, nullable=False),  # no foreign key: what is erased leaves the count, not the row
    refers("edition_id", "editions"),
    UniqueConstraint("network_id", "edition_id", "issue_id"),
)

# Yeses to an edition as it is built now; it is approved once there are as many as the network asks for.
edition_yeses = scoped(
    "edition_yeses",
    Column("edition_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, info={"person": True}),  # empty: the host, or somebody erased since
    Column("said_at", UtcTime, nullable=False),
    refers("edition_id", "editions"),
    refers("person_id", "people"),
    UniqueConstraint("network_id", "edition_id", "person_id"),
)

recipient_links = scoped(
    "recipient_links",
    Column("recipient_id", BigInteger, nullable=False),
    Column("edition_id", BigInteger, nullable=False),
    Column("link_hash", String(64), nullable=False),  # SHA-256 of the link's random id; the id is only in the mail
    Column("expires_at", UtcTime, nullable=False),
    Column("revoked_at", UtcTime),
    Column("replaced_at", UtcTime),  # from when on a newer link opens the page instead
    Column("is_guest", Boolean, nullable=False),  # whether it is a colleague's, who may answer and nothing else
    refers("recipient_id", "recipients"),
    refers("edition_id", "editions"),
    UniqueConstraint("network_id", "link_hash"),
)

responses = scoped(
    "responses",
    Column("edition_id", BigInteger, nullable=False),
    Column("recipient_id", BigInteger, nullable=False),
    Column("theme_key", String(20), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("details", Text, nullable=False, info=label("a policymaker's answer, told to every member")),
    Column("by_when", Date),
    Column("received_at", UtcTime, nullable=False),
    refers("edition_id", "editions"),
    refers("recipient_id", "recipients"),
)
Index("ix_responses_edition", responses.c.network_id, responses.c.edition_id, responses.c.theme_key)
