from __future__ import annotations

import io
import math
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pikepdf
import pytest
from lxml import html as lxml_html  # type: ignore[import-untyped]  # ships no types
from pypdf import PdfReader

from archive.digest.answering import by_page, by_reply
from archive.digest.model import Edition
from archive.digest.page import page
from archive.digest.render_html import direction, render_html
from archive.digest.render_pdf import render_pdf
from archive.digest.render_text import render_text
from archive.needs.model import Need
from archive.suppression.rules import Band
from config.texts import texts_for, texts_outside
from tests.archive.digest.editions import EDITIONS, EMPTY, FULL, RANT, RAW, TWENTY, WITHOUT_A_SPACE, theme
from tests.kit import longer

T = texts_for("en")
MADE = datetime(2026, 11, 2, tzinfo=UTC)
BY_PAGE = by_page("https://staffroom.example.org/digest/open/TOKEN", date(2027, 1, 31), T)
NEEDS = (Need("all", "hard", "data", "Data culture", Band(5, 9)), Need("all", "learn", "equity", "Equity", Band(5, 9)))
EVERY = pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)


def letters(text: str) -> str:
    """A text as its letters in no order: a PDF holds right-to-left letters in the order they are drawn."""
    return "".join(sorted(re.sub(r"[\s>*!\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", re.sub(r"(?m)^(?:> |\* |! )", "", text))


def pdf_text(pdf: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)


def pdf_sheets(pdf: bytes) -> list[str]:
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages]


def html_text(document: str) -> str:
    return str(lxml_html.document_fromstring(document).body.text_content())


@EVERY
def test_html_carries_every_sentence(edition: Edition) -> None:
    written = page(edition, T)
    shown = squeezed(html_text(render_html(written, BY_PAGE)))
    assert [said for said in written.sentences() if squeezed(said) not in shown] == []


@EVERY
def test_text_carries_every_sentence(edition: Edition) -> None:
    written = page(edition, T)
    shown = squeezed(render_text(written, BY_PAGE))
    assert [said for said in written.sentences() if squeezed(said) not in shown] == []


@EVERY
def test_the_pdf_carries_every_sentence(edition: Edition) -> None:
    written = page(edition, T)
    shown = squeezed(re.sub(rf"{re.escape(written.kicker)}\s*\d+", "", pdf_text(render_pdf(written, MADE))))
    said = [each for each in written.sentences() if direction(each) == "ltr"]
    assert [each for each in said if squeezed(each) not in shown] == []
    turned = [each for each in written.sentences() if direction(each) == "rtl"]
    assert all(set(letters(each)) <= set(letters(shown)) for each in turned)


@EVERY
def test_the_pdf_is_tagged_and_names_its_title_and_language(edition: Edition) -> None:
    written = page(edition, T)
    with pikepdf.open(io.BytesIO(render_pdf(written, MADE))) as pdf:
        root = pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert root.StructTreeRoot.K is not None
        assert str(root.Lang) == "en"
        assert str(pdf.docinfo["/Title"]) == written.subject
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as facts:
            assert facts["pdfuaid:part"] == "1"


def tagged(pdf: bytes) -> list[tuple[str, str]]:
    """The structure of a PDF in reading order: each tag with its alternative text."""
    found: list[tuple[str, str]] = []

    def walk(node: object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node["/S"]), str(node.get("/Alt", ""))))
            if "/K" in node:
                walk(node["/K"])

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        walk(opened.Root.StructTreeRoot.K)
    return found


def test_the_pdf_tags_headings_lists_tables_and_quotations() -> None:
    kinds = {kind for kind, _ in tagged(render_pdf(page(FULL, T), MADE))}
    assert kinds >= {"/H1", "/H2", "/H3", "/L", "/LI", "/BlockQuote", "/P", "/Table", "/TR", "/TH", "/TD", "/Figure"}


def test_each_bar_of_the_chart_says_in_words_what_it_shows() -> None:
    written = page(TWENTY, T)
    bars = [row.bar for part in written.parts for row in part.rows]
    assert len(bars) == 20
    assert [alt for kind, alt in tagged(render_pdf(written, MADE)) if kind == "/Figure"] == bars
    parsed = lxml_html.document_fromstring(render_html(written))
    assert [bar.get("aria-label") for bar in parsed.xpath("//*[@role='img']")] == bars


def test_the_chart_is_a_table_with_headers() -> None:
    parsed = lxml_html.document_fromstring(render_html(page(TWENTY, T)))
    assert [cell.text_content() for cell in parsed.xpath("//table[@class='chart']//th[@scope='col']")] == [
        "Theme",
        "People",
    ]
    assert len(parsed.xpath("//th[@scope='row']")) == 20


def test_a_spanish_edition_speaks_spanish_around_words_that_stay_as_they_are() -> None:
    written = page(TWENTY, texts_outside("es"))
    pdf = render_pdf(written, MADE)
    shown = squeezed(re.sub(rf"{re.escape(written.kicker)}\s*\d+", "", pdf_text(pdf)))
    assert [said for said in written.sentences() if direction(said) == "ltr" and squeezed(said) not in shown] == []
    assert squeezed("Lo que ayudaría") in shown
    assert squeezed("octubre de 2026") in shown
    assert squeezed("The late bus was cut, so tutoring ends when the bell rings.") in shown
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "es"


