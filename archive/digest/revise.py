"""What taking words back does to an edition that others can already see, before and after it is sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from archive.digest.model import Edition, Theme, Voice
from archive.suppression.rules import Seen, band, company, may_publish, may_stay
from config.community import Publication


def revise(
    edition: Edition,
    voices: Mapping[str, Collection[int]],
    still: Sequence[Voice],
    rule: Publication,
    *,
    was_sent: bool = False,
    counted: Mapping[str, Collection[int]] | None = None,
) -> Edition:
    """Return an edition with only what may still be published; `still` is what stands today.

    Nothing new enters. A theme goes where it falls under k or m, and once words were taken out of it earlier
    (`may_stay`). Before sending its count follows, and it goes where
    no statement is left; a count that was sent never changes.
    """
    standing = {(voice.id, voice.is_silent): voice for voice in still}
    kept: list[Theme] = []
    for theme in edition.themes:
        behind = {(each, False) for each in voices.get(theme.key, ())}
        behind |= {(each, True) for each in (counted or {}).get(theme.key, ())}
        members = [standing[each] for each in sorted(behind & set(standing))]
        people = company((voice.person_id, voice.site_id) for voice in members)
        seen = Seen(theme.place.hidden_among, len(behind) - len(members))
        changed = _changed(theme, members)
        stays = may_publish(people, rule) and may_stay(people.people, rule, seen)
        if stays and (changed.statements or was_sent):
            kept.append(changed if was_sent else replace(changed, band=band(people.people, rule, seen)))
    return replace(edition, themes=tuple(kept))


def _changed(theme: Theme, members: Sequence[Voice]) -> Theme:
    """Return a theme with the words of those statements whose yes still is the yes it was built with."""
    heard = {voice.id: voice for voice in members if not voice.is_silent}
    left = tuple(
        replace(said, words=heard[said.contribution_id].words)
        for said in theme.statements
        if said.contribution_id in heard and heard[said.contribution_id].yes == said.yes
    )
    title = theme.title if len(left) == len(theme.statements) else theme.fallback
    return replace(theme, statements=left, title=title)
