"""A theme's voices, each in one cell of the partition by place, or waiting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from archive.digest.model import Voice
from archive.suppression.partition import Present, partition
from archive.suppression.places import Branch, Place
from config.community import Publication


@dataclass(frozen=True)
class Spoken:
    """The voices of one cell, in the order of their ids, and how many people they are."""

    place: Place
    voices: list[Voice]
    people: int


def cells_of(members: Sequence[Voice], tree: Branch, rule: Publication) -> list[Spoken]:
    """Divide a theme's voices by place. A voice whose author is not known waits.

    Who spoke from two districts counts once, with all they said, in the one they spoke from last.
    """
    said: dict[int, list[Voice]] = defaultdict(list)
    for voice in members:
        if voice.person_id is not None:
            said[voice.person_id].append(voice)
    present = [_present(person_id, voices) for person_id, voices in said.items()]
    return [
        Spoken(cell.place, [voice for voice in members if voice.person_id in inside], len(inside))
        for cell in partition(present, tree, rule)
        for inside in [{each.person_id for each in cell.people}]
    ]


def _present(person_id: int, voices: Sequence[Voice]) -> Present:
    last = max(voices, key=lambda voice: (voice.month, voice.id))
    sites = frozenset(voice.site_id for voice in voices if voice.home == last.home and voice.site_id is not None)
    return Present(person_id, last.home if last.site_id is not None else None, sites)
