"""Which voices belong together: those that share a telling word first, then what is left of a topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence

from archive.digest.model import Voice
from archive.digest.saying import content_of, terms_of
from archive.suppression.rules import company, may_publish
from config.community import Publication

Grouping = Callable[[list[str]], list[list[int]]]

CATCH_ALL = "other"
COMPARED = 2_000  # voices whose likeness is looked at: of more, so many, evenly spread, tell the same words
TELLING = 0.5  # share of a word's users who are in one group of alike texts: then it says what that group is about


def gathered(voices: Sequence[Voice], rule: Publication, group: Grouping | None) -> list[list[Voice]]:
    """Return disjoint groups of voices that k people at m sites stand behind, wherever they work.

    Texts that are merely alike are no theme: what a reader is told about one needs a word that its voices share.
    """

    def is_enough(members: Sequence[Voice]) -> bool:
        return may_publish(company((voice.person_id, voice.site_id) for voice in members), rule)

    passed: list[list[Voice]] = []
    placed: set[tuple[int, bool]] = set()
    for sharing in _sharing_a_word(voices, group) if group else ():
        members = [voice for voice in sharing if (voice.id, voice.is_silent) not in placed]
        if is_enough(members):
            passed.append(members)
            placed |= {(voice.id, voice.is_silent) for voice in members}
    by_topic: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        if (voice.id, voice.is_silent) not in placed and not (group and voice.topic == CATCH_ALL):
            by_topic[voice.topic].append(voice)
    return passed + [members for members in by_topic.values() if is_enough(members)]


def _sharing_a_word(voices: Sequence[Voice], group: Grouping) -> Iterator[list[Voice]]:
    """Yield the voices that use a word which is telling of a group of alike texts, the most used word first."""
    terms = [terms_of(voice.words) for voice in voices]
    everywhere = {term: len(users) for term, users in _users(voices, terms, range(len(voices))).items()}
    telling = _telling(voices, terms, group)
    for term in sorted(telling, key=lambda each: (-everywhere[each], each)):
        yield [voice for voice, used in zip(voices, terms, strict=True) if term in used]


def _telling(voices: Sequence[Voice], terms: Sequence[Collection[str]], group: Grouping) -> set[str]:
    """Return the words most of whose users are in one group of alike texts."""
    count = min(len(voices), COMPARED)
    chosen = [len(voices) * number // count for number in range(count)]
    among = {term: len(users) for term, users in _users(voices, terms, chosen).items()}
    return {
        term
        for places in group([content_of(voices[place].words) for place in chosen])
        for term, users in _users(voices, terms, [chosen[place] for place in places]).items()
        if len(users) >= TELLING * among[term]
    }


def _users(voices: Sequence[Voice], terms: Sequence[Collection[str]], places: Collection[int]) -> dict[str, set[int]]:
    users: dict[str, set[int]] = defaultdict(set)
    for place in places:
        person_id = voices[place].person_id
        if person_id is not None:
            for term in terms[place]:
                users[term].add(person_id)
    return users
