"""What came of one's own words: the responses to the themes that counted a contribution."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from archive.digest.store import EditionStore
from archive.responses.rules import Answer
from archive.responses.store import ResponseStore
from bot.database.schema.digest import edition_voices
from bot.database.transaction import Tx


@dataclass(frozen=True)
class Heard:
    """A response as an author of the theme reads it: what stands now, not what stood before."""

    month: str  # YYYY-MM of the edition
    title: str
    office: str
    answer: Answer


async def responses_for(tx: Tx, contribution_ids: Collection[int]) -> Mapping[int, Sequence[Heard]]:
    """Return the responses to the themes that count these contributions, the oldest first; none are left out.

    Whose the contributions are is for the caller to know: ask only about the member's own.
    """
    themes = await _themes_of(tx, frozenset(contribution_ids))
    found: dict[int, list[Heard]] = defaultdict(list)
    for edition_id in sorted({edition_id for edition_id, _ in themes}):
        kept = await EditionStore(tx).get(edition_id)
        if kept is None or kept.state != "sent":
            continue
        for response in await ResponseStore(tx).newest(edition_id):
            theme = kept.edition.theme(response.theme_key)
            if theme is not None:
                heard = Heard(kept.month, theme.title, response.office, response.answer)
                for contribution_id in themes.get((edition_id, theme.key), ()):
                    found[contribution_id].append(heard)
    return found


async def _themes_of(tx: Tx, wanted: frozenset[int]) -> Mapping[tuple[int, str], Sequence[int]]:
    """Return (edition, theme) → the contributions among those wanted that it counts."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    ids = sorted(wanted)
    for start in range(0, len(ids), 500):  # SQLite binds a limited number of values
        part = edition_voices.c.contribution_id.in_(ids[start : start + 500])
        for row in await tx.rows(select(edition_voices).where(tx.mine(edition_voices), part)):
            found[row.edition_id, row.theme_key].append(row.contribution_id)
    return found
