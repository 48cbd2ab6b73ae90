"""The digest in docs/examples: made by the command that its README names, and good enough to show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from archive.anonymize import Anonymizer, Roster
from archive.digest.titling import as_in_a_sentence
from demo.concerns import read_concerns
from demo.concerns.example import example, example_files, voices_of
from tests.demo.test_concerns import CONCERNS, present
from tests.meta.source import ROOT

FOLDER = ROOT / "docs" / "examples"


@present
def test_the_command_makes_the_same_files_again() -> None:
    made = example_files(example(read_concerns(CONCERNS)))
    assert {name: (FOLDER / name).read_bytes() for name in made} == made


@present
def test_every_statement_stands_in_for_one_comment_and_every_title_points_at_nobody() -> None:
    concerns = read_concerns(CONCERNS)
    edition = example(concerns)
    voices = {voice.id: voice for voice in voices_of(concerns)}
    assert len(edition.themes) >= 10
    for theme in edition.themes:
        assert {said.words for said in theme.statements} <= {voices[s.contribution_id].words for s in theme.statements}
        masked = Anonymizer(Roster((), ())).mask(as_in_a_sentence(theme.title))
        assert (masked.spans, masked.held) == ((), ())


@pytest.mark.parametrize("name", ["digest.html", "digest.txt", "digest.pdf", "README.md"])
def test_source_licence_and_the_simulated_consent_stand_in_every_form(name: str) -> None:
    said = " ".join(re.sub(r"[>!*]|<[^>]+>", " ", _text(FOLDER / name)).split())
    for part in ("Polis software", "CC BY 4.0", "The Computational Democracy Project", "simulated"):
        assert part in said


def _text(path: Path) -> str:
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    return path.read_text(encoding="utf-8")
