"""What may be said of ways of leading. Pure.

Every figure stands on its own and is shown from k people at m sites on (`config.community.Publication`): marks and
leanings as bands, so that one more person rarely shows. No figure is a sum of others that are shown beside it. Links
lead to posts that every reader of the forum can read anyway.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from archive.suppression.rules import Band, band, company, may_publish
from bot.errors import Refusal
from cogs.forum.styles.model import Discussed, Figures, Leaning, Link, Tried, Voice
from config.community import Community, Publication
from config.texts import N_

MOST_TOPICS = 3
MOST_LINKS = 4  # of each kind: with titles of 100 characters they fit a field of 1,024


@dataclass
class OwnWords(Refusal):
    """Somebody marks what they wrote themselves."""

    says: ClassVar[str] = N_("That's your own. Ask a colleague who tries it to say whether it helped at their school.")


@dataclass
class NoStyles(Refusal):
    """The network's vocabulary names no way of leading that this is about."""

    says: ClassVar[str] = N_(
        "This network's list of leadership styles has none that this is about. A steward can ask the host to change it."
    )


def figures_of(
    discussed: Sequence[Discussed], tried: Sequence[Tried], leanings: Sequence[Leaning], community: Community
) -> tuple[Figures, ...]:
    """Return the figures of every way of leading in the vocabulary, in its order."""
    rule, found = community.publication, []
    for style in community.forum.styles:
        posts = [each for each in discussed if each.style == style.key]
        marks = [each for each in tried if each.style == style.key]
        is_shown = may_publish(company(each.voice for each in posts), rule)
        topics = Counter(each.topic for each in posts).most_common(MOST_TOPICS) if is_shown else []
        helpful = sorted((each for each in posts if each.helped), key=lambda each: (-each.helped, -each.thread_id))
        others = sorted((each for each in posts if not each.helped), key=lambda each: -each.thread_id)
        found.append(
            Figures(
                style,
                len(posts) if is_shown else None,
                _band((each.voice for each in marks if each.helped), rule),
                _band((each.voice for each in marks if not each.helped), rule),
                _band((each.voice for each in leanings if each.style == style.key), rule),
                tuple(topic for topic, _ in topics),
                _links(helpful),
                _links(others),
            )
        )
    return tuple(found)


def known_helpful(marks: Iterable[Tried], rule: Publication) -> int:
    """Return how many private marks say that something helped, 0 while so few do that a link would tell of one."""
    voices = [mark.voice for mark in marks if mark.helped]
    return len(voices) if may_publish(company(voices), rule) else 0


def _band(voices: Iterable[Voice], rule: Publication) -> Band | None:
    behind = company(voices)
    return band(behind.people, rule) if may_publish(behind, rule) else None


def _links(posts: Sequence[Discussed]) -> tuple[Link, ...]:
    """Return the first posts, each once: several may have told in one."""
    unique = {each.thread_id: Link(each.title, each.thread_id) for each in reversed(posts)}
    order = dict.fromkeys(each.thread_id for each in posts)
    return tuple(unique[thread_id] for thread_id in order)[:MOST_LINKS]
