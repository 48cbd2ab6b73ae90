"""The community's definition: everything a network may decide, checked whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.community import DEFAULT, community_from_json, default_community, read_community


def test_the_default_definition_survives_its_row() -> None:
    community = default_community()
    assert community_from_json(community.model_dump(mode="json")) == community


def test_a_definition_of_before_is_read_without_the_setting_that_did_nothing() -> None:
    kept = default_community().model_dump(mode="json")
    kept["rooms"]["reminder_of_promise"] = True
    assert community_from_json(kept) == default_community()


def test_topics_fit_into_a_forums_tags() -> None:
    community = default_community()
    assert len(community.topics) + 2 <= 20
    assert all(len(topic.label) <= 20 for topic in community.topics)


def test_a_topic_is_found_by_its_key_alone() -> None:
    topic = default_community().topic("family")
    assert topic is not None
    assert topic.label == "Family engagement"
    assert default_community().topic("Family engagement") is None


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ('key = "voice"', 'key = "model"', "share a key"),
        ('label = "Equity"', 'label = "A label of more than twenty letters"', "at most 20"),
        ("people = 5", "people = 1", "people"),
        ("[codes]", "[unheard_of]", "unheard_of"),
        ("[safety]", "[safety", "line"),
    ],
)
def test_a_fault_in_the_definition_is_named(tmp_path: Path, before: str, after: str, named: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(DEFAULT.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    with pytest.raises(ValueError, match=named):
        read_community(file)


def test_the_last_topic_is_for_what_names_none() -> None:
    community = default_community()
    assert community.catch_all.label == "Something else"
    fewer = community.model_copy(update={"topics": community.topics[:2]})
    assert fewer.catch_all == community.topics[1]
