from __future__ import annotations

from archive.anonymize.patterns import _NEEDS, _PATTERNS
from tests.archive.anonymize.development.generator import Generator, Source
from tests.archive.anonymize.scoring import sample, sample_roster


def test_a_text_without_what_a_form_needs_never_has_the_form() -> None:
    made = Generator(Source.read(), 2, sample_roster().sites).records(60)
    for text in [record["text"] for record in (*sample(), *made)]:
        for need, patterns in _PATTERNS.items():
            found = [pattern.pattern for _, pattern in patterns if pattern.search(text)]
            assert not found or _NEEDS[need](text), (need, text)
