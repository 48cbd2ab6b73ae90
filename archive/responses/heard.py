"""What came of one's own words: the edition they went out in, and what policymakers answered to their theme."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from archive.digest.store import EditionStore, KeptEdition
from archive.responses.store import Response, ResponseStore
from bot.database.schema.digest import edition_voices, editions
from bot.database.transaction import Tx


@dataclass(frozen=True)
class Heard:
    """The sent edition that counts a contribution, and the responses that stand to its theme, the oldest first."""

    month: str  # YYYY-MM of the edition
    responses: tuple[Response, ...]


async def heard(tx: Tx, contribution_ids: Collection[int]) -> Mapping[int, Heard]:
    """Return what came of each contribution that was sent; at most some hundreds at a time.

    Whose the contributions are is for the caller to know: ask only about the member's own.
    """
    of_edition = (editions.c.network_id == edition_voices.c.network_id) & (editions.c.id == edition_voices.c.edition_id)
    query = (
        select(edition_voices.c.contribution_id, edition_voices.c.theme_key, edition_voices.c.edition_id)
        .join(editions, of_edition)
        .where(tx.mine(edition_voices), tx.mine(editions), editions.c.state == "sent")
        .where(edition_voices.c.contribution_id.in_(sorted(contribution_ids)))
    )
    found: dict[int, Heard] = {}
    kept: dict[int, KeptEdition | None] = {}
    for row in await tx.rows(query):
        if row.edition_id not in kept:
            kept[row.edition_id] = await EditionStore(tx).get(row.edition_id)
        edition = kept[row.edition_id]
        if edition is not None:
            responses = await ResponseStore(tx).newest(row.edition_id)
            to_theme = tuple(each for each in responses if each.theme_key == row.theme_key)
            found[row.contribution_id] = Heard(edition.month, to_theme)
    return found
