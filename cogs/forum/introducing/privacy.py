"""What introducing holds about a person: forum_newcomers, forum_introductions and forum_seats.

That is whether they want to be introduced, whom they meet or were asked to meet, and which circles they were asked to.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from bot.notices import Notices
from cogs.forum.introducing.circles import AskedCircleStore
from cogs.forum.introducing.model import keys_of
from cogs.forum.introducing.store import IntroductionStore, NewcomerStore


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return when a person was asked to be introduced, to meet somebody or to join a circle, and what they answered."""
    own, circles = await NewcomerStore(tx).of(person_id), {each.id: each for each in await AskedCircleStore(tx).all()}
    return {
        "forum_newcomers": [{"asked_at": own.asked_at.isoformat(), "state": own.state}] if own is not None else [],
        "forum_introductions": [
            {
                "as": "host" if each.host_id == person_id else "newcomer",
                "asked_at": each.asked_at.isoformat(),
                "state": each.state if each.host_id == person_id or each.state == "yes" else "not yet",
            }
            for each in await IntroductionStore(tx).of_person(person_id)
        ],
        "forum_seats": [
            {"topic": circles[each.circle_id].topic, "state": each.state}
            for each in await AskedCircleStore(tx).of_person(person_id)
            if each.circle_id in circles
        ],
    }


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase what a person was asked and answered, and what names them and has not been read yet."""
    theirs = await IntroductionStore(tx).of_person(person_id)
    await Notices(tx).retract(*(key for each in theirs for key in keys_of(each)))
    seats = await AskedCircleStore(tx).of_person(person_id)
    beside = [each for seat in seats for each in await AskedCircleStore(tx).seats_of(seat.circle_id)]
    await Notices(tx).retract(*(f"forum.circle:{each.circle_id}:{each.person_id}" for each in beside))
    await AskedCircleStore(tx).forget(person_id)
    await IntroductionStore(tx).forget(person_id)
    await NewcomerStore(tx).forget(person_id)
