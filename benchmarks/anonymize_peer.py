"""The peer of benchmarks.anonymize, run by the interpreter of its own environment: nothing of Staffroom is there.

Reads messages as JSON, prints how many characters a second the pattern recognizers of presidio-analyzer read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from time import process_time

import tldextract

tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())  # from its own copy: no fetch

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # noqa: E402 -- only now, without the fetch
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine  # noqa: E402 -- the same


class NoModel(NlpEngine):
    """A language engine that knows nothing: pattern recognizers need none."""

    def load(self) -> None:
        """Load nothing."""

    def is_loaded(self) -> bool:
        """Say that there is nothing to load."""
        return True

    def process_text(self, _text: str, language: str) -> NlpArtifacts:
        """Return a text about which nothing is known."""
        return NlpArtifacts([], [], [], [], self, language)

    def process_batch(self, texts: Iterable[str], language: str, **_: object) -> Iterator[tuple[str, NlpArtifacts]]:
        """Do so for many."""
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, _word: str, _language: str) -> bool:
        """Know no stop words."""
        return False

    def is_punct(self, _word: str, _language: str) -> bool:
        """Know no punctuation."""
        return False

    def get_supported_entities(self) -> list[str]:
        """Find nothing by itself."""
        return []

    def get_supported_languages(self) -> list[str]:
        """Be asked in English."""
        return ["en"]


def main() -> None:
    """Read every message as often as asked; the best pass counts."""
    messages = json.load(sys.stdin)
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"])
    for recognizer in list(registry.recognizers):
        if not hasattr(recognizer, "patterns") and type(recognizer).__name__ != "PhoneRecognizer":
            registry.remove_recognizer(recognizer.name)
    engine = AnalyzerEngine(registry=registry, nlp_engine=NoModel(), supported_languages=["en"])
    best = float("inf")
    for _ in range(int(sys.argv[1])):
        began = process_time()
        for text in messages:
            engine.analyze(text, language="en")
        taken = process_time() - began
        best = min(best, taken)
    print(sum(map(len, messages)) / best)


if __name__ == "__main__":
    main()
