"""Themes in the database of one network: kept by identity, ranked by whom they touch."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select, update

from archive.issues.changes import ChangeStore
from archive.issues.continuity import Succession, changes_between, continue_themes, respect
from archive.issues.model import Group, RankedTheme, Theme
from archive.issues.voices import ranked_themes, voices_of
from bot.database.ids import new_id
from bot.database.schema.issues import issues, themes
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
        self._changes = ChangeStore(tx)

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
        living = respect(grouped, found, await self._changes.bonds())
        words = [group.keywords for group in groups] + [()] * (len(living) - len(groups))
        moves: dict[int, int] = {}
        for keywords, members, past in zip(words, living, continue_themes(grouped, living), strict=True):
            if members:
                theme_id = await self._continue(past, keywords, now)
                moves.update((issue, theme_id) for issue in members if before[issue] != theme_id)
        await self.move(moves, now=now)
        await self._changes.record(changes_between(grouped, moves), now=now)

    async def ranked(self, *, most: int | None = None) -> Sequence[RankedTheme]:
        """Return the living themes, the most pressing first (`archive.issues.ranking`)."""
        return (await ranked_themes(self._tx))[:most]

    async def authors(self) -> Mapping[int, frozenset[int | None]]:
        """Return who raised something in each theme; None is somebody without a name."""
        pairs = select(issues.c.theme_id, issues.c.person_id).where(self._tx.mine(issues)).distinct()
        found: dict[int, set[int | None]] = {}
        for row in await self._tx.rows(pairs.where(issues.c.theme_id.is_not(None))):
            found.setdefault(row.theme_id, set()).add(row.person_id)
        return {theme: frozenset(people) for theme, people in found.items()}

    async def titles(self, theme_ids: Collection[int]) -> Mapping[int, str | None]:
        """Return the titles of these themes by id."""
        named = select(themes.c.id, themes.c.title).where(self._tx.mine(themes), themes.c.id.in_(set(theme_ids)))
        return {row.id: row.title for row in await self._tx.rows(named)}

    async def voices(self, theme_id: int) -> frozenset[int]:
        """Return who raised or supports something in a theme under their name."""
        everyone = voices_of(self._tx).subquery()
        named = everyone.c.theme_id == theme_id, everyone.c.person_id.is_not(None)
        query = select(everyone.c.person_id).where(*named).distinct()
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
        await self._untitle(issues.c.person_id == person_id, await self._changes.themes_left_by(person_id=person_id))

    async def untitle_of_issue(self, issue_id: int) -> None:
        """As `untitle`, before the words of one issue go."""
        await self._untitle(issues.c.id == issue_id, await self._changes.themes_left_by(issue_id=issue_id))

    async def _untitle(self, whose: ColumnElement[bool], left: Collection[int]) -> None:
        """Empty the titles of themes that hold these issues, and of those they left: words may live on there."""
        own = select(issues.c.theme_id).where(self._tx.mine(issues), whose)
        touched = self._tx.mine(themes), or_(themes.c.id.in_(own), themes.c.id.in_(left))
        await self._tx.execute(update(themes).where(*touched).values(title=None))

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
