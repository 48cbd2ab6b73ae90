"""What mentoring holds about a person, and how it is given and erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from bot.notices import Notices
from bot.people.store import PeopleStore
from cogs.mentoring import proposals
from cogs.mentoring.apart import ApartStore
from cogs.mentoring.browse import asking
from cogs.mentoring.browse.model import Ask
from cogs.mentoring.browse.store import AskStore
from cogs.mentoring.following import noting
from cogs.mentoring.following.about import erase_questions, export_questions
from cogs.mentoring.following.ending import key_of
from cogs.mentoring.model import SIDES, MentoringWish, Pair
from cogs.mentoring.opening import vanish
from cogs.mentoring.store import MentoringStore

EVERY_STATE = ("proposed", "open", "declined", "expired", "withdrawn", "ended")


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return a person's wishes, asks and pairs with the others' names, and whom they asked never to be paired with.

    Who named *them* that way, and why a mentor declined them, is not theirs to read.
    """
    store, people = MentoringStore(tx), PeopleStore(tx)
    names = {person.id: person.name for person in await people.people()}
    wishes = [wish for side in SIDES if (wish := await store.wish(person_id, side)) is not None]
    pairs = await store.pairs_of(person_id, EVERY_STATE)
    apart, asks = ApartStore(tx), AskStore(tx)
    written = [{"never with": name} for name in await apart.names_of(person_id)]
    return {
        "mentoring_wishes": [_wish(wish) for wish in wishes],
        "mentoring_pairs": [_pair(pair, person_id, names) for pair in pairs],
        "mentoring_never_with": [{"never with": names.get(other, "")} for other in await apart.of(person_id)],
        "mentoring_never_named": written,
        "mentoring_questions": await export_questions(tx, person_id),
        "mentoring_noted": [{"meets at": _iso(row.starts_at)} for row in await noting.noted_by(tx, person_id)],
        "mentoring_asks": [
            _ask(ask, person_id, names) for ask in (*await asks.by_mentee(person_id), *await asks.to_mentor(person_id))
        ],
    }


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase a person's wishes, asks, pairs and every never-with naming them; whoever it concerns gets a kind note."""
    store, person = MentoringStore(tx), await PeopleStore(tx).person(person_id)
    await asking.unname(tx, person_id)
    await proposals.leave(tx, person_id, now)
    pairs = await store.pairs_of(person_id, EVERY_STATE)
    await noting.forget(tx, person_id)
    await noting.forget_pairs(tx, [pair.id for pair in pairs])
    for pair in pairs:
        await Notices(tx).retract(key_of(pair, pair.partner_of(person_id)))
        await vanish(tx, pair, person, now, is_nameless=True)
    await AskStore(tx).drop(person_id)
    await erase_questions(tx, person_id)
    await store.drop_pairs(person_id)
    await ApartStore(tx).forget(person_id, person.name if person is not None else "")


def _wish(wish: MentoringWish) -> dict[str, Any]:
    return {
        "side": wish.side,
        "state": wish.state,
        "topics": list(wish.topics),
        "languages": list(wish.languages),
        "about": wish.about,
        "capacity": wish.capacity,
        "rhythm": wish.rhythm,
        "hours": list(wish.hours),
        "level": wish.level_wish,
        "district": wish.district_wish,
        "shown to members who browse": wish.is_listed,
        "paused until": _iso(wish.paused_until),
        "stops at": _iso(wish.stops_at),
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
        "opened at": _iso(pair.opened_at),
        "closed at": _iso(pair.closed_at),
        **({"you said not now, because": pair.declined_why} if pair.declined_by == side else {}),
    }


def _ask(ask: Ask, person_id: int, names: dict[int, str]) -> dict[str, Any]:
    """Return an ask as the person's own; the mentor's reason is in the mentor's file only."""
    is_mentor = ask.mentor_id == person_id
    return {
        "as": "mentor" if is_mentor else "mentee",
        "with": names.get(ask.mentee_id if is_mentor else ask.mentor_id, ""),
        "state": ask.state,
        "asked at": _iso(ask.asked_at),
        "answer by": _iso(ask.answer_by),
        "closed at": _iso(ask.closed_at),
        **({"your reason": ask.why} if is_mentor else {}),
    }


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant is not None else None
