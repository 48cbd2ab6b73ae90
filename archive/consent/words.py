"""The words of a contribution as its row holds them: sealed under its author's data key, a reviewer's reason too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Row

from archive.consent.model import Contribution, Offer
from archive.consent.rules import check_words
from bot.database.schema.sharing import contributions
from bot.database.transaction import Tx

NO_WORDS: Mapping[str, None] = {"words": None, "original": None, "held": None, "reason": None}

_IN_THE_CLEAR = (
    "id",
    "person_id",
    "issue_id",
    "language",
    "kind",
    "topic",
    "site_id",
    "district",
    "region",
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


def opened(tx: Tx, row: Row[Any]) -> Contribution:
    """Return a contribution with its words; once its author's key is gone, it holds none."""

    def text(column: Column[Any]) -> str | None:
        return tx.unseal(column, row.person_id, getattr(row, column.name))

    return Contribution(
        **{name: getattr(row, name) for name in _IN_THE_CLEAR},
        words=text(contributions.c.words) or "",
        held=tuple(json.loads(text(contributions.c.held) or "[]")),
        reason=text(contributions.c.reason),
    )


def opened_original(tx: Tx, person_id: int, sealed: bytes | None) -> tuple[str, list[tuple[str, str]]] | None:
    """Return what was typed and what was masked in it, while it is kept."""
    kept = tx.unseal(contributions.c.original, person_id, sealed)
    if kept is None:
        return None
    text, masked = json.loads(kept)
    return text, [(before, after) for before, after in masked]
