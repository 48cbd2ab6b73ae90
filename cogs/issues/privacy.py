"""What issues hold about a person: what they raised, what waits, where they joined in, and what they were told.

What somebody raised or supports without a name is stored under no person, so nobody can find it here to export or erase
it: not the member, not a steward, not the host once that month's key is destroyed. Whoever holds its receipt takes it
back with `/issue receipt`; its words lie under a key of their own, which goes with it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from archive.issues.changes import ChangeStore
from archive.issues.drafts import DraftStore
from archive.issues.following import steps_of
from archive.issues.store import IssueStore
from archive.issues.telling import NewsStore
from archive.issues.themes import ThemeStore
from bot.database.transaction import Tx


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the person's issues with their words, those that wait, their voices, what moved, and their news."""
    store = IssueStore(tx)
    raised = [
        {
            "raised_at": issue.raised_at.isoformat(),
            "kind": issue.kind,
            "topic": issue.topic,
            "for_policymakers": issue.for_policymakers,
            "status": issue.status,
            "text": issue.text,
        }
        for issue in await store.mine(person_id)
    ]
    joined = [{"supported_at": row.supported_at.isoformat()} for row in await store.supports_of(person_id)]
    moved = [{"changed_at": at.isoformat()} for at in await ChangeStore(tx).moves_of(person_id)]
    waiting = [
        {
            "kept_at": each.kept_at.isoformat(),
            "kind": each.draft.kind,
            "topic": each.draft.topic,
            "text": each.draft.text,
        }
        for each in await DraftStore(tx).of(person_id)
    ]
    news = await NewsStore(tx).export(person_id)
    steps = [{"moved_at": at.isoformat(), "status": status} for status, at in await steps_of(tx, person_id)]
    return {
        "issues": raised,
        "issue_supports": joined,
        "issue_drafts": waiting,
        "issue_moves": steps,
        "issue_news": news,
        "theme_moves": moved,
    }


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase the person's issues and voices; titles made with their words are made anew by the next grouping."""
    await ThemeStore(tx).untitle(person_id)
    await IssueStore(tx).forget(person_id)
    await DraftStore(tx).forget(person_id)
    await NewsStore(tx).forget(person_id)
