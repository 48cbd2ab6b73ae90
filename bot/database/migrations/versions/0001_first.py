"""First schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "networks",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("community", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_networks")),
        sa.UniqueConstraint("guild_id", name=op.f("uq_networks_guild_id")),
        sa.UniqueConstraint("name", name=op.f("uq_networks_name")),
    )
    op.create_table(
        "code_tries",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_code_tries_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_code_tries")),
    )
    op.create_index(op.f("ix_code_tries_network_id_tried_at"), "code_tries", ["network_id", "tried_at"], unique=False)
    op.create_table(
        "installations",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("discord_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_installations_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_installations")),
        sa.UniqueConstraint("network_id", "key", name=op.f("uq_installations_network_id_key")),
    )
    op.create_table(
        "outbox",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("destination", sa.String(length=80), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.Column("failure", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_outbox_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("network_id", "key", name=op.f("uq_outbox_network_id_key")),
        sa.UniqueConstraint("network_id", "seq", name=op.f("uq_outbox_network_id_seq")),
    )
    op.create_index("ix_outbox_owed", "outbox", ["network_id", "state", "destination", "seq"], unique=False)
    op.create_table(
        "recipients",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("office", sa.String(length=150), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=False),
        sa.Column("districts", sa.JSON(), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("is_statewide", sa.Boolean(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_recipients_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_recipients")),
        sa.UniqueConstraint("network_id", "mail", name=op.f("uq_recipients_network_id_mail")),
    )
    op.create_table(
        "sites",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("name_key", sa.String(length=300), nullable=False),
        sa.Column("district", sa.String(length=100), nullable=False),
        sa.Column("region", sa.String(length=100), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("initiatives", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_sites_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_sites")),
        sa.UniqueConstraint("network_id", "name_key", name=op.f("uq_sites_network_id_name_key")),
    )
    op.create_table(
        "spaces",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_spaces_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_spaces")),
        sa.UniqueConstraint("network_id", "channel_id", name=op.f("uq_spaces_network_id_channel_id")),
    )
    op.create_table(
        "themes",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=True),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_themes_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_themes")),
    )
    op.create_table(
        "people",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=254), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("position", sa.String(length=60), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "site_id"], ["sites.network_id", "sites.id"], name=op.f("fk_people_network_id_site_id")
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_people_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_people")),
        sa.UniqueConstraint("network_id", "account_id", name=op.f("uq_people_network_id_account_id")),
        sa.UniqueConstraint("network_id", "email", name=op.f("uq_people_network_id_email")),
    )
    op.create_table(
        "acts",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("act", sa.String(length=200), nullable=False),
        sa.Column("about_person_id", sa.BigInteger(), nullable=True),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("by_host", sa.Boolean(), nullable=False),
        sa.Column("acted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "about_person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_acts_network_id_about_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "actor_id"], ["people.network_id", "people.id"], name=op.f("fk_acts_network_id_actor_id")
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_acts_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_acts")),
    )
    op.create_index(op.f("ix_acts_network_id_acted_at"), "acts", ["network_id", "acted_at"], unique=False)
    op.create_table(
        "codes",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"], ["people.network_id", "people.id"], name=op.f("fk_codes_network_id_person_id")
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_codes_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_codes")),
        sa.UniqueConstraint("network_id", "digest", name=op.f("uq_codes_network_id_digest")),
    )
    op.create_index(op.f("ix_codes_network_id_person_id"), "codes", ["network_id", "person_id"], unique=False)
    op.create_table(
        "contributions",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("issue_id", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("original_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("held", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=True),
        sa.Column("district", sa.String(length=100), nullable=True),
        sa.Column("region", sa.String(length=100), nullable=True),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=True),
        sa.Column("reviewer_person_id", sa.BigInteger(), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_contributions_network_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "reviewer_person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_contributions_network_id_reviewer_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "site_id"],
            ["sites.network_id", "sites.id"],
            name=op.f("fk_contributions_network_id_site_id"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_contributions_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_contributions")),
    )
    op.create_index("ix_contributions_person", "contributions", ["network_id", "person_id"], unique=False)
    op.create_index("ix_contributions_state", "contributions", ["network_id", "state", "month"], unique=False)
    op.create_table(
        "editions",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("built_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_person_id", sa.BigInteger(), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id", "approved_by_person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_editions_network_id_approved_by_person_id"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_editions_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_editions")),
        sa.UniqueConstraint("network_id", "month", name=op.f("uq_editions_network_id_month")),
    )
    op.create_table(
        "issues",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=True),
        sa.Column("theme_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=True),
        sa.Column("for_policymakers", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"], ["people.network_id", "people.id"], name=op.f("fk_issues_network_id_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "site_id"], ["sites.network_id", "sites.id"], name=op.f("fk_issues_network_id_site_id")
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "theme_id"], ["themes.network_id", "themes.id"], name=op.f("fk_issues_network_id_theme_id")
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_issues_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_issues")),
    )
    op.create_index("ix_issues_person", "issues", ["network_id", "person_id"], unique=False)
    op.create_index("ix_issues_theme", "issues", ["network_id", "theme_id"], unique=False)
    op.create_table(
        "mentoring_never_with",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("other_person_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "other_person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_mentoring_never_with_network_id_other_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_mentoring_never_with_network_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_mentoring_never_with_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_mentoring_never_with")),
        sa.UniqueConstraint(
            "network_id",
            "person_id",
            "other_person_id",
            name=op.f("uq_mentoring_never_with_network_id_person_id_other_person_id"),
        ),
    )
    op.create_index(
        "ix_mentoring_never_with_other", "mentoring_never_with", ["network_id", "other_person_id"], unique=False
    )
    op.create_table(
        "mentoring_pairs",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("mentee_id", sa.BigInteger(), nullable=False),
        sa.Column("mentor_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mentee_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mentor_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id", "mentee_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_mentoring_pairs_network_id_mentee_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "mentor_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_mentoring_pairs_network_id_mentor_id"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_mentoring_pairs_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_mentoring_pairs")),
    )
    op.create_index("ix_mentoring_pairs_mentee", "mentoring_pairs", ["network_id", "mentee_id"], unique=False)
    op.create_index("ix_mentoring_pairs_mentor", "mentoring_pairs", ["network_id", "mentor_id"], unique=False)
    op.create_index("ix_mentoring_pairs_state", "mentoring_pairs", ["network_id", "state"], unique=False)
    op.create_table(
        "mentoring_wishes",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_mentoring_wishes_network_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_mentoring_wishes_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_mentoring_wishes")),
        sa.UniqueConstraint(
            "network_id", "person_id", "side", name=op.f("uq_mentoring_wishes_network_id_person_id_side")
        ),
    )
    op.create_table(
        "notices",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("card", sa.JSON(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_notices_network_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_notices_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_notices")),
        sa.UniqueConstraint("network_id", "key", name=op.f("uq_notices_network_id_key")),
    )
    op.create_index("ix_notices_person", "notices", ["network_id", "person_id", "state"], unique=False)
    op.create_table(
        "stewards",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_stewards_network_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_stewards_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_stewards")),
        sa.UniqueConstraint("network_id", "person_id", name=op.f("uq_stewards_network_id_person_id")),
    )
    op.create_table(
        "supervisions",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("supervisor_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_supervisions_network_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "supervisor_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_supervisions_network_id_supervisor_id"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_supervisions_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_supervisions")),
        sa.UniqueConstraint(
            "network_id", "supervisor_id", "person_id", name=op.f("uq_supervisions_network_id_supervisor_id_person_id")
        ),
    )
    op.create_index(
        op.f("ix_supervisions_network_id_person_id"), "supervisions", ["network_id", "person_id"], unique=False
    )
    op.create_table(
        "webinars",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("theme_id", sa.BigInteger(), nullable=False),
        sa.Column("proposer_person_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id", "proposer_person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_webinars_network_id_proposer_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "theme_id"], ["themes.network_id", "themes.id"], name=op.f("fk_webinars_network_id_theme_id")
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_webinars_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_webinars")),
    )
    op.create_index("ix_webinars_starts_at", "webinars", ["network_id", "starts_at"], unique=False)
    op.create_table(
        "consents",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("contribution_id", sa.BigInteger(), nullable=True),
        sa.Column("issue_id", sa.BigInteger(), nullable=True),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "contribution_id"],
            ["contributions.network_id", "contributions.id"],
            name=op.f("fk_consents_network_id_contribution_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_consents_network_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_consents_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_consents")),
        sa.UniqueConstraint(
            "network_id", "contribution_id", "purpose", name=op.f("uq_consents_network_id_contribution_id_purpose")
        ),
        sa.UniqueConstraint(
            "network_id",
            "person_id",
            "issue_id",
            "purpose",
            name=op.f("uq_consents_network_id_person_id_issue_id_purpose"),
        ),
    )
    op.create_table(
        "edition_voices",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("edition_id", sa.BigInteger(), nullable=False),
        sa.Column("theme_key", sa.String(length=20), nullable=False),
        sa.Column("contribution_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "edition_id"],
            ["editions.network_id", "editions.id"],
            name=op.f("fk_edition_voices_network_id_edition_id"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_edition_voices_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_edition_voices")),
        sa.UniqueConstraint(
            "network_id",
            "edition_id",
            "contribution_id",
            name=op.f("uq_edition_voices_network_id_edition_id_contribution_id"),
        ),
    )
    op.create_index("ix_edition_voices_contribution", "edition_voices", ["network_id", "contribution_id"], unique=False)
    op.create_table(
        "issue_supports",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("issue_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=True),
        sa.Column("supported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "issue_id"],
            ["issues.network_id", "issues.id"],
            name=op.f("fk_issue_supports_network_id_issue_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_issue_supports_network_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "site_id"],
            ["sites.network_id", "sites.id"],
            name=op.f("fk_issue_supports_network_id_site_id"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_issue_supports_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_issue_supports")),
        sa.UniqueConstraint(
            "network_id", "issue_id", "person_id", name=op.f("uq_issue_supports_network_id_issue_id_person_id")
        ),
    )
    op.create_index("ix_issue_supports_person", "issue_supports", ["network_id", "person_id"], unique=False)
    op.create_table(
        "recipient_links",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("recipient_id", sa.BigInteger(), nullable=False),
        sa.Column("edition_id", sa.BigInteger(), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id", "edition_id"],
            ["editions.network_id", "editions.id"],
            name=op.f("fk_recipient_links_network_id_edition_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "recipient_id"],
            ["recipients.network_id", "recipients.id"],
            name=op.f("fk_recipient_links_network_id_recipient_id"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_recipient_links_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_recipient_links")),
        sa.UniqueConstraint("network_id", "link_hash", name=op.f("uq_recipient_links_network_id_link_hash")),
    )
    op.create_table(
        "responses",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("edition_id", sa.BigInteger(), nullable=False),
        sa.Column("recipient_id", sa.BigInteger(), nullable=False),
        sa.Column("theme_key", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("by_when", sa.Date(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "edition_id"],
            ["editions.network_id", "editions.id"],
            name=op.f("fk_responses_network_id_edition_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "recipient_id"],
            ["recipients.network_id", "recipients.id"],
            name=op.f("fk_responses_network_id_recipient_id"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_responses_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_responses")),
    )
    op.create_index("ix_responses_edition", "responses", ["network_id", "edition_id", "theme_key"], unique=False)
    op.create_table(
        "webinar_attendances",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("webinar_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_webinar_attendances_network_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "webinar_id"],
            ["webinars.network_id", "webinars.id"],
            name=op.f("fk_webinar_attendances_network_id_webinar_id"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_webinar_attendances_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_webinar_attendances")),
        sa.UniqueConstraint(
            "network_id", "webinar_id", "person_id", name=op.f("uq_webinar_attendances_network_id_webinar_id_person_id")
        ),
    )
    op.create_index("ix_webinar_attendances_person", "webinar_attendances", ["network_id", "person_id"], unique=False)
