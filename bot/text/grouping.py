"""Texts that belong together, and the words that tell each group from the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.text.keywords import keywords_of
from bot.text.linkage import Tell, say_nothing


@dataclass(frozen=True)
class TextGroup:
    """The positions of texts that belong together, and the words that tell them from the rest."""

    members: list[int]
    keywords: list[str]


def group_texts(
    texts: Sequence[str],
    before: Sequence[int | None] | None = None,
    *,
    model: Path | None = None,
    tell: Tell = say_nothing,
) -> list[TextGroup]:
    """Group texts, the largest group first; every text is in exactly one group, singletons included.

    `before` is the theme each text had and `model` the folder of a sentence model, as `bot.text.crowds.group_crowd`
    takes them. Plain data in and out, so that it can run in the worker process.
    """
    from bot.text.crowds import group_crowd  # noqa: PLC0415 -- loads scikit-learn, which only the worker needs

    groups = group_crowd(texts, before, model=model, tell=tell)
    words = keywords_of(texts, groups)
    return [TextGroup(members, own) for members, own in zip(groups, words, strict=True)]
