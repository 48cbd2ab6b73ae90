"""What members offer for the archive, and every yes they gave to it.

Whose a contribution is stands in the clear on its row only while reviewing and counting need it. From the moment its
words are shown to others (printed in an edition, or found in the members' archive) it carries its author's mark
instead: only that person's data key makes it again. Its place, its issue, its reviewer and the hour go at the same
time. Every word, a reviewer's reason too, is sealed under the author's data key.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, UniqueConstraint

from bot.database.schema.base import Sealed, UtcTime, label, refers, scoped

contributions = scoped(
    "contributions",
    Column("person_id", BigInteger, info={"person": True}),  # empty once others can read the words, or on erasure
    Column("author_mark", LargeBinary, info=label("an HMAC under the author's data key")),
    Column("origin", Sealed),  # site, district, region and issue of one that carries a mark
    Column("issue_id", BigInteger),  # the issue it was offered from, if any; a claim, so no foreign key
    Column("words", Sealed),  # masked; empty once taken back
    Column("original", Sealed),  # what was typed, and what was masked in it; gone with the yes
    Column("held", Sealed),  # words that may point at somebody, each with why, for the eyes of author and reviewer
    Column("proposed", Sealed),  # a reviewer's rewording, until its author takes it up or writes another
    Column("entry", Sealed),  # the id of its entry in the members' archive, so that nobody else can match the two
    Column("language", String(10), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("topic", String(20), nullable=False),
    Column("site_id", BigInteger),
    Column("district", String(100)),
    Column("region", String(100)),
    Column("month", String(7), nullable=False),  # YYYY-MM in which it was agreed to, before that offered
    Column("state", String(12), nullable=False),
    Column("reason", Sealed),  # what the reviewer wrote with a return
    Column("reviewer_person_id", BigInteger, info={"person": True}),
    Column("offered_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),  # when it came into its state
    refers("person_id", "people"),
    refers("reviewer_person_id", "people"),
    refers("site_id", "sites"),
)
Index("ix_contributions_person", contributions.c.network_id, contributions.c.person_id)
Index("ix_contributions_state", contributions.c.network_id, contributions.c.state, contributions.c.month)

consents = scoped(
    "consents",
    Column("person_id", BigInteger, info={"person": True}),  # empty where the contribution carries its author's mark
    Column("contribution_id", BigInteger),  # empty for a yes that is only to be counted
    Column("issue_id", BigInteger),  # what is to be counted
    Column("purpose", String(10), nullable=False),  # digest, archive or count
    Column("language", String(10), nullable=False),
    Column("wording", Integer, nullable=False),  # which version of the question was answered
    Column("fingerprint", String(64), nullable=False),  # HMAC-SHA-256 under the author's data key
    Column("given_at", UtcTime, nullable=False),
    refers("person_id", "people"),
    refers("contribution_id", "contributions"),
    UniqueConstraint("network_id", "contribution_id", "purpose"),
    UniqueConstraint("network_id", "person_id", "issue_id", "purpose"),
)
