"""What a round becomes on paper: the pairs, who is left and why, and the figures. No I/O."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.matching.features import UNITS
from bot.matching.model import Left, Outcome, Pool
from bot.matching.words import Telling, listed, sentences
from bot.people.model import Person
from bot.text.languages import language_name
from config.community import Community
from config.texts import Texts

FORMULA = ("=", "+", "-", "@", "\t")  # a spreadsheet program would compute a cell that begins so


def pairs_table(t: Texts, outcome: Outcome, people: Mapping[int, Person], community: Community) -> str:
    """Return pairs.csv: mentee, mentor, score, reasons."""
    labels = {topic.key: topic.label for topic in community.topics}
    rows = []
    for found in outcome.matches:
        mentee, mentor = people[found.mentee_id], people[found.mentor_id]
        told = Telling(t, "other", mentee.name, mentor.name, labels)
        why = " ".join(sentences(told, found.reasons))
        rows.append((mentee.email, mentor.email, f"{found.score / UNITS:.4f}", why))
    return table(("mentee", "mentor", "score", "reasons"), rows)


def left_table(t: Texts, outcome: Outcome, people: Mapping[int, Person]) -> str:
    """Return who is left, with why and what would help."""
    rows = [(people[left.mentee_id].email, why_left(t, left), what_helps(t, left)) for left in outcome.left]
    return table(("email", "why", "what_would_help"), rows)


def why_left(t: Texts, left: Left) -> str:
    """Return in one sentence why somebody has no mentor."""
    if left.why == "no_mentor":
        return t("Nobody else offers a place this time.")
    if left.why == "no_language":
        return t("No mentor shares a language with them.")
    return t("No suitable mentor has a place free this time.")


def what_helps(t: Texts, left: Left) -> str:
    """Return in one sentence what would change that."""
    if not left.languages:
        return t("One more place with a mentor would help; the days waited count in the next round.")
    spoken = listed(t, [language_name(t, word) for word in left.languages])
    return t("One more place with a mentor who speaks {languages} would help.", languages=spoken)


def figures(pool: Pool, outcome: Outcome, remarks: int) -> dict[str, Any]:
    """Return the objective, in the order in which it decides, and the counts."""
    days = {mentee.person_id: mentee.days_waiting for mentee in pool.mentees}
    return {
        "mentees": len(pool.mentees),
        "mentors": len(pool.mentors),
        "places": sum(mentor.capacity for mentor in pool.mentors),
        "kept_apart": len(pool.apart),
        "pairs": len(outcome.matches),
        "left": len(outcome.left),
        "left_because": dict(sorted(Counter(left.why for left in outcome.left).items())),
        "remarks": remarks,
        "objective": {
            "paired": len(outcome.matches),
            "days_waited": sorted((days[found.mentee_id] for found in outcome.matches), reverse=True),
            "score": outcome.score / UNITS,
        },
    }


def table(header: Sequence[str], rows: Iterable[Sequence[str | None]]) -> str:
    """Return CSV in which no cell is a formula."""
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(header)
    sheet.writerows([_plain(cell or "") for cell in row] for row in rows)
    return text.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
