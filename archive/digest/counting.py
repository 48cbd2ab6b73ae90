"""*Count me*: issues whose authors said that they may be counted, and that their words stay inside.

Their text decides, in the worker's memory, which theme they belong to; it is never printed, nor any word of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import cast

from sqlalchemy import delete, select

from archive.consent.counting import counts, is_counted
from archive.consent.reading import KeyOf
from archive.consent.rules import month_of
from archive.digest.gather import CATCH_ALL
from archive.digest.model import Kind, Voice
from archive.issues.store import IssueStore
from bot.database.schema.digest import edition_counts, editions
from bot.database.schema.sharing import contributions
from bot.database.transaction import Tx
from bot.people.store import PeopleStore


async def silent_voices(tx: Tx, *, key_of: KeyOf, only: Collection[int] | None = None) -> list[Voice]:
    """Return the voices of those who said *count me*, of every month; each yes is verified.

    `only` names the issues that are asked about. What is erased, or whose author is, is no voice any more.
    """
    yeses = {
        row.issue_id: month_of(row.given_at)
        for row in await counts(tx)
        if (only is None or row.issue_id in only) and is_counted(key_of(row.person_id), row.issue_id, row.fingerprint)
    }
    if not yeses:
        return []
    sites = {site.id: site for site in await PeopleStore(tx).sites()}
    voices = []
    for issue in await IssueStore(tx).everything():
        if issue.id in yeses:
            site = sites.get(issue.site_id) if issue.site_id is not None else None
            voices.append(
                Voice(
                    id=issue.id,
                    words=issue.text,
                    kind=cast("Kind", issue.kind),
                    topic=issue.topic or CATCH_ALL,
                    person_id=issue.person_id,
                    site_id=issue.site_id,
                    month=yeses[issue.id],
                    district=site.district if site else "",
                    region=site.region if site else "",
                    is_silent=True,
                )
            )
    return voices


async def told_by_words(tx: Tx) -> frozenset[int]:
    """Return the issues whose words were given and accepted: those are counted by them, once."""
    mine = (tx.mine(contributions), contributions.c.issue_id.is_not(None))
    accepted = contributions.c.state.in_(("accepted", "published"))
    query = select(contributions.c.issue_id).where(*mine, accepted).distinct()
    return frozenset(row.issue_id for row in await tx.rows(query))


async def keep_counts(tx: Tx, edition_id: int, issues: Collection[int]) -> None:
    """Let issues that an edition counted, and counts no more, wait for another month."""
    gone = {issue for theme in (await counts_of(tx, edition_id)).values() for issue in theme} - set(issues)
    for issue in sorted(gone):
        mine = (tx.mine(edition_counts), edition_counts.c.edition_id == edition_id)
        await tx.execute(delete(edition_counts).where(*mine, edition_counts.c.issue_id == issue))


async def counts_of(tx: Tx, edition_id: int) -> Mapping[str, Sequence[int]]:
    """Return the issues that an edition counts without their words, by theme."""
    found: dict[str, list[int]] = defaultdict(list)
    query = select(edition_counts).where(tx.mine(edition_counts), edition_counts.c.edition_id == edition_id)
    for row in await tx.rows(query.order_by(edition_counts.c.issue_id)):
        found[row.theme_key].append(row.issue_id)
    return found


async def counted_besides(tx: Tx, month: str) -> frozenset[int]:
    """Return the issues that approved editions of other months count already."""
    joined = (editions.c.network_id == edition_counts.c.network_id) & (editions.c.id == edition_counts.c.edition_id)
    query = (
        select(edition_counts.c.issue_id)
        .join(editions, joined)
        .where(tx.mine(edition_counts), tx.mine(editions), editions.c.month != month, editions.c.state != "built")
    )
    return frozenset(row.issue_id for row in await tx.rows(query))
