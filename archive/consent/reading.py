"""What the digest reads: only what has a live yes to exactly its words, verified as it is read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from archive.consent.counting import counts, is_counted
from archive.consent.model import Contribution, Counted, Statement
from archive.consent.rules import Purpose, Yes, live_yes, month_of
from archive.consent.store import ConsentStore
from archive.consent.unnaming import publish, unname
from bot.database.transaction import Tx
from bot.pace import unhurried

KeyOf = Callable[[int], bytes]  # a person's data key by their id


async def publishable(
    tx: Tx, month: str, *, key_of: KeyOf, purpose: Purpose = "digest", months_held_over: int = 0
) -> list[Statement]:
    """Return what a steward accepted of a month (``YYYY-MM``) and the held-over months before, not yet published.

    Every consent is verified against the words that stand in the row now: words that were altered by any other way
    than their author's are left out. `key_of` is e.g. ``partial(house.keys.person_key, network.id)``.
    """
    store = ConsentStore(tx)
    found = await store.in_states(["accepted"], since=months_before(month, months_held_over), until=month)
    return await _with_consent(store, found, key_of, purpose)


async def still_publishable(
    tx: Tx, contribution_ids: Collection[int], *, key_of: KeyOf, purpose: Purpose = "digest"
) -> list[Statement]:
    """Return those of these accepted or published contributions that still have a live yes to their words."""
    store = ConsentStore(tx)
    found = await store.these(contribution_ids, ["accepted", "published"])
    return await _with_consent(store, found, key_of, purpose)


async def counted(tx: Tx, month: str, *, key_of: KeyOf) -> list[Counted]:
    """Return the issues whose authors said in this month that they may be counted; each yes is verified."""

    def is_of_month(row: Row[Any]) -> bool:
        return row.person_id is not None and month_of(row.given_at) == month

    return [
        Counted(row.issue_id, row.person_id, row.given_at)
        for row in await counts(tx)
        if is_of_month(row) and is_counted(key_of(row.person_id), row.issue_id, row.fingerprint)
    ]


async def purposes_of(tx: Tx, contribution_ids: Sequence[int]) -> Mapping[int, frozenset[Purpose]]:
    """Return for what the authors said yes, by contribution."""
    given = await ConsentStore(tx).yeses(contribution_ids)
    return {each: frozenset(yes.purpose for yes in given.get(each, ())) for each in contribution_ids}


async def mark_published(tx: Tx, contribution_ids: Collection[int], *, now: datetime) -> None:
    """Say that these were sent: taking back is a recall now, and their rows no longer say whose they are.

    Raises `Gone`, `AlreadyDecided`.
    """
    await publish(tx, contribution_ids, now=now)


async def take_names_off(tx: Tx, contribution_ids: Collection[int]) -> None:
    """Let the rows of these no longer say whose they are: an edition prints their words, so others can read them."""
    await unname(tx, contribution_ids)


async def recalls(tx: Tx, *, since: datetime | None = None) -> list[int]:
    """Return the ids of published contributions that were recalled, ever or since an instant."""
    return await ConsentStore(tx).recalled(since)


def months_before(month: str, count: int) -> str:
    """Return the month that lies `count` months before a month (``YYYY-MM``)."""
    year, number = (int(part) for part in month.split("-"))
    index = year * 12 + number - 1 - count
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


async def _with_consent(
    store: ConsentStore, found: list[Contribution], key_of: KeyOf, purpose: Purpose
) -> list[Statement]:
    given, statements = await store.yeses([each.id for each in found]), []
    async for each in unhurried(found):
        if each.person_id is not None:
            key, yeses = key_of(each.person_id), given.get(each.id, ())
            yes = live_yes(key, each.words, yeses, language=each.language, purpose=purpose)
            statements += [_statement(each, each.person_id, yes)] if yes is not None else []
    return statements


def _statement(each: Contribution, person_id: int, yes: Yes) -> Statement:
    return Statement(
        contribution_id=each.id,
        words=each.words,
        language=each.language,
        kind=each.kind,
        topic=each.topic,
        month=each.month,
        person_id=person_id,
        issue_id=each.issue_id,
        site_id=each.site_id,
        district=each.district,
        region=each.region,
        yes=yes.fingerprint,
    )
