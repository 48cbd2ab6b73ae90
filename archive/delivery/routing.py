"""Which part of an edition reaches whom. Every recipient reads some cells of the one published set, never a sum."""

from __future__ import annotations

from dataclasses import replace

from archive.delivery.model import Jurisdiction, Recipient
from archive.digest.model import Edition
from archive.suppression.places import EVERYWHERE, District, Place


def view_for(edition: Edition, recipient: Recipient) -> Edition:
    """Return what a recipient reads: their topics, from every place in their jurisdiction or around it.

    Answers, recalls and what earlier editions told follow the same rule: they reach whom the theme reaches. No topics
    means all of them, no jurisdiction the whole network.
    """

    def reaches(topic: str, place: Place) -> bool:
        return (not recipient.topics or topic in recipient.topics) and concerns(recipient.jurisdiction, place)

    return replace(
        edition,
        themes=tuple(theme for theme in edition.themes if reaches(theme.topic, theme.place)),
        answered=tuple(answer for answer in edition.answered if reaches(answer.topic, answer.place)),
        recalls=tuple(recall for recall in edition.recalls if reaches(recall.topic, recall.place)),
        earlier=replace(
            edition.earlier, told=tuple(told for told in edition.earlier.told if reaches(told.topic, told.place))
        ),
        needs=tuple(need for need in edition.needs if reaches(need.topic, EVERYWHERE)),
        language=recipient.language,
        is_part=not is_everywhere(recipient.jurisdiction),
    )


def is_everywhere(jurisdiction: Jurisdiction) -> bool:
    """Tell whether a recipient decides for the whole network: where nothing narrower was named, they do."""
    return jurisdiction.is_statewide or not (jurisdiction.districts or jurisdiction.regions)


def concerns(jurisdiction: Jurisdiction, place: Place) -> bool:
    """Tell whether a place lies in a jurisdiction, or holds some of it."""
    if is_everywhere(jurisdiction) or not place.districts:
        return True
    return any(_is_in(each, jurisdiction) for each in place.districts)


def _is_in(district: District, jurisdiction: Jurisdiction) -> bool:
    names = {_folded(name) for name in jurisdiction.districts}
    regions = {_folded(name) for name in jurisdiction.regions}
    return _folded(district.name) in names or _folded(district.region) in regions


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
