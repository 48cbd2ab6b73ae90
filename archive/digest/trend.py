"""What is new and what is heard again: told only from what two editions published."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from archive.digest.model import Edition, Theme
from archive.suppression.rules import Band

Trend = Literal["new", "again", "more", "fewer"]
SOMETHING = Band(0, None)  # the topic was there before, but not as one theme from exactly this place


def with_trend(edition: Edition, before: Edition | None) -> Edition:
    """Set beside each theme what the edition before told on the same topic from the same place."""
    if before is None:
        return edition
    themes = tuple(replace(theme, before=_before(theme, edition, before)) for theme in edition.themes)
    return replace(edition, themes=themes, month_before=before.month)


def trend_of(edition: Edition, theme: Theme) -> Trend | None:
    """Return how a theme stands to the edition before; None in a network's first edition.

    More or fewer is said only where one band lies wholly above the other.
    """
    if not edition.month_before:
        return None
    if theme.before is None:
        return "new"
    if theme.before.most is not None and theme.band.least > theme.before.most:
        return "more"
    return "fewer" if theme.band.most is not None and theme.band.most < theme.before.least else "again"


def _before(theme: Theme, edition: Edition, before: Edition) -> Band | None:
    """Return the band of the one theme it continues; `SOMETHING` where that cannot be told; None where it is new."""
    told = [each for each in before.themes if _is_about(each, theme) and _touches(each, theme)]
    here = [each for each in edition.themes if _is_about(each, theme) and _touches(each, theme)]
    if len(told) == len(here) == 1 and told[0].place.districts == theme.place.districts:
        return told[0].band
    return SOMETHING if told else None


def _is_about(one: Theme, other: Theme) -> bool:
    return (one.kind, one.topic) == (other.kind, other.topic)


def _touches(one: Theme, other: Theme) -> bool:
    """Say whether some people may stand behind both; where no districts are known, everybody may."""
    mine, theirs = set(one.place.districts), set(other.place.districts)
    return not (mine and theirs) or bool(mine & theirs)
