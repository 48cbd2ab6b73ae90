"""What a theme is called: its topic, and the words that many people in it used."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.digest.model import Voice
from archive.digest.saying import telling_words, terms_of
from bot.text.words import stem

MOST = 3


@dataclass(frozen=True)
class Usage:
    """How many people there are, and how many of them used a word, by its stem."""

    people: int
    users: Mapping[str, int]


def usage_of(voices: Sequence[Voice]) -> Usage:
    """Count who used which word, once for all themes."""
    return Usage(_people(voices), {term: len(users) for term, users in _users(voices).items()})


def shared_terms(theme: Sequence[Voice], everybody: Usage, people: int) -> tuple[str, ...]:
    """Return up to three words that tell this theme from the rest.

    A word qualifies only if `people` distinct persons of the theme used it, so that a title never points at one of
    them. Ties are broken by the alphabet.
    """
    here = _users(theme)
    inside = _people(theme)
    outside = max(1, everybody.people - inside)

    def telling(term: str) -> float:
        return len(here[term]) / inside - (everybody.users.get(term, 0) - len(here[term])) / outside

    fitting = [term for term, users in here.items() if len(users) >= people and telling(term) > 0]
    ranked = sorted(fitting, key=lambda term: (-round(telling(term), 9), term))
    ways = Counter(word.casefold() for voice in theme for word in telling_words(voice.words))
    return tuple(_as_written(term, ways) for term in ranked[:MOST])


def spoken_terms(theme: Sequence[Voice], chosen: Sequence[Voice]) -> tuple[str, ...]:
    """Return up to three words of the published statements that somebody else in the theme used too.

    They say nothing that is not published beside them. The most used first, then by the alphabet.
    """
    users, published = _users(theme), _users(chosen)
    fitting = [term for term in published if len(users[term]) > 1]
    ranked = sorted(fitting, key=lambda term: (-len(users[term]), term))
    ways = Counter(word.casefold() for voice in chosen for word in telling_words(voice.words))
    return tuple(_as_written(term, ways) for term in ranked[:MOST])


def title(label: str, shared: Sequence[str], spoken: Sequence[str], *, is_catch_all: bool) -> str:
    """Return a theme's title: its topic, then its words; the words alone where the topic says nothing."""
    terms: dict[str, str] = {}
    for term in (*shared, *spoken):
        terms.setdefault(stem(term), term)
    said = ", ".join(list(terms.values())[:MOST])
    if not said:
        return label
    return said[0].upper() + said[1:] if is_catch_all else f"{label}: {said}"


def _people(voices: Sequence[Voice]) -> int:
    return max(1, len({voice.person_id for voice in voices} - {None}))


def _users(voices: Iterable[Voice]) -> dict[str, set[int]]:
    users: dict[str, set[int]] = defaultdict(set)
    for voice in voices:
        if voice.person_id is not None:
            for term in terms_of(voice.words):
                users[term].add(voice.person_id)
    return users


def _as_written(term: str, ways: Counter[str]) -> str:
    fitting = [way for way in ways if stem(way) == term]
    return min(fitting, key=lambda way: (-ways[way], way))
