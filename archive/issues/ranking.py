"""Which theme comes first: by the sites it touches, not by who speaks most.

    score = reach x (1 + 0.2 spread + 0.15 people + 0.15 urgency + 0.1 age)

*reach* is the lower end of Wilson's interval (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927, 209-212) for the share of
affected sites among those heard from at all: three sites of four count for less than thirty of forty, because three may
be chance. All other parts lie between 0 and 1, and together they make at most 1.6 of one:
*spread* is the share of districts heard from that are affected; *people* grows with the mean number of people who
speak at an affected site, so a site of ten voices lends no more weight than a site can; *urgency* is the share of the
affected sites that spoke in the last 30 days; *age* grows to 1 in 180 days. The weights are a choice, not a
measurement: small enough that reach decides unless two themes are close.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.issues.model import RankedTheme

CERTAINTY = 1.645  # standard deviations: one side, 95 %
SPREAD, PEOPLE, URGENCY, AGE = 0.2, 0.15, 0.15, 0.1
RECENT = timedelta(days=30)
OLD = timedelta(days=180)


@dataclass(frozen=True)
class SiteVoice:
    """What one site says in one theme: how many of its people, and when last."""

    site_id: int
    district: str
    people: int
    last_at: datetime


@dataclass(frozen=True)
class Heard:
    """All that is heard in the network: how many sites and districts, and when anybody spoke last."""

    sites: int
    districts: int
    last_at: datetime


def heard_in(themes: Iterable[Sequence[SiteVoice]]) -> Heard | None:
    """Return what is heard in all themes together; None where nobody speaks for a site."""
    voices = [voice for theme in themes for voice in theme]
    if not voices:
        return None
    sites, districts = {voice.site_id for voice in voices}, {voice.district for voice in voices}
    return Heard(len(sites), len(districts), max(voice.last_at for voice in voices))


def reach(affected: int, heard: int) -> float:
    """Return the least share of sites that is likely affected, given how many of those heard from are; 0 to 1."""
    if not 0 < affected <= heard:
        return 0.0
    share, square = affected / heard, CERTAINTY**2
    middle = share + square / (2 * heard)
    width = CERTAINTY * math.sqrt(share * (1 - share) / heard + square / (4 * heard**2))
    return (middle - width) / (1 + square / heard)


def score(voices: Sequence[SiteVoice], begun_at: datetime, heard: Heard) -> float:
    """Return how strongly a theme presses, 0 to 1.6; 0 where no site is affected."""
    if not voices:
        return 0.0
    sites = len(voices)
    spread = len({voice.district for voice in voices}) / heard.districts
    people = sum(1 - 1 / max(voice.people, 1) for voice in voices) / sites
    urgency = sum(heard.last_at - voice.last_at <= RECENT for voice in voices) / sites
    age = min(max((heard.last_at - begun_at) / OLD, 0.0), 1.0)
    return reach(sites, heard.sites) * (1 + SPREAD * spread + PEOPLE * people + URGENCY * urgency + AGE * age)


def rank(
    themes: Sequence[RankedTheme], begun: Mapping[int, datetime], voices: Mapping[int, Sequence[SiteVoice]]
) -> list[RankedTheme]:
    """Return the themes, the most pressing first; ties by people, issues, and the older."""
    heard = heard_in(voices.values())

    def place(theme: RankedTheme) -> tuple[float, int, int, datetime, int]:
        pressing = score(voices.get(theme.id, ()), begun[theme.id], heard) if heard else 0.0
        return -round(pressing, 9), -theme.people, -theme.issues, begun[theme.id], theme.id

    return sorted(themes, key=place)
