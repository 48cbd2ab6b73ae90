"""Themes in the database of one network: kept by identity, ranked by whom they touch."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, exists, func, or_, select, union, update

from archive.issues.changes import ChangeStore
from archive.issues.continuity import Succession, changes_between, continue_themes, respect
from archive.issues.model import Group, RankedTheme, Theme
from archive.issues.ranking import SiteVoice, rank
from bot.database.ids import new_id
from bot.database.schema.issues import issues, supports, themes
from bot.database.schema.people import sites as sites_table
from bot.database.transaction import Tx

TITLE_MOST = 90  # leaves room in an autocomplete line and an event's name, which hold 100


def title_from(keywords: Sequence[str]) -> str:
    """Return a plain title made of a group's own words, empty where none of them tells anything."""
    title = ""
    for word in keywords:
        longer = f"{title}, {word}" if title else word
        if len(longer) > TITLE_MOST:
            break
        title = longer
    return title[:1].upper() + title[1:]


class ThemeStore:
    """The themes of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def theme(self, theme_id: int) -> Theme | None:
        """Return a theme by id, ended or not."""
        columns = (themes.c.id, themes.c.title, themes.c.begun_at, themes.c.ended_at)
        row = await self._tx.row(select(*columns).where(self._tx.mine(themes), themes.c.id == theme_id))
        return Theme(**row._asdict()) if row is not None else None

    async def save(self, groups: Sequence[Group], *, now: datetime) -> None:
        """Make the themes what a grouping found; themes go on in the group that holds most of their issues.

        What a steward undid stays undone. Issues that were erased since the grouping was made are left out, new ones
        keep the theme they have. What moves between themes is recorded, and can be undone (`ChangeStore`).
        """
        before = await self._themes_of_issues()
        found = [[issue for issue in group.issue_ids if issue in before] for group in groups]
        grouped = {issue: theme for issue, theme in before.items() if theme is not None}
        changes = ChangeStore(self._tx)
        living = respect(grouped, found, await changes.bonds())
        words = [group.keywords for group in groups] + [()] * (len(living) - len(groups))
        moves: dict[int, int] = {}
        for keywords, members, past in zip(words, living, continue_themes(grouped, living), strict=True):
            if members:
                theme_id = await self._continue(past, keywords, now)
                moves.update((issue, theme_id) for issue in members if before[issue] != theme_id)
        await self.move(moves, now=now)
        await changes.record(changes_between(grouped, moves), now=now)

    async def ranked(self, *, most: int | None = None) -> Sequence[RankedTheme]:
        """Return the living themes, the most pressing first (`archive.issues.ranking`)."""
        voices = self._voices().subquery()
        sites = func.count(voices.c.site_id.distinct()).label("sites")
        people = func.count(voices.c.person_id.distinct()).label("people")
        raised = func.count(voices.c.raised.distinct()).label("issues")
        counted = (
            select(themes.c.id, themes.c.title, themes.c.begun_at, sites, people, raised)
            .select_from(themes.join(voices, voices.c.theme_id == themes.c.id))
            .where(self._tx.mine(themes))
            .group_by(themes.c.id, themes.c.title, themes.c.begun_at)
        )
        rows = await self._tx.rows(counted)
        found = [RankedTheme(row.id, row.title, row.sites, row.people, row.issues) for row in rows]
        begun = {row.id: row.begun_at for row in rows}
        return rank(found, begun, await self._site_voices())[:most]

    async def _site_voices(self) -> Mapping[int, Sequence[SiteVoice]]:
        """Return what each site says in each theme."""
        voices = self._voices().subquery()
        people, last = func.count(voices.c.person_id.distinct()).label("people"), func.max(voices.c.at).label("last_at")
        by_site = (
            select(voices.c.theme_id, voices.c.site_id, sites_table.c.district, people, last)
            .select_from(sites_table.join(voices, voices.c.site_id == sites_table.c.id))
            .where(self._tx.mine(sites_table), voices.c.theme_id.is_not(None))
            .group_by(voices.c.theme_id, voices.c.site_id, sites_table.c.district)
        )
        found: dict[int, list[SiteVoice]] = {}
        for row in await self._tx.rows(by_site):
            found.setdefault(row.theme_id, []).append(SiteVoice(row.site_id, row.district, row.people, row.last_at))
        return found

    async def authors(self) -> Mapping[int, frozenset[int]]:
        """Return who raised something in each theme."""
        pairs = select(issues.c.theme_id, issues.c.person_id).where(self._tx.mine(issues)).distinct()
        found: dict[int, set[int]] = {}
        for row in await self._tx.rows(pairs.where(issues.c.theme_id.is_not(None))):
            found.setdefault(row.theme_id, set()).add(row.person_id)
        return {theme: frozenset(people) for theme, people in found.items()}

    async def titles(self, theme_ids: Collection[int]) -> Mapping[int, str | None]:
        """Return the titles of these themes by id."""
        named = select(themes.c.id, themes.c.title).where(self._tx.mine(themes), themes.c.id.in_(set(theme_ids)))
        return {row.id: row.title for row in await self._tx.rows(named)}

    async def voices(self, theme_id: int) -> frozenset[int]:
        """Return who raised or supports something in a theme."""
        everyone = self._voices().subquery()
        query = select(everyone.c.person_id).where(everyone.c.theme_id == theme_id).distinct()
        return frozenset(row.person_id for row in await self._tx.rows(query))

    async def is_stale(self) -> bool:
        """Say whether an issue has no theme yet or a living theme has lost its title."""
        new = select(issues.c.id).where(self._tx.mine(issues), issues.c.theme_id.is_(None)).limit(1)
        untitled = self._tx.mine(themes), themes.c.ended_at.is_(None), themes.c.title.is_(None)
        if await self._tx.scalar(new) is not None:
            return True
        return await self._tx.scalar(select(themes.c.id).where(*untitled).limit(1)) is not None

    async def untitle(self, person_id: int) -> None:
        """Take the titles of a person's themes away before their issues are erased: the words may be theirs."""
        own = select(issues.c.theme_id).where(self._tx.mine(issues), issues.c.person_id == person_id)
        left = await ChangeStore(self._tx).themes_left_by(person_id)  # where their words may live on in a title
        touched = self._tx.mine(themes), or_(themes.c.id.in_(own), themes.c.id.in_(left))
        await self._tx.execute(update(themes).where(*touched).values(title=None))

    def _voices(self) -> CompoundSelect[Any]:
        raised = select(
            issues.c.theme_id,
            issues.c.site_id,
            issues.c.person_id,
            issues.c.id.label("raised"),
            issues.c.raised_at.label("at"),
        ).where(self._tx.mine(issues))
        together = supports.join(
            issues, (issues.c.network_id == supports.c.network_id) & (issues.c.id == supports.c.issue_id)
        )
        joined = (
            select(
                issues.c.theme_id,
                supports.c.site_id,
                supports.c.person_id,
                issues.c.id.label("raised"),
                supports.c.supported_at.label("at"),
            )
            .select_from(together)
            .where(self._tx.mine(supports), self._tx.mine(issues))
        )
        return union(raised, joined)

    async def _themes_of_issues(self) -> Mapping[int, int | None]:
        rows = await self._tx.rows(select(issues.c.id, issues.c.theme_id).where(self._tx.mine(issues)))
        return {row.id: row.theme_id for row in rows}

    async def _continue(self, past: Succession, keywords: Sequence[str], now: datetime) -> int:
        title = title_from(keywords)
        if past.theme_id is None:
            theme_id = new_id()
            await self._tx.insert(themes, id=theme_id, title=title, begun_at=now)
            return theme_id
        named = update(themes).where(self._tx.mine(themes), themes.c.id == past.theme_id)
        if past.keeps_title:
            named = named.where(themes.c.title.is_(None))
        await self._tx.execute(named.values(title=title))
        return past.theme_id

    async def move(self, moves: Mapping[int, int], *, now: datetime) -> None:
        """Put issues into themes; a theme that is left empty ends, one that is filled again lives on."""
        followers: dict[int, list[int]] = {}
        for issue, theme in moves.items():
            followers.setdefault(theme, []).append(issue)
        for theme, members in followers.items():
            joined = self._tx.mine(issues), issues.c.id.in_(members)
            await self._tx.execute(update(issues).where(*joined).values(theme_id=theme))
            ended = self._tx.mine(themes), themes.c.id == theme, themes.c.ended_at.is_not(None)
            await self._tx.execute(update(themes).where(*ended).values(ended_at=None))
        await self._end_empty(now)

    async def _end_empty(self, now: datetime) -> None:
        followers = exists().where(self._tx.mine(issues), issues.c.theme_id == themes.c.id)
        empty = self._tx.mine(themes), themes.c.ended_at.is_(None), ~followers
        await self._tx.execute(update(themes).where(*empty).values(ended_at=now))
