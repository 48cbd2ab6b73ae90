"""The story: the whole chain once, each step through the command that members use."""

from __future__ import annotations

from demo.stage import Stage
from demo.story import (
    digest,
    forum,
    leading,
    meeting,
    mentoring,
    people,
    ready,
    recalling,
    rooms,
    sharing,
    survey,
    together,
    webinar,
)
from demo.telling import Chapter

CHAPTERS: tuple[Chapter[Stage], ...] = (
    people.CHAPTER,
    rooms.CHAPTER,
    leading.CHAPTER,
    mentoring.CHAPTER,
    webinar.CHAPTER,
    together.CHAPTER,
    meeting.PEERS,
    sharing.CHAPTER,
    digest.CHAPTER,
    digest.ANSWERED,
    meeting.AFTER,
    recalling.CHAPTER,
    forum.CHAPTER,
    survey.CHAPTER,
)
LEFT_OPEN: tuple[Chapter[Stage], ...] = (ready.CHAPTER,)  # played only where somebody plays on
