"""Grouping a file's issues, and what is said of each theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.issues.continuity import continue_themes
from archive.issues.file.reading import EarlierTheme, Line, theme_of
from archive.issues.themes import TITLE_MOST, title_from
from bot.text.grouping import TextGroup, group_texts
from bot.text.linkage import Tell, say_nothing

NO_WORDS = "(no words)"  # the title of an issue that is empty, or only links and emoji


@dataclass(frozen=True)
class FileTheme:
    """A theme of a file: its issues in the file's order, and how many distinct sites and people stand behind them."""

    id: int
    title: str
    issues: Sequence[str]
    sites: int
    people: int


def themes_of(
    lines: Sequence[Line],
    before: Sequence[EarlierTheme] = (),
    tell: Tell = say_nothing,
    *,
    model: Path | None = None,
) -> list[FileTheme]:
    """Return the themes of these issues, each issue in exactly one: most sites first, then most people, most issues.

    A theme of an earlier run keeps its id and, while most of its issues were its own, its title. Others are numbered
    on. The same lines give the same themes.
    """
    known, titles = theme_of(before), {theme.id: theme.title for theme in before}
    groups = group_texts([line.text for line in lines], [known.get(line.id) for line in lines], model=model, tell=tell)
    groups.sort(key=lambda group: _rank([lines[place] for place in group.members], group.members[0]))
    numbers = _new_ids(titles)
    ids = [[lines[place].id for place in group.members] for group in groups]
    found = []
    for group, issues, past in zip(groups, ids, continue_themes(known, ids), strict=True):
        theme_id = next(numbers) if past.theme_id is None else past.theme_id
        title = titles[theme_id] if past.keeps_title and theme_id in titles else _title(group, lines)
        sites, people = _behind([lines[place] for place in group.members])
        found.append(FileTheme(theme_id, title, issues, sites, people))
    return found


def _new_ids(titles: Mapping[int, str]) -> Iterator[int]:
    return iter(range(max(titles, default=0) + 1, 2**63))


def _rank(members: Sequence[Line], first: int) -> tuple[int, int, int, int]:
    sites, people = _behind(members)
    return -sites, -people, -len(members), first


def _behind(members: Sequence[Line]) -> tuple[int, int]:
    sites, people = {line.site for line in members}, {line.person for line in members}
    return len(sites - {""}), len(people - {""})


def _title(group: TextGroup, lines: Sequence[Line]) -> str:
    words = " ".join(lines[group.members[0]].text.split())
    return title_from(group.keywords) or words[:TITLE_MOST] or NO_WORDS
