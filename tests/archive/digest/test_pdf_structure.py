"""The PDF against PDF/UA-1 (ISO 14289-1), by the checks of the Matterhorn Protocol that a program can decide.

The compiler refuses what it knows to be against the standard; this reads its result again with another library.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from archive.digest.model import Edition
from archive.digest.over_months import COLUMNS
from archive.digest.page import page
from archive.digest.render_pdf import render_pdf
from config.texts import texts_for
from tests.archive.digest.editions import EDITIONS, TWENTY

MADE = datetime(2026, 11, 2, tzinfo=UTC)
SHOWS = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh"}


def made(edition: Edition) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render_pdf(page(edition, texts_for("en")), MADE)))


def elements(node: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    """Every structure element in reading order: its tag, itself, and the tags above it."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child, above)
    elif isinstance(node, pikepdf.Dictionary):
        tag = str(node["/S"])[1:] if "/S" in node else ""
        if tag:
            yield tag, node, above
        if "/K" in node:
            yield from elements(node["/K"], (*above, tag) if tag else above)


@pytest.fixture(params=EDITIONS.values(), ids=list(EDITIONS))
def pdf(request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    with made(request.param) as opened:
        yield opened


def test_everything_that_is_drawn_is_tagged_or_said_to_be_decoration(pdf: pikepdf.Pdf) -> None:
    """Checkpoints 01-003 to 01-005."""
    for sheet in pdf.pages:
        marked: list[bool] = []  # whether each open span is decoration, or has its place in the structure
        drawn = 0
        for step in pikepdf.parse_content_stream(sheet):
            operands, name = step.operands, str(step.operator)
            if name in {"BDC", "BMC"}:
                has_place = len(operands) > 1 and "/MCID" in operands[1]
                marked.append(has_place or str(operands[0]) == "/Artifact")
            elif name == "EMC":
                marked.pop()
            elif name in SHOWS:
                drawn += 1
                assert any(marked), name
        assert drawn
        assert not marked


def test_the_document_says_its_title_and_language_and_that_it_is_tagged(pdf: pikepdf.Pdf) -> None:
    """Checkpoints 06 and 07, and 11-001."""
    with pdf.open_metadata() as facts:
        assert facts["dc:title"]
        assert facts["pdfuaid:part"] == "1"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(pdf.Root.MarkInfo.Marked)
    assert not bool(pdf.Root.MarkInfo.get("/Suspects", False))
    assert str(pdf.Root.Lang) == "en"


def test_headings_begin_with_one_first_and_skip_no_level(pdf: pikepdf.Pdf) -> None:
    """Checkpoint 14."""
    levels = [int(tag[1]) for tag, _, _ in elements(pdf.Root.StructTreeRoot.K) if tag in {"H1", "H2", "H3"}]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_picture_has_its_words_and_every_table_its_headers(pdf: pikepdf.Pdf) -> None:
    """Checkpoints 13-004 and 15-003."""
    found = list(elements(pdf.Root.StructTreeRoot.K))
    assert all(str(node.Alt) for tag, node, _ in found if tag == "Figure")
    rows = [node for tag, node, _ in found if tag == "TR"]
    headers = [node for tag, node, _ in found if tag == "TH"]
    assert len(headers) in ({2, 2 + COLUMNS} if rows else {0})  # the themes, and the months where there are any
    for header in headers:
        assert "/Column" in [str(facts.get("/Scope", "")) for facts in header["/A"]]
    for tag, _, above in found:
        assert tag != "TD" or above[-1] == "TR"
        assert tag != "LI" or above[-1] == "L"


def test_every_font_is_inside_and_every_letter_has_its_code(pdf: pikepdf.Pdf) -> None:
    """Checkpoints 10-001 and 31-009 and following."""
    fonts = [font for sheet in pdf.pages for font in sheet.Resources.get("/Font", {}).values()]
    assert fonts
    for font in fonts:
        [below] = font.DescendantFonts
        assert {"/FontFile2", "/FontFile3"} & set(below.FontDescriptor.keys())
        assert "/ToUnicode" in font


def test_a_quotation_says_its_language_where_it_is_another() -> None:
    """Checkpoint 11-002: what a member wrote in Spanish is read as Spanish."""
    from dataclasses import replace  # noqa: PLC0415 -- one use

    said = replace(TWENTY.themes[0].statements[0], language="es", words="Faltan intérpretes por la tarde.")
    edition = replace(TWENTY, themes=(replace(TWENTY.themes[0], statements=(said,)),))
    with made(edition) as opened:
        spoken = {str(node["/Lang"]) for _, node, _ in elements(opened.Root.StructTreeRoot.K) if "/Lang" in node}
    assert spoken >= {"es"}
