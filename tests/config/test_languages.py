"""A language tag may come from anybody's browser."""

from __future__ import annotations

import pytest

from config.texts import texts_for


@pytest.mark.parametrize("tag", ["", "-", "x" * 3000, "../../etc", "/etc", "e\0n", "tlh-Latn"])
def test_a_tag_that_names_no_catalogue_reads_the_source(tag: str) -> None:
    assert texts_for(tag).language == "en"


def test_strange_tags_are_not_kept() -> None:
    assert texts_for("zz-1") is texts_for("zz-2") is texts_for("en")
