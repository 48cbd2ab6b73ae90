"""What members raised, who said "my site too", and the themes that gather it.

What somebody raised or supports without a name has no person: a tag instead, which only that month's count key makes,
and a receipt's hash. Its times are cut to the hour, and on SQLite neither table has a hidden row number that would tell
the order in which rows were written. Nor do pages tell it: a page keeps the order in which its entries came, so no page
holds both kinds. Ids of what has no name are higher than all others, and no index holds both.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, String, Table, UniqueConstraint

from bot.database.schema.base import Sealed, UtcTime, label, refers, scoped


def _partial(name: str, table: Table, column: str, *others: str, unique: bool = False) -> Index:
    """Declare an index of the rows in which a column is filled."""
    is_filled = table.c[column].is_not(None)
    columns = (table.c.network_id, *(table.c[each] for each in others), table.c[column])
    return Index(name, *columns, unique=unique, sqlite_where=is_filled, postgresql_where=is_filled)


themes = scoped(
    "themes",
    # empty while its words are gone and the next grouping has not given new ones
    Column("title", String(200), info=label("words of its issues, shown to members; gone with any of them")),
    Column("begun_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),  # its issues have moved on; kept because webinars and digests may name it
)

issues = scoped(
    "issues",
    Column("person_id", BigInteger, info={"person": True}),  # empty where it was raised without a name
    Column("site_id", BigInteger),  # where the person worked when it was raised, unless that would point at them
    Column("theme_id", BigInteger),  # empty until it is first grouped
    Column("kind", String(20), nullable=False),
    Column("topic", String(20)),
    Column("for_policymakers", String(10), nullable=False),
    Column("text", Sealed, nullable=False),
    Column("raised_at", UtcTime, nullable=False),
    Column("status", String(12), nullable=False, server_default="heard"),  # how far it has come
    Column("status_reason", String(20)),  # why it is parked
    Column("asked_at", UtcTime),  # when its author was asked again what policymakers may learn
    Column("count_month", String(7)),  # YYYY-MM, whose key the tag is made with
    Column("count_tag", String(64)),  # HMAC of an author without a name under that key; empty once it was destroyed
    Column("receipt_hash", String(64)),  # of the receipt that is left to such an author
    refers("person_id", "people"),
    refers("site_id", "sites"),
    refers("theme_id", "themes"),
    sqlite_with_rowid=False,
)
_partial("ix_issues_person", issues, "person_id")
_partial("ix_issues_theme", issues, "theme_id")
_partial("uq_issues_receipt_hash", issues, "receipt_hash", unique=True)

supports = scoped(
    "issue_supports",
    Column("issue_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, info={"person": True}),
    Column("site_id", BigInteger),
    Column("supported_at", UtcTime, nullable=False),
    Column("count_month", String(7)),  # these three as in `issues`
    Column("count_tag", String(64)),
    Column("receipt_hash", String(64)),
    refers("issue_id", "issues"),
    refers("person_id", "people"),
    refers("site_id", "sites"),
    sqlite_with_rowid=False,
)
_partial("ix_issue_supports_person", supports, "person_id")
_partial("uq_issue_supports_voice", supports, "person_id", "issue_id", unique=True)  # one voice per person
_partial("uq_issue_supports_tag", supports, "count_tag", "issue_id", unique=True)
_partial("uq_issue_supports_receipt_hash", supports, "receipt_hash", unique=True)

# Words that wait because others have said something alike: their author decides.
drafts = scoped(
    "issue_drafts",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("kind", String(20), nullable=False),
    Column("topic", String(20)),
    Column("for_policymakers", String(10), nullable=False),
    Column("text", Sealed, nullable=False),
    Column("kept_at", UtcTime, nullable=False),
    refers("person_id", "people"),
)
Index("ix_issue_drafts_person", drafts.c.network_id, drafts.c.person_id)

# Each step that an issue took, for those who raised or support it to be told.
moves = scoped(
    "issue_moves",
    Column("issue_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, info={"person": True}),  # who raised it, where that is known
    Column("status", String(12), nullable=False),
    Column("moved_at", UtcTime, nullable=False),
    refers("issue_id", "issues"),
    refers("person_id", "people"),
)
Index("ix_issue_moves_person", moves.c.network_id, moves.c.person_id)
Index("ix_issue_moves_issue", moves.c.network_id, moves.c.issue_id)
Index("ix_issue_moves_moved_at", moves.c.network_id, moves.c.moved_at)

# Up to which step somebody has been told, and whether they want to be.
news = scoped(
    "issue_news",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("told_at", UtcTime),  # when they were last told
    Column("told_until", UtcTime),  # the last step they were told of
    Column("is_off", Boolean, nullable=False),
    refers("person_id", "people"),
    UniqueConstraint("network_id", "person_id"),
)

# written once, never changed: what a grouping did to the themes there were, so that a steward can take it back
theme_changes = scoped(
    "theme_changes",
    Column("kind", String(10), nullable=False),  # merged, split, undone
    Column("from_theme_id", BigInteger, nullable=False),
    Column("into_theme_id", BigInteger, nullable=False),
    Column("undoes_id", BigInteger),  # the change that this one takes back
    Column("changed_at", UtcTime, nullable=False),
    UniqueConstraint("network_id", "undoes_id"),
    refers("from_theme_id", "themes"),
    refers("into_theme_id", "themes"),
    refers("undoes_id", "theme_changes"),
)

theme_moves = scoped(
    "theme_moves",
    Column("change_id", BigInteger, nullable=False),
    Column("issue_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, info={"person": True}),  # whose issue it is, where that is known
    refers("change_id", "theme_changes"),
    refers("issue_id", "issues"),
    refers("person_id", "people"),
)
Index("ix_theme_moves_change", theme_moves.c.network_id, theme_moves.c.change_id)
Index("ix_theme_moves_issue", theme_moves.c.network_id, theme_moves.c.issue_id)
Index("ix_theme_moves_person", theme_moves.c.network_id, theme_moves.c.person_id)
