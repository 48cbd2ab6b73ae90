"""Who speaks in which theme, with a name and without, and how the themes rank by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, func, select, union

from archive.issues.anonymous.rules import people_beside
from archive.issues.model import RankedTheme
from archive.issues.ranking import SiteVoice, rank
from bot.database.schema.issues import issues, supports, themes
from bot.database.schema.people import sites as sites_table
from bot.database.transaction import Tx

Place = tuple[int, int | None]  # a theme, and a site in it
Beside = Mapping[Place, int]  # people who speak there without a name; (theme, None): in the whole theme


def voices_of(tx: Tx) -> CompoundSelect[Any]:
    """Return the query of every voice: who raised or supports what, for which site, in which theme."""
    own = (issues.c.count_month, issues.c.count_tag)
    where = (issues.c.theme_id, issues.c.site_id, issues.c.person_id)
    raised = select(*where, issues.c.id.label("raised"), issues.c.raised_at.label("at"), *own).where(tx.mine(issues))
    together = supports.join(
        issues, (issues.c.network_id == supports.c.network_id) & (issues.c.id == supports.c.issue_id)
    )
    own = (supports.c.count_month, supports.c.count_tag)
    where = (issues.c.theme_id, supports.c.site_id, supports.c.person_id)
    joined = select(*where, issues.c.id.label("raised"), supports.c.supported_at.label("at"), *own)
    return union(raised, joined.select_from(together).where(tx.mine(supports), tx.mine(issues)))


async def ranked_themes(tx: Tx) -> list[RankedTheme]:
    """Return the living themes, the most pressing first (`archive.issues.ranking`)."""
    voices, beside = voices_of(tx).subquery(), await _beside(tx)
    sites = func.count(voices.c.site_id.distinct()).label("sites")
    people = func.count(voices.c.person_id.distinct()).label("people")
    raised = func.count(voices.c.raised.distinct()).label("issues")
    counted = (
        select(themes.c.id, themes.c.title, themes.c.begun_at, sites, people, raised)
        .select_from(themes.join(voices, voices.c.theme_id == themes.c.id))
        .where(tx.mine(themes))
        .group_by(themes.c.id, themes.c.title, themes.c.begun_at)
    )
    rows = await tx.rows(counted)
    found = [
        RankedTheme(row.id, row.title, row.sites, row.people + beside.get((row.id, None), 0), row.issues)
        for row in rows
    ]
    begun = {row.id: row.begun_at for row in rows}
    return rank(found, begun, await _site_voices(tx, beside))


async def _site_voices(tx: Tx, beside: Beside) -> Mapping[int, Sequence[SiteVoice]]:
    """Return what each site says in each theme."""
    voices = voices_of(tx).subquery()
    people, last = func.count(voices.c.person_id.distinct()).label("people"), func.max(voices.c.at).label("last_at")
    by_site = (
        select(voices.c.theme_id, voices.c.site_id, sites_table.c.district, people, last)
        .select_from(sites_table.join(voices, voices.c.site_id == sites_table.c.id))
        .where(tx.mine(sites_table), voices.c.theme_id.is_not(None))
        .group_by(voices.c.theme_id, voices.c.site_id, sites_table.c.district)
    )
    found: dict[int, list[SiteVoice]] = {}
    for row in await tx.rows(by_site):
        people_there = row.people + beside.get((row.theme_id, row.site_id), 0)
        found.setdefault(row.theme_id, []).append(SiteVoice(row.site_id, row.district, people_there, row.last_at))
    return found


async def _beside(tx: Tx) -> Beside:
    """Return how many people speak without a name beside those who speak with theirs, by theme and by site in it."""
    voices = voices_of(tx).subquery()
    place = (voices.c.theme_id, voices.c.site_id)
    tagged = select(*place, voices.c.count_month, voices.c.count_tag)
    tags: dict[Place, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in await tx.rows(tagged.where(voices.c.count_tag.is_not(None), voices.c.theme_id.is_not(None))):
        for at in {(row.theme_id, row.site_id), (row.theme_id, None)}:
            tags[at][row.count_month].add(row.count_tag)
    named = await _named_in(tx, {theme for theme, _ in tags})
    return {at: people_beside(named.get(at, ()), own, tx.tags) for at, own in tags.items()}


async def _named_in(tx: Tx, theme_ids: Collection[int]) -> Mapping[Place, set[int]]:
    if not theme_ids:
        return {}
    voices = voices_of(tx).subquery()
    people = select(voices.c.theme_id, voices.c.site_id, voices.c.person_id).distinct()
    found: dict[Place, set[int]] = defaultdict(set)
    for row in await tx.rows(people.where(voices.c.theme_id.in_(theme_ids), voices.c.person_id.is_not(None))):
        for at in {(row.theme_id, row.site_id), (row.theme_id, None)}:
            found[at].add(row.person_id)
    return found
