"""Topics as they are typed: the one that is called so comes first, and its name is as good as picking it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.ui.vocabulary import topic_meant, topics_fitting
from config.community import default_community
from config.texts import texts_for

TOPICS = default_community().topics


def test_a_topic_whose_name_begins_with_what_is_typed_comes_before_one_that_only_mentions_it() -> None:
    assert next(key for key, _ in topics_fitting(TOPICS, texts_for("en"), "fam")) == "family"
    assert len(topics_fitting(TOPICS, texts_for("en"), "fam")) > 1
    assert len(topics_fitting(TOPICS, texts_for("en"), "")) == len(TOPICS)


@pytest.mark.parametrize("written", ["Family engagement", " family  Engagement ", "family", "Participación familiar"])
def test_a_topic_may_be_written_by_its_name_in_ones_own_language(written: str) -> None:
    community = SimpleNamespace(topics=TOPICS)
    visit: Any = SimpleNamespace(t=texts_for("es"), network=SimpleNamespace(community=community))
    named = texts_for("es").named("Family engagement") if written.startswith("Part") else written
    assert topic_meant(visit, named) == "family"
    assert topic_meant(visit, "gardening") == "gardening"
    assert topic_meant(visit, None) is None
