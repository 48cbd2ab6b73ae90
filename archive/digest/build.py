"""From a month's consented voices to an edition. Pure and deterministic: the same input, the same bytes.

Grouping is handed in as a function of the texts alone, so it can never see who wrote them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from archive.digest.cells import Spoken, cells_of
from archive.digest.choose import choose
from archive.digest.gather import CATCH_ALL, Grouping, gathered
from archive.digest.model import KINDS, Draft, Edition, Kind, Month, Statement, Theme, Voice
from archive.digest.terms import Usage, shared_terms, spoken_terms, title, usage_of
from archive.digest.trend import with_trend
from archive.suppression.places import tree_of
from archive.suppression.rules import Seen, band, company, held_over, may_wait
from config.community import Community
from config.texts import Texts, texts_for

MOST_THEMES = 10  # of one kind: what one sitting can answer; the rest waits for the next month
MOST_CELLS = 40  # of one kind, in all places together
MANY = 10  # people from which a theme may speak with three statements instead of two


def build(voices: Sequence[Voice], month: Month, community: Community, group: Grouping | None = None) -> Draft:
    """Build a month's digest from what may be published.

    Each voice counts in one theme of its own kind, at one place. `group` returns the positions of texts that belong
    together; without it, topics group them. What is too old for the hold-over pool, or of a later month, is left out.
    """
    rule = community.publication
    waiting = [voice for voice in voices if may_wait(voice.month, month.month, rule)]
    usable = sorted(waiting, key=lambda voice: (voice.id, voice.is_silent))
    found = [pair for kind in KINDS for pair in _themes_of_kind(kind, usable, month, community, group)]
    behind = {theme.key: _ids(members, is_silent=False) for theme, members in found}
    edition = Edition(
        network=month.network,
        month=month.month,
        people=rule.people,
        sites=rule.sites,
        themes=tuple(theme for theme, _ in found),
        answered=month.answered,
        recalls=month.recalls,
        needs=month.needs,
        earlier=month.earlier,
        notice=month.notice,
        language=month.language,
    )
    held = held_over(_ids(usable, is_silent=False), [voice_id for ids in behind.values() for voice_id in ids])
    counted = {theme.key: ids for theme, members in found if (ids := _ids(members, is_silent=True))}
    return Draft(with_trend(edition, month.before), behind, held, counted)


def _ids(voices: Sequence[Voice], *, is_silent: bool) -> tuple[int, ...]:
    return tuple(voice.id for voice in voices if voice.is_silent is is_silent)


def _themes_of_kind(
    kind: Kind, usable: Sequence[Voice], month: Month, community: Community, group: Grouping | None
) -> list[tuple[Theme, list[Voice]]]:
    of_kind = [voice for voice in usable if voice.kind == kind]
    tree = tree_of(month.districts or {voice.home for voice in of_kind if voice.site_id is not None})
    groups = sorted(gathered(of_kind, community.publication, group), key=_weight)[:MOST_THEMES]
    spoken = [cell for members in groups for cell in cells_of(members, tree, community.publication)]
    everybody = usage_of([voice for voice in of_kind if not voice.is_silent])
    t = texts_for(month.language)
    found = [
        (_theme(kind, cell, everybody, community, t), cell.voices)
        for cell in sorted(spoken, key=_cell_weight)[:MOST_CELLS]
    ]
    found = [pair for pair in found if pair[0].statements]
    found.sort(key=lambda pair: (-pair[0].band.least, pair[0].title.casefold(), pair[0].place.key, pair[1][0].id))
    return [(replace(theme, key=f"{kind}-{number}"), members) for number, (theme, members) in enumerate(found, start=1)]


def _weight(members: Sequence[Voice]) -> tuple[int, int, int]:
    """Order groups by people, then sites, most first; ties by id, so that it is repeatable."""
    behind = company((voice.person_id, voice.site_id) for voice in members)
    return -behind.people, -behind.sites, members[0].id


def _cell_weight(cell: Spoken) -> tuple[int, int, int]:
    return _weight(cell.voices)


def _theme(kind: Kind, cell: Spoken, everybody: Usage, community: Community, t: Texts) -> Theme:
    """Put a cell into a theme. Only those who said yes to their words lend it any."""
    aloud = [voice for voice in cell.voices if not voice.is_silent]
    counts = Counter(voice.topic for voice in aloud or cell.voices)
    topic = min(counts, key=lambda key: (-counts[key], key))
    known = community.topic(topic)
    label, is_catch_all = t.named(known.label) if known else topic, topic == CATCH_ALL
    chosen = choose(aloud, 3 if cell.people >= MANY else 2) if aloud else []
    shared = shared_terms(aloud, everybody, community.publication.people)
    return Theme(
        key="",
        kind=kind,
        topic=topic,
        title=title(label, shared, spoken_terms(aloud, chosen), is_catch_all=is_catch_all),
        fallback=title(label, shared, (), is_catch_all=is_catch_all),
        band=band(cell.people, community.publication, Seen(cell.place.hidden_among)),
        statements=tuple(Statement(voice.id, voice.words, voice.language, voice.yes) for voice in chosen),
        place=cell.place,
    )
