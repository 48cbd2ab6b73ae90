"""Situations as they are put to the forum, and how members handled them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

# waiting: due one day · stopped: due no day, until a steward starts again · owed: on its way to Discord
# posted · skipped: by a steward, or its words left the definition · lost: its post is gone from Discord
State = Literal["waiting", "stopped", "owed", "posted", "skipped", "lost"]


@dataclass(frozen=True)
class Prompt:
    """One situation and when it is (or was) due."""

    id: int
    situation: str
    state: State
    due_at: datetime
    thread_id: int | None


@dataclass(frozen=True)
class Telling:
    """How somebody handled such a situation; words are None where their key is gone."""

    id: int
    prompt_id: int
    person_id: int
    style: str
    words: str | None
    message_id: int | None
