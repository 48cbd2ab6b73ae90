"""What sharing holds about a person: what they offered, every yes they gave, and what they decided about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from archive.consent.person import forget_person, given_by, reviewed_by
from archive.consent.store import ConsentStore
from archive.delivery.anew import hold_back
from bot.database.transaction import Tx


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the person's contributions in their masked words, their consents, and that they reviewed others'.

    What was typed before masking is sealed under the person's data key and is gone with the yes; it is not repeated.
    """
    store = ConsentStore(tx)
    offered = [
        {
            "offered_at": each.offered_at.isoformat(),
            "state": each.state,
            "kind": each.kind,
            "topic": each.topic,
            "language": each.language,
            "words": each.words,
            "held": [words for words, _ in each.held],
            "proposed": each.proposal.words if each.proposal is not None else None,
            "district": each.district,
            "region": each.region,
            "month": each.month,
            "reason": each.reason,
        }
        for each in await store.of_person(person_id)
    ]
    given = [
        {
            "given_at": row.given_at.isoformat(),
            "purpose": row.purpose,
            "language": row.language,
            "wording": row.wording,
            "fingerprint": row.fingerprint,
        }
        for row in await given_by(tx, person_id)
    ]
    reviewed = [{"as": "reviewer", "month": month} for month in await reviewed_by(tx, person_id)]
    return {"contributions": [*offered, *reviewed], "consents": given}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Delete what was not sent; of what was sent, erase words and person, which makes it a recall.

    A mail with these words that has not left yet is written anew without them.
    """
    await hold_back(tx, [each.id for each in await ConsentStore(tx).of_person(person_id)], now=now)
    await forget_person(tx, person_id, now=now)
