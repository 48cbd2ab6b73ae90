"""The story: the whole chain once, each step through the command that members use."""

from __future__ import annotations

from demo.stage import Stage
from demo.story import digest, leading, mentoring, people, recalling, rooms, sharing, webinar
from demo.telling import Chapter

CHAPTERS: tuple[Chapter[Stage], ...] = (
    people.CHAPTER,
    rooms.CHAPTER,
    leading.CHAPTER,
    mentoring.CHAPTER,
    webinar.CHAPTER,
    sharing.CHAPTER,
    digest.CHAPTER,
    digest.ANSWERED,
    recalling.CHAPTER,
)
