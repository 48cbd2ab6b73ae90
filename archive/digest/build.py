"""From a month's consented voices to an edition. Pure and deterministic: the same input, the same bytes.

Grouping is handed in as a function of the texts alone, so it can never see who wrote them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from archive.digest.choose import choose
from archive.digest.model import KINDS, Draft, Edition, Kind, Month, Statement, Theme, Voice
from archive.digest.terms import shared_terms, spoken_terms, title
from archive.suppression.rules import band, company, held_over, may_publish, may_wait
from config.community import Community

Grouping = Callable[[list[str]], list[list[int]]]

CATCH_ALL = "other"
MOST_THEMES = 10  # of one kind: what one sitting can answer; the rest waits for the next month
MANY = 10  # people from which a theme may speak with three statements instead of two


def build(voices: Sequence[Voice], month: Month, community: Community, group: Grouping | None = None) -> Draft:
    """Build a month's digest from what may be published.

    Each voice counts in one theme of its own kind. `group` returns the positions of texts that belong together;
    without it, topics group them. What is too old for the hold-over pool, or of a later month, is left out.
    """
    rule = community.publication
    waiting = {voice.id: voice for voice in voices if may_wait(voice.month, month.month, rule)}
    usable = [waiting[voice_id] for voice_id in sorted(waiting)]
    found = [pair for kind in KINDS for pair in _themes_of_kind(kind, usable, community, group)]
    behind = {theme.key: tuple(voice.id for voice in members) for theme, members in found}
    edition = Edition(
        network=month.network,
        month=month.month,
        people=rule.people,
        sites=rule.sites,
        themes=tuple(theme for theme, _ in found),
        answered=month.answered,
        recalls=month.recalls,
        notice=month.notice,
        language=month.language,
    )
    return Draft(edition, behind, held_over(waiting, [voice_id for ids in behind.values() for voice_id in ids]))


def _themes_of_kind(
    kind: Kind, usable: Sequence[Voice], community: Community, group: Grouping | None
) -> list[tuple[Theme, list[Voice]]]:
    of_kind = [voice for voice in usable if voice.kind == kind]
    found: list[tuple[Theme, list[Voice]]] = []
    groups = sorted(_in_company(of_kind, community, group), key=_weight)
    for members in groups[:MOST_THEMES]:
        inside = {voice.id for voice in members}
        rest = [voice for voice in of_kind if voice.id not in inside]
        found.append((_theme(kind, members, rest, community), members))
    found.sort(key=lambda pair: (-pair[0].band.least, pair[0].title.casefold(), pair[1][0].id))
    return [(replace(theme, key=f"{kind}-{number}"), members) for number, (theme, members) in enumerate(found, start=1)]


def _in_company(voices: Sequence[Voice], community: Community, group: Grouping | None) -> list[list[Voice]]:
    """Return the groups that may be published: alike texts first, then what is left of a topic."""

    def is_enough(members: Sequence[Voice]) -> bool:
        behind = company((voice.person_id, voice.site_id) for voice in members)
        return may_publish(behind, community.publication)

    alike = (
        [[voices[place] for place in places] for places in group([voice.words for voice in voices])] if group else []
    )
    passed = [members for members in alike if is_enough(members)]
    placed = {voice.id for members in passed for voice in members}
    by_topic: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        if voice.id not in placed and not (group and voice.topic == CATCH_ALL):
            by_topic[voice.topic].append(voice)
    return passed + [members for members in by_topic.values() if is_enough(members)]


def _weight(members: Sequence[Voice]) -> tuple[int, int, int]:
    """Order groups by people, then sites, most first; ties by id, so that it is repeatable."""
    behind = company((voice.person_id, voice.site_id) for voice in members)
    return -behind.people, -behind.sites, members[0].id


def _theme(kind: Kind, members: Sequence[Voice], rest: Sequence[Voice], community: Community) -> Theme:
    rule = community.publication
    people = company((voice.person_id, voice.site_id) for voice in members).people
    counts = Counter(voice.topic for voice in members)
    topic = min(counts, key=lambda key: (-counts[key], key))
    known = community.topic(topic)
    label, is_catch_all = known.label if known else topic, topic == CATCH_ALL
    chosen = choose(members, 3 if people >= MANY else 2)
    shared = shared_terms(members, rest, rule.people)
    return Theme(
        key="",
        kind=kind,
        topic=topic,
        title=title(label, shared or spoken_terms(members, chosen), is_catch_all=is_catch_all),
        fallback=title(label, shared, is_catch_all=is_catch_all),
        band=band(people, rule),
        statements=tuple(Statement(voice.id, voice.words, voice.language) for voice in chosen),
    )
