"""What taking words back does to an edition that others can already see, before and after it is sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from archive.digest.model import Edition, Theme, Voice
from archive.suppression.rules import band, company, may_publish
from config.community import Publication


def revise(
    edition: Edition,
    voices: Mapping[str, Collection[int]],
    still: Sequence[Voice],
    rule: Publication,
    *,
    was_sent: bool = False,
) -> Edition:
    """Return an edition with only what may still be published; `still` is what stands today.

    Nothing new enters. A theme goes where it falls under k or m. Before sending its count follows, and it goes where
    no statement is left; a count that was sent never changes.
    """
    standing = {voice.id: voice for voice in still}
    kept: list[Theme] = []
    for theme in edition.themes:
        members = [standing[voice_id] for voice_id in voices.get(theme.key, ()) if voice_id in standing]
        behind = company((voice.person_id, voice.site_id) for voice in members)
        words = {voice.id: voice.words for voice in members}
        left = tuple(said for said in theme.statements if words.get(said.contribution_id) == said.words)
        if may_publish(behind, rule) and (left or was_sent):
            counted = theme.band if was_sent else band(behind.people, rule)
            title = theme.title if left == theme.statements else theme.fallback
            kept.append(replace(theme, statements=left, band=counted, title=title))
    return replace(edition, themes=tuple(kept))


def without_words(edition: Edition, gone: Collection[int]) -> Edition:
    """Return an edition in which the statements of these contributions are empty: where they stood stays known."""
    themes = tuple(
        replace(
            theme,
            statements=tuple(
                replace(said, words="") if said.contribution_id in gone else said for said in theme.statements
            ),
        )
        for theme in edition.themes
    )
    return replace(edition, themes=themes)
