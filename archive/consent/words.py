"""The words of a contribution as its row holds them: sealed under its author's data key, a reviewer's reason too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Row

from archive.consent.model import Contribution, Held, Offer, Proposal
from archive.consent.rules import check_words
from bot.database.schema.sharing import contributions
from bot.database.transaction import Tx

NO_WORDS: Mapping[str, None] = {
    "words": None,
    "original": None,
    "held": None,
    "reason": None,
    "proposed": None,
    "origin": None,
}

_ORIGIN = ("issue_id", "site_id", "district", "region")
UNNAMED = (*_ORIGIN, "person_id", "reviewer_person_id", "author_mark", "origin", "offered_at", "changed_at")
_IN_THE_CLEAR = (
    "id",
    "language",
    "kind",
    "topic",
    "month",
    "state",
    "offered_at",
    "changed_at",
)


def sealed_offer(tx: Tx, offered: Offer, *, person_id: int) -> dict[str, bytes]:
    """Return an offer's columns of words. Raises `NoWords`, `TooManyWords`."""
    words = {
        contributions.c.words: check_words(offered.words),
        contributions.c.original: json.dumps([offered.original, list(offered.masked)]),
        contributions.c.held: json.dumps(list(offered.held)),
    }
    return {column.name: tx.seal(column, person_id, text) for column, text in words.items()}


def sealed_reason(tx: Tx, reason: str | None, *, person_id: int) -> bytes | None:
    """Return what a reviewer wrote about somebody's words; they are that author's to read, and go with them."""
    return tx.seal(contributions.c.reason, person_id, reason) if reason else None


def sealed_proposal(tx: Tx, proposal: Proposal, *, person_id: int) -> bytes:
    """Return a reviewer's rewording as its row holds it. Raises `NoWords`, `TooManyWords`."""
    text = json.dumps([check_words(proposal.words), list(proposal.held), sorted(proposal.purposes)])
    return tx.seal(contributions.c.proposed, person_id, text)


def unnamed(tx: Tx, row: Row[Any], *, person_id: int) -> dict[str, Any]:
    """Return the columns (`UNNAMED`) of a row that no longer says whose it is, from where, or at which hour."""
    origin = json.dumps([getattr(row, name) for name in _ORIGIN])
    return {
        **dict.fromkeys(_ORIGIN),
        "person_id": None,
        "reviewer_person_id": None,
        "author_mark": tx.mark(contributions.c.author_mark, person_id, row.id),
        "origin": tx.seal(contributions.c.origin, person_id, origin),
        "offered_at": month_start(row.offered_at),
        "changed_at": month_start(row.changed_at),
    }


def named(contribution: Contribution, *, person_id: int) -> dict[str, Any]:
    """Return the columns of a contribution whose row says again whose it is and from where."""
    origin = {name: getattr(contribution, name) for name in _ORIGIN}
    return {**origin, "person_id": person_id, "author_mark": None, "origin": None}


def month_start(instant: datetime) -> datetime:
    """Return the first instant of a month (UTC)."""
    return instant.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def opened(tx: Tx, row: Row[Any], author_id: int | None) -> Contribution:
    """Return a contribution with its words, of the person it is from; once that one's key is gone, it holds none."""

    def text(column: Column[Any]) -> str | None:
        return tx.unseal(column, author_id, getattr(row, column.name))

    origin = text(contributions.c.origin)
    values = json.loads(origin) if origin else [getattr(row, name) for name in _ORIGIN]
    return Contribution(
        **{name: getattr(row, name) for name in _IN_THE_CLEAR},
        **dict(zip(_ORIGIN, values, strict=True)),
        person_id=author_id,
        words=text(contributions.c.words) or "",
        held=_held(json.loads(text(contributions.c.held) or "[]")),
        reason=text(contributions.c.reason),
        proposal=_proposal(text(contributions.c.proposed)),
    )


def _held(kept: Iterable[Any]) -> tuple[Held, ...]:
    """Return held words with why; before schema 0010 only the words were kept."""
    return tuple((each, "") if isinstance(each, str) else (each[0], each[1]) for each in kept)


def _proposal(kept: str | None) -> Proposal | None:
    if kept is None:
        return None
    words, held, purposes = json.loads(kept)
    return Proposal(words, _held(held), frozenset(purposes))


def opened_original(tx: Tx, person_id: int, sealed: bytes | None) -> tuple[str, list[tuple[str, str]]] | None:
    """Return what was typed and what was masked in it, while it is kept."""
    kept = tx.unseal(contributions.c.original, person_id, sealed)
    if kept is None:
        return None
    text, masked = json.loads(kept)
    return text, [(before, after) for before, after in masked]