def test_with_texts_40_percent_longer_the_pdf_grows_no_more_than_they_do_and_cuts_nothing() -> None:
    plain = pdf_sheets(render_pdf(page(TWENTY, T), MADE))
    written = page(TWENTY, longer.TEXTS)
    sheets = pdf_sheets(render_pdf(written, MADE))
    assert len(plain) <= len(sheets) <= math.ceil((1 + longer.LONGER) * len(plain))
    shown = squeezed(re.sub(rf"{re.escape(written.kicker)}\s*\d+", "", "\n".join(sheets)))
    assert [said for said in written.sentences() if direction(said) == "ltr" and squeezed(said) not in shown] == []


@EVERY
def test_the_pdf_says_what_the_html_says(edition: Edition) -> None:
    """Letter by letter: right-to-left words lie in a PDF in the order they are drawn, so letters are compared."""
    written = page(edition, T)
    footer = rf"{re.escape(written.kicker)}\s*\d+"
    first, *others = [re.sub(footer, "", sheet) for sheet in pdf_sheets(render_pdf(written, MADE))]
    sheets = [first, *(re.sub(r"^\s*Theme\s+People\s", "", sheet) for sheet in others)]  # a table's second header
    assert letters("".join(sheets).replace("•", "")) == letters(html_text(render_html(written)).replace("•", ""))


def test_a_table_over_two_sheets_names_its_columns_on_both() -> None:
    first, second, *_ = pdf_sheets(render_pdf(page(TWENTY, T), MADE))
    assert re.match(r"\s*Theme\s+People\s", second)
    assert re.search(r"Theme\s+People\s", first)


def test_the_points_of_a_list_stay_on_one_sheet() -> None:
    for lines in range(8, 15):  # wherever on a sheet it would begin
        said = theme("concern-1", "concern", "Staffing", Band(5, 9), "\n".join(["A line."] * lines))
        sheets = pdf_sheets(render_pdf(page(replace(EMPTY, themes=(said,), needs=NEEDS), T), MADE))
        assert any(all(squeezed(need.label) in squeezed(sheet) for need in NEEDS) for sheet in sheets), lines


def test_a_word_longer_than_the_paper_is_broken_rather_than_cut() -> None:
    shown = pdf_text(render_pdf(page(RANT, T), MADE))
    assert WITHOUT_A_SPACE in squeezed(shown)
    assert max(len(line.replace("\u200b", "")) for line in shown.splitlines()) < 130


def test_words_from_right_to_left_begin_at_the_right() -> None:
    parsed = lxml_html.document_fromstring(render_html(page(TWENTY, T)))
    turned = parsed.xpath("//blockquote[@dir='rtl']")
    assert len(turned) == 10
    assert all("text-align: right" in quote.get("style") for quote in turned)


def test_the_same_edition_makes_the_same_pdf() -> None:
    written = page(FULL, T)
    assert render_pdf(written, MADE) == render_pdf(written, MADE)


def test_signs_without_a_font_are_written_by_name() -> None:
    said = "Help \N{GRINNING FACE}\N{VARIATION SELECTOR-16} \N{CJK UNIFIED IDEOGRAPH-6F22}"
    edition = replace(EMPTY, themes=(theme("concern-1", "concern", "Help", FULL.themes[0].band, said),))
    assert "[grinning face]" in pdf_text(render_pdf(page(edition, T), MADE)).replace("\n", " ")


def test_nothing_a_member_writes_becomes_markup() -> None:
    document = render_html(page(RAW, T), BY_PAGE)
    parsed = lxml_html.document_fromstring(document)
    assert parsed.xpath("//script | //body//b | //tag") == []
    assert {link.get("href").split("#")[0] for link in parsed.xpath("//a")} == {BY_PAGE.url}


def test_html_fetches_nothing() -> None:
    parsed = lxml_html.document_fromstring(render_html(page(FULL, T), BY_PAGE))
    assert parsed.xpath("//img | //link | //script | //iframe | //@src | //@background") == []
    assert "url(" not in render_html(page(FULL, T), BY_PAGE)


def test_html_keeps_its_dark_side_and_its_language() -> None:
    document = render_html(page(FULL, T), BY_PAGE)
    assert "prefers-color-scheme: dark" in document
    assert lxml_html.document_fromstring(document).get("lang") == "en"


def test_without_a_page_the_mail_asks_for_a_reply() -> None:
    written = page(FULL, T)
    for shown in (render_html(written, by_reply(T)), render_text(written, by_reply(T))):
        assert "Respond by replying to this mail" in shown
        assert "http" not in shown.replace("http-equiv", "")


def test_an_empty_month_asks_for_nothing() -> None:
    shown = render_text(page(EMPTY, T), BY_PAGE)
    assert "A quiet month, on purpose" in shown
    assert "TOKEN" not in shown


def test_the_notice_stands_in_all_three() -> None:
    written = page(FULL, T)
    for shown in (render_html(written), render_text(written), pdf_text(render_pdf(written, MADE))):
        assert "consentissimulated" in squeezed(shown)


def test_no_total_and_no_exact_count_is_told() -> None:
    shown = render_text(page(FULL, T))
    assert re.findall(r"\d+ people", shown.replace("10\N{EN DASH}19", "").replace("at least 5 people", "")) == []
