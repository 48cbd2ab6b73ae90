"""Codes, comparisons and the report in words and as a PDF. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from archive.needs.answers import NOTHING, pack, unpack
from archive.needs.comparing import changes
from archive.needs.model import Figure, Group, Part, Report
from archive.needs.page import sheet
from archive.needs.questions import QUESTIONS, choices_of
from archive.needs.render_pdf import render_pdf
from archive.needs.surveys import Survey
from archive.needs.tally import Answer, report_of
from archive.needs.wanted import most_chosen
from archive.suppression.rules import Band
from bot.errors import Gone
from config.community import Publication, default_community
from config.texts import texts_for
from tests.archive.digest.test_pdf_structure import elements

COMMUNITY = default_community()
TOPICS = tuple(topic.key for topic in COMMUNITY.topics)
MOST_TOPICS = tuple(f"topic_{number}" for number in range(18))
FEW, MORE = Band(5, 9), Band(10, 19)


@st.composite
def choices(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    asked = {each.key: choices_of(each, MOST_TOPICS) for each in QUESTIONS}
    most = {each.key: each.most for each in QUESTIONS}
    drawn = {key: draw(st.sets(st.sampled_from(offered), max_size=most[key])) for key, offered in asked.items()}
    return {key: tuple(each for each in asked[key] if each in own) for key, own in drawn.items() if own}


@given(choices())
@settings(max_examples=60)
def test_a_code_holds_all_choices_and_fits_into_a_button(chosen: dict[str, tuple[str, ...]]) -> None:
    code = pack(chosen, MOST_TOPICS)
    assert unpack(code, MOST_TOPICS) == chosen
    assert len(f"{2**63 - 1:x}.3.{code}") <= 60


@pytest.mark.parametrize(
    "code", ["", "-", "0" + NOTHING, "z" + NOTHING, "fffff" + NOTHING, "-1" + NOTHING, "f" + NOTHING]
)
def test_a_code_that_was_made_up_is_refused(code: str) -> None:
    with pytest.raises(Gone):
        unpack(code, TOPICS)


def test_choices_over_a_questions_limit_and_unknown_ones_are_left_out() -> None:
    chosen = {"hard": (*TOPICS[:5], "elsewhere"), "nothing": ("we ask",)}
    assert unpack(pack(chosen, TOPICS), TOPICS) == {"hard": TOPICS[:3]}


def test_a_range_beside_an_earlier_one_is_higher_lower_or_the_same() -> None:
    now = Part("all", 10, (Figure("hard", "data", MORE), Figure("hard", "equity", FEW), Figure("hard", "voice", FEW)))
    then = Part("all", 10, (Figure("hard", "data", FEW), Figure("hard", "voice", FEW), Figure("hard", "skills", FEW)))
    said = {"data": "more", "equity": "more", "voice": "same", "skills": "fewer"}
    assert changes(now, then, "hard") == said


def test_the_topics_chosen_most_are_those_of_the_best_range_in_any_part() -> None:
    parts = (
        Part("practice", 10, (Figure("learn", "data", FEW), Figure("learn", "voice", FEW))),
        Part("lead", 10, (Figure("learn", "equity", MORE), Figure("hard", "skills", MORE))),
    )
    assert most_chosen(Report(parts), "learn", 2) == (("equity", MORE), ("data", FEW))
    assert most_chosen(Report(parts), "hard") == (("skills", MORE),)
    assert Report.from_json(Report(parts).to_json()) == Report(parts)


def a_survey() -> tuple[Survey, Survey]:
    """Thirty who want funding, twelve of them data too; and one before, in which eight wanted data."""
    many = [Answer("practice", n % 4, {"learn": ("funding", "data")[: 1 + (n < 12)]}) for n in range(30)]
    asked: dict[Group, int] = {"all": 60, "practice": 60, "lead": 0}
    now = report_of(many, TOPICS, Publication(), asked)
    before = report_of([replace(each, chosen={"learn": ("data",)}) for each in many[:8]], TOPICS, Publication(), asked)
    day = datetime(2026, 10, 17, 5, tzinfo=UTC)
    later = Survey(2, "closed", date(2026, 8, 1), day, day, TOPICS, None, now, Report())
    return later, replace(later, id=1, closes_at=datetime(2026, 3, 17, 5, tzinfo=UTC), found=before)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["At least 20 people answered.", "In a higher range than in March 2026: Funding, Data culture."]),
        ("es", ["Respondieron al menos 20 personas.", "Rango más alto que en marzo de 2026"]),
    ],
)
def test_the_report_is_a_tagged_pdf_whose_charts_are_told_in_words(language: str, words: list[str]) -> None:
    survey, before = a_survey()
    page = sheet("North county", survey, before, COMMUNITY, texts_for(language))
    pdf = render_pdf(page, survey.closes_at)
    assert pdf == render_pdf(page, survey.closes_at), "the same facts give the same bytes"
    reader = PdfReader(BytesIO(pdf))
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert bool(opened.Root.MarkInfo.Marked)
        assert str(opened.Root.Lang) == language
        found = [str(node["/Alt"]) for _, node, _ in elements(opened.Root.StructTreeRoot.K) if "/Alt" in node]
    assert found == [f"{page.sections[2].blocks[0].heading}. " + _said(language)]
    told = " ".join(" ".join(each.extract_text().split()) for each in reader.pages)
    assert [each for each in words if each not in told] == []
    assert [each for each in page.sentences() if " ".join(each.split())[:40] not in told] == []


def _said(language: str) -> str:
    people, funding, data = {
        "en": ("people", "Funding", "Data culture"),
        "es": ("personas", "Financiamiento", "Cultura de datos"),
    }[language]
    return f"{funding}: {people} 20–49. {data}: {people} 10–19."  # noqa: RUF001 -- as shown
