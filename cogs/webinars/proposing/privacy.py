"""What proposals hold about a person: their words, the parts they took, the lines they ticked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from bot.database.schema.proposals import proposals, tasks, volunteers
from bot.database.transaction import Tx
from cogs.webinars.proposing.proposing import owe_cards
from cogs.webinars.proposing.store import ProposalStore


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the webinars a person proposed, in their words, the parts they took, and what they ticked."""
    proposed: list[dict[str, Any]] = [
        {
            "title": each.title,
            "proposed_at": each.proposed_at.isoformat(),
            "state": each.state,
            "aim": each.aim,
            "format": each.format,
            "speakers": each.speakers,
        }
        for each in await ProposalStore(tx).by(person_id)
    ]
    linked = select(proposals).where(tx.mine(proposals), proposals.c.link_person_id == person_id)
    proposed += [
        {"title": row.title, "link": tx.unseal(proposals.c.link, person_id, row.link)} for row in await tx.rows(linked)
    ]
    parts = select(volunteers).where(tx.mine(volunteers), volunteers.c.person_id == person_id)
    taken = [{"part": row.part, "since": row.since.isoformat()} for row in await tx.rows(parts)]
    ticked = select(tasks).where(tx.mine(tasks), tasks.c.person_id == person_id)
    done = [{"task": row.task, "done_at": row.done_at.isoformat()} for row in await tx.rows(ticked)]
    return {"webinar_proposals": proposed, "webinar_volunteers": taken, "webinar_tasks": done}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase a person's words and parts; a webinar they proposed stays for the others, without their name."""
    store = ProposalStore(tx)
    for each in {each.id for each in (*await store.by(person_id), *await store.with_volunteer(person_id))}:
        await owe_cards(tx, each, now)  # what Discord shows of them
    await tx.execute(delete(volunteers).where(tx.mine(volunteers), volunteers.c.person_id == person_id))
    ticked = tx.mine(tasks), tasks.c.person_id == person_id
    await tx.execute(update(tasks).where(*ticked).values(person_id=None))
    own = tx.mine(proposals), proposals.c.proposer_person_id == person_id
    wordless: dict[str, Any] = dict.fromkeys(("aim", "format", "speakers"))
    await tx.execute(update(proposals).where(*own).values(proposer_person_id=None, **wordless))
    linked = tx.mine(proposals), proposals.c.link_person_id == person_id
    await tx.execute(update(proposals).where(*linked).values(link_person_id=None, link=None))
