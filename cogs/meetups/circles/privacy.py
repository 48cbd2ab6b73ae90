"""What circles hold about a person: those they wait for, and those they sit in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from bot.outbox import Outbox
from bot.people.store import PeopleStore
from bot.visibility.admission.circles import CircleStore
from cogs.meetups.circles.effects import LEAVE_CIRCLE
from cogs.meetups.circles.store import CircleWishStore


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the topics a person waits for a circle on, and those of the circles they sit in."""
    waits, sits = await CircleWishStore(tx).wishes_of(person_id), await CircleStore(tx).of(person_id)
    wishes = [{"topic": each.topic, "since": each.wished_at.isoformat()} for each in waits]
    return {"circle_wishes": wishes, "circle_members": [{"topic": each.topic} for each in sits]}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase their wishes and seats, and take them out of the circles' threads; the others go on."""
    person = await PeopleStore(tx).person(person_id)
    if person is not None and person.account_id is not None:
        for circle in await CircleStore(tx).of(person_id):
            if circle.channel_id is not None:
                facts = {"channel_id": circle.channel_id, "account_id": person.account_id}
                await Outbox(tx).carry_out(LEAVE_CIRCLE, facts, destination=f"circle:{circle.id}", now=now)
    await CircleStore(tx).forget(person_id)
    await CircleWishStore(tx).forget(person_id)
