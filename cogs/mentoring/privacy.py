"""What mentoring holds about a person, and how it is given and erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from bot.people.store import PeopleStore
from cogs.mentoring import proposals
from cogs.mentoring.model import SIDES, MentoringWish, Pair
from cogs.mentoring.store import MentoringStore

EVERY_STATE = ("proposed", "open", "declined", "expired", "withdrawn", "ended")


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return a person's wishes, their pairs with the partners' names, and whom they asked never to be paired with.

    Who named *them* that way is not theirs to read.
    """
    store, people = MentoringStore(tx), PeopleStore(tx)
    names = {person.id: person.name for person in await people.people()}
    wishes = [wish for side in SIDES if (wish := await store.wish(person_id, side)) is not None]
    pairs = await store.pairs_of(person_id, EVERY_STATE)
    apart = await store.kept_apart_by(person_id)
    return {
        "mentoring_wishes": [_wish(wish) for wish in wishes],
        "mentoring_pairs": [_pair(pair, person_id, names) for pair in pairs],
        "mentoring_never_with": [{"never with": names.get(other_id, "")} for other_id in apart],
    }


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase a person's wishes, pairs and every never-with that names them; partners of live pairs get a kind note."""
    store = MentoringStore(tx)
    await proposals.leave(tx, person_id, now)
    await store.drop_pairs(person_id)
    await store.forget_apart(person_id)


def _wish(wish: MentoringWish) -> dict[str, Any]:
    return {
        "side": wish.side,
        "state": wish.state,
        "topics": list(wish.topics),
        "languages": list(wish.languages),
        "about": wish.about,
        "capacity": wish.capacity,
        "waiting since": _iso(wish.waiting_since),
    }


def _pair(pair: Pair, person_id: int, names: dict[int, str]) -> dict[str, Any]:
    side = pair.side_of(person_id)
    accepted_at = pair.mentee_accepted_at if side == "mentee" else pair.mentor_accepted_at
    return {
        "as": side,
        "with": names.get(pair.partner_of(person_id), ""),
        "state": pair.state,
        "reasons": [reason.to_json() for reason in pair.reasons],
        "proposed at": _iso(pair.proposed_at),
        "answer by": _iso(pair.answer_by),
        "you accepted at": _iso(accepted_at),
    }


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant is not None else None
