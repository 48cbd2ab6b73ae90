"""Questions and what is kept of them, as they stand in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

# draft: written, not posted · open · solved · lost: its post is gone from Discord · erased: its asker took it back
State = Literal["draft", "open", "solved", "lost", "erased"]
Kind = Literal["question", "answer", "closing", "telling"]  # telling: how somebody handled a situation
STANDING: tuple[State, ...] = ("open", "solved")


@dataclass(frozen=True)
class Choices:
    """What is chosen on the card before a question is written; an empty style means that none matters."""

    topic: str
    style: str = ""
    urgency: str = "days"


@dataclass(frozen=True)
class Asked:
    """What somebody asks, in their words."""

    title: str
    words: str
    tried: str = ""

    @property
    def text(self) -> str:
        """All of it, as it is searched and compared."""
        return "\n".join(part for part in (self.title, self.words, self.tried) if part)


@dataclass(frozen=True)
class Question:
    """One question; what was asked is None where the asker's words are gone."""

    id: int
    person_id: int | None
    state: State
    choices: Choices
    asked: Asked | None
    is_by_hand: bool
    thread_id: int | None
    asked_at: datetime
    heard_at: datetime
    nudged_at: datetime | None
    conversation_id: int | None = None  # of a question without a name

    @property
    def is_unnamed(self) -> bool:
        """Say whether it was asked without a name."""
        return self.conversation_id is not None


@dataclass(frozen=True)
class Post:
    """Where a question stands on Discord, and what it is tagged with; none of its words."""

    question_id: int
    thread_id: int
    topic: str
    is_solved: bool


@dataclass(frozen=True)
class Entry:
    """Words in the forum that came through the bot: a question, an answer, or what closed it."""

    id: int
    question_id: int
    person_id: int | None  # None: said without a name
    kind: Kind
    words: str | None
    helped: bool
    is_found: bool
    is_by_hand: bool  # a message of its author's own
    message_id: int | None
    post_id: int | None = None  # of what was said without a name
