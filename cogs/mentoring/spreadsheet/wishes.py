"""wishes.csv: who asks, who offers, and how they would like it. Every fault is told with its line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TypeVar, get_args

from bot.calendar.week import NoTimeBetween, UnreadableHours, parse_hours
from bot.matching.model import RHYTHMS, Alike
from bot.people.model import Person
from bot.people.roster import listed_once
from bot.people.roster_cells import Cells
from bot.people.roster_table import Fault, Row, read_table, shown
from cogs.mentoring.model import SIDES
from cogs.mentoring.spreadsheet.model import WishRow
from config.community import Community
from config.texts import N_

WISHES = "wishes"
WISH_TWICE = N_("the wish of {key} is on line {lines} too")
WISH_COLUMNS = (
    "email", "side", "topics", "languages", "capacity", "rhythm", "hours", "level", "never_with", "past_partners",
    "again_with", "waiting_since",
)  # fmt: skip
TIME_OF_DAY = re.compile(r"(?<=\d)[T ]\d{2}:\d{2}.*$", re.ASCII)
MOST_PLACES = 20  # more mentees than that nobody can meet, whatever a community's own limit is

W = TypeVar("W", bound=str)


def read_wishes(
    content: bytes, people: Mapping[str, Person], community: Community, today: date
) -> tuple[list[WishRow], list[Fault], list[Fault]]:
    """Return the wishes, what is wrong with the others, and what is worth a remark."""
    table = read_table(WISHES, content, WISH_COLUMNS, {})
    faults, remarks, good = list(table.faults), [], []
    topics = {topic.key.casefold(): topic.key for topic in community.topics}
    topics |= {topic.label.casefold(): topic.key for topic in community.topics}
    for row in table.rows:
        cells = Cells(_without_time_of_day(row))
        wish = _wish(cells, row, topics, today)
        if wish.email and not _is_listed(people.get(wish.email)):
            cells.faults.append(
                f"{shown(wish.email)} is not in the file of people, so nobody knows who supervises them"
            )
        faults += [Fault(WISHES, row.line, reason) for reason in cells.faults]
        good += [wish] if not cells.faults else []
        remarks += [Fault(WISHES, row.line, told) for told in _remarks(wish, people, community)]
    kept, faults = listed_once(WISHES, WISH_TWICE, good, faults)
    return kept, faults, [*_strange_topics(kept, set(topics.values())), *remarks]


def _without_time_of_day(row: Row) -> Row:
    """Waiting counts in days: of ``2026-01-05T10:30`` the day is enough."""
    day = TIME_OF_DAY.sub("", row.cells["waiting_since"])
    return Row(row.line, {**row.cells, "waiting_since": day})


def _is_listed(person: Person | None) -> bool:
    return person is not None and person.state == "active"


def _wish(cells: Cells, row: Row, topics: Mapping[str, str], today: date) -> WishRow:
    email = cells.address("email")
    side = _one_of(cells, "side", SIDES)
    if side is None and not row.cells["side"]:
        cells.faults.append("side is empty; write mentor or mentee")
    return WishRow(
        line=row.line,
        email=email,
        side=side or "mentee",
        topics=tuple(dict.fromkeys(topics.get(word.casefold(), word.casefold()) for word in cells.words("topics"))),
        languages=cells.words("languages"),
        capacity=_places(cells) if side == "mentor" else None,
        rhythm=_one_of(cells, "rhythm", RHYTHMS),
        hours=_hours(cells),
        level=_one_of(cells, "level", get_args(Alike)),
        never_with=cells.addresses("never_with"),
        past_partners=cells.addresses("past_partners"),
        again_with=cells.addresses("again_with"),
        waiting_since=cells.day("waiting_since", today),
    )


def _one_of(cells: Cells, column: str, known: Iterable[W]) -> W | None:
    written = cells.text(column)
    found = next((word for word in known if word == written.casefold()), None)
    if written and found is None:
        cells.faults.append(f"{shown(written)} in {column} is none of: {', '.join(known)}")
    return found


def _places(cells: Cells) -> int | None:
    """Return how many mentees a mentor takes, None where the community's default counts."""
    written = cells.text("capacity")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 5 else 0
    if written and not 1 <= number <= MOST_PLACES:
        told = f"{shown(written)} in capacity is not a number of mentees from 1 to {MOST_PLACES}"
        cells.faults.append(f"{told}; take the line out if they take nobody now")
        return None
    return number or None


def _hours(cells: Cells) -> frozenset[int]:
    found: set[int] = set()
    for part in cells.words("hours"):
        try:
            found |= parse_hours(part)
        except (UnreadableHours, NoTimeBetween) as refusal:
            cells.faults.append(f"hours: {refusal}")
    return frozenset(found)


def _strange_topics(wishes: Iterable[WishRow], known: Collection[str]) -> Iterable[Fault]:
    """Yield one remark for each topic outside the vocabulary, with the first line that names it."""
    lines: dict[str, list[int]] = defaultdict(list)
    for wish in wishes:
        for topic in wish.topics:
            if topic not in known:
                lines[topic].append(wish.line)
    for topic, found in lines.items():
        more = f" (and on {len(found) - 1} more)" if len(found) > 1 else ""
        told = f"is not in the vocabulary of topics{more}; it is kept, and fits whoever names it too"
        yield Fault(WISHES, found[0], f"{shown(topic)} {told}")


def _remarks(wish: WishRow, people: Mapping[str, Person], community: Community) -> Iterable[str]:
    most = community.mentoring.capacity_most
    if wish.capacity is not None and wish.capacity > most:
        yield f"{wish.capacity} mentees are more than the {most} that this community allows a mentor; it is kept"
    for column in ("never_with", "past_partners", "again_with"):
        for email in getattr(wish, column):
            if email not in people:
                yield f"{shown(email)} in {column} is not in the file of people: is it spelled as there"
