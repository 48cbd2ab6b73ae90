from __future__ import annotations

from archive.anonymize.patterns import _NEEDS, _PATTERNS
from archive.anonymize.tokens import tokens_of
from tests.archive.anonymize.development.generator import Generator, Source
from tests.archive.anonymize.scoring import sample, sample_roster
from tests.archive.anonymize.written.messages import records


def test_a_text_without_what_a_form_needs_never_has_the_form() -> None:
    made = Generator(Source.read(), 2, sample_roster().sites).records(60)
    for text in [record["text"] for record in (*sample(), *records("practice"), *made)]:
        present = {token.folded for token in tokens_of(text)}
        for need, patterns in _PATTERNS.items():
            for _, pattern, words in patterns:
                if pattern.search(text):
                    assert _NEEDS[need](text), (need, text)
                    assert not (words and words.isdisjoint(present)), (pattern.pattern, text)
