"""What follows webinars and is held about a person: where they said they were, and what they put into the library.

What they answered is held about nobody: `webinar_counts` holds numbers, and `webinar_voices` that somebody answered,
under a key that is destroyed within days.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from cogs.webinars.after.library import LibraryStore
from cogs.webinars.after.store import AfterStore
from cogs.webinars.store import WebinarStore


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the webinars of the last weeks that a person said they were at, and what they put into the library."""
    webinars = [await WebinarStore(tx).webinar(each) for each in await AfterStore(tx).presences_of(person_id)]
    there = [{"title": each.title, "starts at": each.starts_at.isoformat()} for each in webinars if each is not None]
    kept = [
        {"kind": each.kind, "title": each.title, "link": each.link, "kept at": each.kept_at.isoformat()}
        for each in await LibraryStore(tx).of_person(person_id)
    ]
    return {"webinar_presences": there, "webinar_materials": kept}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase where they were and what they put into the library; the numbers stay: nobody can tell which are theirs."""
    await AfterStore(tx).forget(person_id)
    await LibraryStore(tx).forget(person_id)
