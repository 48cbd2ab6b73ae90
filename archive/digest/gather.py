"""Which voices belong together: alike texts first, then what is left of a topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from archive.digest.model import Voice
from archive.suppression.rules import company, may_publish
from config.community import Publication

Grouping = Callable[[list[str]], list[list[int]]]

CATCH_ALL = "other"


def gathered(voices: Sequence[Voice], rule: Publication, group: Grouping | None) -> list[list[Voice]]:
    """Return disjoint groups of voices that k people at m sites stand behind, wherever they work."""

    def is_enough(members: Sequence[Voice]) -> bool:
        return may_publish(company((voice.person_id, voice.site_id) for voice in members), rule)

    alike = (
        [[voices[place] for place in places] for places in group([voice.words for voice in voices])] if group else []
    )
    passed = [members for members in alike if is_enough(members)]
    placed = {(voice.id, voice.is_silent) for members in passed for voice in members}
    by_topic: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        if (voice.id, voice.is_silent) not in placed and not (group and voice.topic == CATCH_ALL):
            by_topic[voice.topic].append(voice)
    return passed + [members for members in by_topic.values() if is_enough(members)]
