"""What one member may be shown of themes and issues: the one door to other people's words.

Nobody is shown the words of somebody they supervise, directly or through others, nor of people who are no longer
active: for those nobody can tell any more who would stand above them. What has no name is shown to those only who
supervise nobody: whoever wrote it, they are not above them.
"""

from __future__ import annotations

from archive.issues.model import Issue, RankedTheme
from archive.issues.rules import Reader, shown_issues, shown_themes
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.database.transaction import Tx
from bot.people.standing import graph_around, inactive_people
from bot.people.store import PeopleStore


async def reader_of(tx: Tx, reader_id: int) -> Reader:
    """Return a member as a reader, with the people whose words are kept from them."""
    store = PeopleStore(tx)
    reader = await store.person(reader_id)
    below = (await graph_around(tx, reader)).below(reader_id) if reader is not None else frozenset[int]()
    return Reader(reader_id, below | await inactive_people(tx), is_above_nobody=not below)


async def themes_for(tx: Tx, reader_id: int) -> list[RankedTheme]:
    """Return the living themes a member may see, by rank; what they count includes what the member may not read."""
    store = ThemeStore(tx)
    return shown_themes(await store.ranked(), await store.authors(), await reader_of(tx, reader_id))


async def issues_for(tx: Tx, reader_id: int, theme_id: int) -> list[Issue]:
    """Return a theme's issues that a member may read, oldest first."""
    issues = await IssueStore(tx).of_theme(theme_id)
    return shown_issues(issues, await reader_of(tx, reader_id))


async def issue_for(tx: Tx, reader_id: int, issue_id: int) -> Issue | None:
    """Return an issue by id if the member may read it."""
    issue = await IssueStore(tx).issue(issue_id)
    shown = shown_issues([issue] if issue else [], await reader_of(tx, reader_id))
    return shown[0] if shown else None
