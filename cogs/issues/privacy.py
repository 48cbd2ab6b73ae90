"""What issues hold about a person: what they raised, and where they joined in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from archive.issues.changes import ChangeStore
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.database.transaction import Tx


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the person's issues with their words, when they said "my site too", and when themes moved them."""
    store = IssueStore(tx)
    raised = [
        {
            "raised_at": issue.raised_at.isoformat(),
            "kind": issue.kind,
            "topic": issue.topic,
            "for_policymakers": issue.for_policymakers,
            "text": issue.text,
        }
        for issue in await store.mine(person_id)
    ]
    joined = [{"supported_at": row.supported_at.isoformat()} for row in await store.supports_of(person_id)]
    moved = [{"changed_at": at.isoformat()} for at in await ChangeStore(tx).moves_of(person_id)]
    return {"issues": raised, "issue_supports": joined, "theme_moves": moved}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:  # noqa: ARG001 -- the interface of every feature
    """Erase the person's issues and voices; titles made with their words are made anew by the next grouping."""
    await ThemeStore(tx).untitle(person_id)
    await IssueStore(tx).forget(person_id)
