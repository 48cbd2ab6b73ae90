"""Why these two: facts both can check, never a guess about a person."""

from __future__ import annotations

from collections.abc import Iterator

from bot.matching.model import Reason, Wish

YEAR = 365


def reasons_for(mentee: Wish, mentor: Wish) -> tuple[Reason, ...]:
    """Return the facts that speak for the pair, the weightiest first; each kind at most once."""
    return tuple(_reasons(mentee, mentor))


def _reasons(mentee: Wish, mentor: Wish) -> Iterator[Reason]:
    topics = sorted(mentee.topics & mentor.topics)
    if topics:
        yield Reason("topics", tuple(topics))
    years = (mentor.days_in_role or 0) // YEAR
    if years >= 1 and (mentor.days_in_role or 0) > (mentee.days_in_role or 0):
        yield Reason("experience", (str(years),))
    languages = sorted(mentee.languages & mentor.languages)
    if languages:
        yield Reason("languages", tuple(languages))
    if mentee.site_id is not None and mentor.site_id is not None and mentee.site_id != mentor.site_id:
        yield Reason("other_site")
