"""What one member may be shown of themes and issues: the one door to other people's words.

Nobody is shown the words of somebody they supervise, directly or through others, nor of people who are no longer
active: for those nobody can tell any more who would stand above them.
"""

from __future__ import annotations

from archive.issues.model import Issue, RankedTheme
from archive.issues.rules import shown_issues, shown_themes
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.database.transaction import Tx
from bot.people.store import PeopleStore


async def hidden_authors(tx: Tx, reader_id: int) -> frozenset[int]:
    """Return the people whose words are kept from this member."""
    store = PeopleStore(tx)
    inactive = {person.id for person in await store.people() if person.state != "active"}
    return (await store.graph()).below(reader_id) | inactive


async def themes_for(tx: Tx, reader_id: int) -> list[RankedTheme]:
    """Return the living themes a member may see, by rank; what they count includes what the member may not read."""
    store = ThemeStore(tx)
    return shown_themes(await store.ranked(), await store.authors(), reader_id, await hidden_authors(tx, reader_id))


async def issues_for(tx: Tx, reader_id: int, theme_id: int) -> list[Issue]:
    """Return a theme's issues that a member may read, oldest first."""
    issues = await IssueStore(tx).of_theme(theme_id)
    return shown_issues(issues, reader_id, await hidden_authors(tx, reader_id))


async def issue_for(tx: Tx, reader_id: int, issue_id: int) -> Issue | None:
    """Return an issue by id if the member may read it."""
    issue = await IssueStore(tx).issue(issue_id)
    shown = shown_issues([issue] if issue else [], reader_id, await hidden_authors(tx, reader_id))
    return shown[0] if shown else None
