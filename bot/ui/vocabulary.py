"""Choices that follow the network's own vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import TypeVar

from bot.ui.offering import Offer, offered
from bot.ui.visit import Visit
from config.texts import Texts
from config.topics import Topic

Written = TypeVar("Written", str, str | None)


@offered
async def topic_choices(visit: Visit, typed: str) -> list[Offer]:
    """Offer the network's topics that contain what was typed so far."""
    fitting = topics_fitting(visit.network.community.topics, visit.t, typed)
    return [(label, key) for key, label in fitting]


def topics_fitting(topics: Sequence[Topic], t: Texts, typed: str) -> list[tuple[str, str]]:
    """Return the topics that contain what was typed, as (key, label): those first whose names begin with it.

    Whoever types "fam" and takes the first means the one that is called so, not one whose explanation has the word.
    """
    wanted, ranked = typed.casefold().strip(), []
    for topic in topics:
        label, about = t.named(topic.label), t.named(topic.about)
        names = (label.casefold(), topic.label.casefold())
        if wanted in " ".join((*names, about, topic.about)).casefold():
            rank = 0 if any(name.startswith(wanted) for name in names) else 1 if any(wanted in n for n in names) else 2
            ranked.append((rank, topic.key, label))
    return [(key, label) for _, key, label in sorted(ranked, key=itemgetter(0))]


def topic_meant(visit: Visit, written: Written) -> Written:
    """Return the key of the topic that was written by its name instead of picked; what is no topic, as it is."""
    name, t = " ".join((written or "").split()).casefold(), visit.t
    for topic in visit.network.community.topics:
        if name in (topic.label.casefold(), t.named(topic.label).casefold()):
            return topic.key
    return written
