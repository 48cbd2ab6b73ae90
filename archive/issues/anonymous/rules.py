"""Whether somebody may speak without a name, whether their site is kept with it, and whom it counts as. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Protocol

from bot.errors import Refusal
from config.texts import N_

LATEST = timedelta(days=31)  # after a month's end, when no digest of it was ever sent


@dataclass
class TooFewMembers(Refusal):
    """So few are members that they would guess."""

    count: int
    least: int
    says: ClassVar[str] = N_(
        "Joined so far: {count}. With fewer than {least} members it is easy to guess who wrote. "
        "You can raise it as yours: colleagues don't see your name then either."
    )


@dataclass
class WordsAreShared(Refusal):
    """Others have added their voice to the words."""

    says: ClassVar[str] = N_(
        "Others have added their voice to these words, so they stay as they are. You can take them back, and raise "
        "new ones."
    )


@dataclass
class MonthIsOver(Refusal):
    """The key that could tell whose words they are is destroyed."""

    says: ClassVar[str] = N_(
        "The key of that month is destroyed, so nobody can tell any more whether these words are yours to change. "
        "Whoever holds the receipt can still take them back."
    )


class TagsOf(Protocol):
    """Gives the tags of people in a month; none once its key is gone."""

    def __call__(self, month: str, people: Collection[int]) -> Mapping[int, str]:
        """Return tag by person."""
        ...


def is_site_kept(practitioners: int, least: int) -> bool:
    """Say whether a site may stand beside words without a name: enough practitioners work there."""
    return practitioners >= least


def people_beside(named: Collection[int], tags: Mapping[str, Collection[str]], tags_of: TagsOf) -> int:
    """Return how many people speak without a name beside those who speak with theirs: the least it can be.

    `tags` are by month. Nobody counts twice: whoever speaks both ways is left out, and since nobody is followed from
    month to month, only the month with most tags counts.
    """
    return max((len(set(own) - set(tags_of(month, named).values())) for month, own in tags.items()), default=0)


def is_key_due(month: str, sent: Collection[str], now: datetime) -> bool:
    """Say whether a month's count key has to go: its digest was sent, or would have been long ago."""
    year, number = int(month[:4]), int(month[5:])
    end = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
    return month in sent or now >= end + LATEST
