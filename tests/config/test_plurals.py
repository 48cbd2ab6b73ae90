"""A number that may be one has its own form: nobody reads "1 sites" or "1 days"."""

from __future__ import annotations

import re

from config.texts import texts_for, texts_outside
from config.texts.collect import collect

COUNTED = re.compile(r"\{(\w+)\} (?:sites|schools|days|weeks|months|years|tries)\b")
NEVER_ONE = {"days", "least", "most"}  # limits of ours, or of a survey, which is open for a week at least


def test_no_text_has_a_plural_after_a_number_that_a_network_may_set_to_one() -> None:
    texts = [each.id for each in collect() if isinstance(each.id, str)]
    assert [text for text in texts for fact in COUNTED.findall(text) if fact not in NEVER_ONE] == []


def test_a_threshold_of_one_reads_as_one() -> None:
    for texts, one in ((texts_for("en"), "1 site"), (texts_for("es"), "1 centro"), (texts_outside("es"), "1 centro")):
        assert texts.many("{count} site", "{count} sites", 1) == one
