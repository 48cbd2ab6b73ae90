"""Conversations and posts as they stand in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

LIFE = timedelta(days=14)  # how long a conversation keeps its key at most

# waiting: not on Discord yet · sending: perhaps · posted · failed: Discord would not have it · gone: deleted by hand
# taken_back: by its author · taken_down: by a moderator
State = Literal["waiting", "sending", "posted", "failed", "gone", "taken_back", "taken_down"]
UNDERWAY: tuple[State, ...] = ("waiting", "sending")
FORUM = "forum"  # the feature whose conversations are posts of a forum: the first message has its thread's id
REMOVED: tuple[State, ...] = ("taken_back", "taken_down")


@dataclass(frozen=True)
class Conversation:
    """One anonymous post with its replies."""

    id: int
    feature: str
    channel_id: int
    thread_id: int | None
    key_id: str | None
    opened_hour: datetime
    closed_hour: datetime | None
    asked_privately: int | None = None  # of a question: how many were asked for an answer

    def place_of(self, post: Post) -> int:
        """Return the channel or thread that a post of it stands in."""
        if not post.is_first:
            return self.thread_id or self.channel_id
        return self.thread_id or post.message_id or self.channel_id if self.feature == FORUM else self.channel_id

    @property
    def is_closed(self) -> bool:
        """Say whether nobody answers in it any more."""
        return self.closed_hour is not None

    @property
    def ends_at(self) -> datetime:
        """When its key is destroyed at the latest."""
        return self.opened_hour + LIFE


@dataclass(frozen=True)
class Post:
    """One anonymous post or reply."""

    id: int
    conversation_id: int
    is_first: bool
    tag: str | None
    name: str
    number: int
    state: State
    sealed: bytes | None
    message_id: int | None
    helped: bool
    about: bytes | None = None  # what its feature must know of it, sealed


def destination_of(post_id: int) -> str:
    """Return where the outbox takes what happens to a post: in order, and holding up nothing else."""
    return f"anonymous:{post_id}"
