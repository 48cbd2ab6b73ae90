"""What a wish says, in words: for its author, and for whoever reads an offer. No I/O."""

from __future__ import annotations

from collections.abc import Iterable

from bot.text.languages import language_name
from cogs.mentoring.hours import block_name
from cogs.mentoring.model import MentoringWish
from config.community import Community
from config.texts import N_, Texts

RHYTHM_NAMES = {"weekly": N_("every week"), "fortnightly": N_("every other week"), "monthly": N_("every month")}
LEVEL_NAMES = {"same": N_("from the same school level"), "other": N_("from another school level")}
DISTRICT_NAMES = {"same": N_("from the same district"), "other": N_("from another district")}


def topic_labels(t: Texts, keys: Iterable[str], community: Community) -> str:
    """Return topics by their labels; what the vocabulary lacks by now is left out."""
    found = (community.topic(key) for key in keys)
    return ", ".join(t.named(topic.label) for topic in found if topic is not None)


def in_words(t: Texts, wish: MentoringWish, community: Community) -> str:
    """Return everything a wish says except its line, in one line."""
    parts = [topic_labels(t, wish.topics, community), ", ".join(language_name(t, each) for each in wish.languages)]
    parts += [t(RHYTHM_NAMES[wish.rhythm])] if wish.rhythm else []
    parts += [", ".join(block_name(t, block) for block in wish.hours)]
    parts += [t(LEVEL_NAMES[wish.level_wish])] if wish.level_wish else []
    parts += [t(DISTRICT_NAMES[wish.district_wish])] if wish.district_wish else []
    return " · ".join(part for part in parts if part)
