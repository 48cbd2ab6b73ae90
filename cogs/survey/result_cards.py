"""The card with a survey's results. No I/O."""

from __future__ import annotations

from collections.abc import Sequence

from archive.needs.model import Part, Report
from archive.needs.page import GROUP_NAMES, answered, choice_name, compared, month_of
from archive.needs.questions import QUESTIONS, Question
from archive.needs.surveys import Survey
from bot.cards import Address, Card, Choice, Select
from config.community import Community
from config.texts import Texts

MOST_CHOICES = 3  # of a question and a part: the report has all
MOST_EARLIER = 25  # Discord: a select holds 25 lines


def results_card(
    t: Texts, survey: Survey, before: Survey | None, closed: Sequence[Survey], community: Community
) -> Card:
    """Return what most chose, question by question, and the way to earlier surveys."""
    report = survey.found or Report()
    rule = community.publication
    if not report.parts:
        text = t("Too few answered to show anything without pointing at somebody. All answers were deleted.")
    else:
        text = "\n".join([*answered(report, t), t("The report holds every question, its charts and how to read them.")])
    fields = tuple(
        (t(asked.text), "\n".join(lines))
        for asked in QUESTIONS
        if (lines := [*_lines(t, asked, report, community), *compared(asked, survey, before, community, t)])
    )
    footer = t(
        "A choice is shown from {people} people at {sites} on, as a range. Nobody's answer is kept.",
        people=rule.people,
        sites=t.many("{count} site", "{count} sites", rule.sites),
    )
    title = t("What members need, {month}", month=month_of(survey, t))
    earlier = tuple(Choice(month_of(each, t), f"{each.id:x}") for each in closed[:MOST_EARLIER] if each.id != survey.id)
    selects = (Select(t("Look at another survey"), Address("survey", "results"), earlier),) if earlier else ()
    return Card(text, title, tuple((name, value[:1024]) for name, value in fields), footer, (), selects)


def _lines(t: Texts, asked: Question, report: Report, community: Community) -> list[str]:
    return [
        line if part.group == "all" else f"{t(GROUP_NAMES[part.group])}: {line}"
        for part in report.parts
        if (line := _most(t, asked, part, community))
    ]


def _most(t: Texts, asked: Question, part: Part, community: Community) -> str:
    first = list(part.bands(asked.key).items())[:MOST_CHOICES]
    return ", ".join(f"{choice_name(asked, choice, community, t)} ({band})" for choice, band in first)
