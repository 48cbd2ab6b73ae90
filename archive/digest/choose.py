"""Which statements speak for a theme: the ones nearest to what everybody else in it said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from archive.digest.model import Voice
from archive.digest.saying import content_of, masks_in
from bot.text.vectors import vectors_of

Row = NDArray[np.float64]

ALIKE = 0.6  # cosine from which two texts say the same to a reader
NEAR = 0.4  # share of the most central text's nearness that a text needs to speak for the theme
MOST_COMPARED = 300  # texts, evenly spread over a theme: who is central among them is central
LONG = 600  # characters; a longer text is chosen only where there is nothing shorter
MANY_MASKS = 2  # with so many masked places a sentence is hard to read; the same goes for it


def by_centrality(voices: Sequence[Voice]) -> list[tuple[Voice, Row]]:
    """Return the voices that speak for all, with their vectors, the most central first; ties by id.

    A voice far from what the others say is left out.
    """
    voices = _some(voices)
    rows = vectors_of([content_of(voice.words) for voice in voices])
    nearness = rows @ rows.mean(axis=0)

    def rank(index: int) -> tuple[float, int]:
        return -round(float(nearness[index]), 9), voices[index].id

    near = [index for index in range(len(voices)) if nearness[index] >= NEAR * nearness.max()]
    short = [index for index in near if len(voices[index].words) <= LONG] or near
    plain = [index for index in short if masks_in(voices[index].words) < MANY_MASKS]
    return [(voices[index], rows[index]) for index in sorted(plain or short, key=rank)]


def _some(voices: Sequence[Voice]) -> Sequence[Voice]:
    if len(voices) <= MOST_COMPARED:
        return voices
    places = dict.fromkeys(np.linspace(0, len(voices) - 1, MOST_COMPARED).astype(int).tolist())
    return [voices[place] for place in places]


def choose(voices: Sequence[Voice], most: int) -> list[Voice]:
    """Choose up to `most`: central, each of another person, from different sites first, no two that say the same.

    Only a voice whose author is counted can be chosen.
    """
    ranked = [(voice, row) for voice, row in by_centrality(voices) if voice.person_id is not None]
    chosen: list[tuple[Voice, Row]] = []
    for from_another_site in (True, False):
        for voice, row in ranked:
            if len(chosen) == most:
                break
            known = {other.site_id for other, _ in chosen}
            if not (from_another_site and voice.site_id in known) and _adds(voice, row, chosen):
                chosen.append((voice, row))
    return [voice for voice, _ in chosen]


def _adds(voice: Voice, row: Row, chosen: Sequence[tuple[Voice, Row]]) -> bool:
    return (
        voice.person_id not in {other.person_id for other, _ in chosen}
        and voice.words.casefold() not in {other.words.casefold() for other, _ in chosen}
        and all(float(row @ other) < ALIKE for _, other in chosen)
    )
