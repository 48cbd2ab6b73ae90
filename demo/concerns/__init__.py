"""A real town's concerns, raised as issues by invented members: a Polis export (comments.csv) as input."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bot.errors import Refusal
from config.texts import N_

COLUMNS = ("author-id", "moderated", "comment-body")
ACCEPTED = "1"


@dataclass
class ConcernsUnreadable(Refusal):
    """The file is no Polis export of comments."""

    path: str
    why: str
    says: ClassVar[str] = N_("{path} can't be used: {why}. Give it the comments.csv of a Polis export, in UTF-8.")


@dataclass(frozen=True)
class Concern:
    """One accepted comment, and whose it is."""

    author: str
    text: str


def read_concerns(path: Path) -> list[Concern]:
    """Return the comments that the conversation's moderators accepted, in the file's order.

    Raises `ConcernsUnreadable`.
    """
    try:
        rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True)
        missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
        if missing:
            raise ConcernsUnreadable(str(path), f"it has no column {', '.join(missing)}")
        found = [Concern(row["author-id"], row["comment-body"]) for row in rows if row["moderated"] == ACCEPTED]
    except OSError as error:
        raise ConcernsUnreadable(str(path), (error.strerror or "it can't be read").lower()) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ConcernsUnreadable(str(path), "it isn't CSV text in UTF-8") from error
    if not found:
        raise ConcernsUnreadable(str(path), "no comment in it was accepted")
    return found


def authors_of(concerns: list[Concern]) -> list[str]:
    """Return the authors, each once, in the order in which they first speak."""
    return list(dict.fromkeys(concern.author for concern in concerns))
