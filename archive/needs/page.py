"""A survey's report put into words and charts: the source of its PDF and of its card on Discord."""

from __future__ import annotations

from collections.abc import Iterator

from archive.digest.months import month_name
from archive.needs.comparing import Change, changes, earlier_part
from archive.needs.model import Group, Part, Report
from archive.needs.questions import PARTS, QUESTIONS, Question, choices_of
from archive.needs.surveys import Survey
from archive.needs.words import Block, Section, Sheet
from bot.charts.bars import Bar, Bars, Panel
from config.community import Community
from config.texts import N_, Texts

GROUP_NAMES: dict[Group, str] = {
    "all": N_("People"),
    "practice": N_("Practitioners"),
    "lead": N_("Lead or support"),
}
CHANGED: dict[Change, str] = {
    "more": N_("In a higher range than in {month}: {choices}."),
    "fewer": N_("In a lower range than in {month}: {choices}."),
}


def sheet(network: str, survey: Survey, before: Survey | None, community: Community, t: Texts) -> Sheet:
    """Put what a survey found into words, beside the one before it where there is one."""
    month, report = month_of(survey, t), survey.found or Report()
    blocks = [(asked.part, _block(asked, survey, before, community, t)) for asked in QUESTIONS]
    sections = tuple(
        Section(t(name), tuple(block for part, block in blocks if part == number)) for number, name in enumerate(PARTS)
    )
    return Sheet(
        language=t.language,
        subject=t("{network}: what members need, {month}", network=network, month=month),
        kicker=t("{network} · {month}", network=network, month=month),
        title=t("What members need"),
        opening=tuple(answered(report, t)),
        sections=sections,
        how=t("How to read this"),
        points=_points(community, t),
    )


def month_of(survey: Survey, t: Texts) -> str:
    """Return the month in which a survey closed, in words."""
    return month_name(survey.closes_at.strftime("%Y-%m"), t.language)


def answered(report: Report, t: Texts) -> Iterator[str]:
    """Yield how many answered, at least; nothing for a report that is empty."""
    said = {
        "all": N_("At least {count} people answered."),
        "practice": N_("At least {count} practitioners answered."),
        "lead": N_("At least {count} people who lead or support answered."),
    }
    for part in report.parts:
        yield t(said[part.group], count=part.at_least)


def choice_name(asked: Question, choice: str, community: Community, t: Texts) -> str:
    """Return a choice as members read it."""
    own = {option.key: t(option.label) for option in asked.options}
    known = community.topic(choice)
    return own.get(choice) or (t.named(known.label) if known is not None else choice)


def chart_of(asked: Question, report: Report, community: Community, t: Texts) -> Bars | None:
    """Return a question's chart, a panel for each part; None where nothing is shown. No bar is longer than is sure."""
    rows = list(dict.fromkeys(choice for part in report.parts for choice in part.bands(asked.key)))
    if not rows:
        return None
    panels = tuple(
        Panel(t(GROUP_NAMES[part.group]), tuple(_bar(part, asked, choice, t) for choice in rows), "people")
        for part in report.parts
    )
    return Bars(t(asked.text), tuple(choice_name(asked, choice, community, t) for choice in rows), panels)


def compared(asked: Question, survey: Survey, before: Survey | None, community: Community, t: Texts) -> Iterator[str]:
    """Yield what is said of a question beside the survey before, for each part that can be compared."""
    for part in survey.found.parts if survey.found is not None else ():
        earlier = earlier_part(part, before.found if before is not None else None)
        if before is None or earlier is None:
            continue
        found = changes(part, earlier, asked.key)
        for change, said in CHANGED.items():
            names = [choice_name(asked, choice, community, t) for choice, own in found.items() if own == change]
            if names:
                line = t(said, month=month_of(before, t), choices=", ".join(names))
                yield line if part.group == "all" else f"{t(GROUP_NAMES[part.group])}: {line}"


def _block(asked: Question, survey: Survey, before: Survey | None, community: Community, t: Texts) -> Block:
    report = survey.found or Report()
    shown = {choice for part in report.parts for choice in part.bands(asked.key)}
    missing = [
        choice_name(asked, choice, community, t) for choice in choices_of(asked, survey.topics) if choice not in shown
    ]
    lines = list(compared(asked, survey, before, community, t))
    if missing:
        lines.append(t("Too few to be shown, or nobody: {choices}.", choices=", ".join(missing)))
    return Block(t(asked.text), chart_of(asked, report, community, t), tuple(lines))


def _bar(part: Part, asked: Question, choice: str, t: Texts) -> Bar:
    band = part.bands(asked.key).get(choice)
    if band is None:
        return Bar(None, t("too few"))
    return Bar(band.least, str(band))  # of people, as its panel says


def _points(community: Community, t: Texts) -> tuple[str, ...]:
    rule = community.publication
    return (
        t(
            "Ranges, not counts: a choice is shown once at least {people} people at {sites} made it. What is not "
            "shown was chosen by fewer, or by nobody.",
            people=rule.people,
            sites=t.many("{count} site", "{count} sites", rule.sites),
        ),
        t("Every question could be left empty, and some take several choices: figures don't add up to all answers."),
        t(
            "Answers lay in sealed envelopes until the survey closed. Then they were counted, all at once, and "
            "deleted. Nobody can tell whose an answer was."
        ),
        t(
            "Where two surveys are compared, one range is set beside the other. More or fewer people may have "
            "answered, so a higher range doesn't have to mean a greater need."
        ),
        t("A range may be lower here than it was, where this report and the digest together would point at somebody."),
    )
