"""What webinars hold about a person: what they proposed, and what they said they would come to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from cogs.webinars.store import WebinarStore


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the webinars a person proposed, and those they said they would come to."""
    store = WebinarStore(tx)
    proposed = [
        {"title": webinar.title, "starts_at": webinar.starts_at.isoformat(), "audience": webinar.audience}
        for webinar in await store.proposals_of(person_id)
    ]
    promised = [
        {"title": row.title, "starts_at": row.starts_at.isoformat(), "promised_at": row.promised_at.isoformat()}
        for row in await store.promises_of(person_id)
    ]
    return {"webinars": proposed, "webinar_attendances": promised}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase the person's promises to come; a webinar they proposed stays for the others, without their name."""
    await WebinarStore(tx).forget(person_id)
