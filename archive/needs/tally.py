"""From the answers to what may be published. Pure; docs/decisions/0040-a-survey-in-envelopes.md holds the argument.

Each figure stands alone: a choice that k people at m sites made, as a range. No question has to be answered, so no
figure can be had by subtracting others. Everybody is one part, or the two groups are one each; never a total beside its
parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from archive.needs.answers import Chosen
from archive.needs.model import Figure, Group, Part, Report
from archive.needs.questions import QUESTIONS, choices_of
from archive.suppression.rules import Company, band, may_publish
from config.community import Publication


@dataclass(frozen=True)
class Answer:
    """What one person answered. Whose it is stands nowhere in it."""

    group: Group
    site_id: int | None
    chosen: Chosen
    may_be_told: bool = False  # they agreed that policymakers read ranges with theirs in it


def report_of(
    answers: Sequence[Answer], topics: Sequence[str], rule: Publication, asked: Mapping[Group, int]
) -> Report:
    """Return what members may read; `asked` says how many there are in each group who could answer, and in all."""
    told = told_of(answers, topics, rule)
    parts = _parts(answers, _groups(answers, rule), topics, rule)
    checked = (_beside(part, told.part(part.group), asked[part.group], rule) for part in parts)
    return Report(tuple(replace(part, figures=_in_order(part.figures, topics)) for part in checked))


def told_of(answers: Sequence[Answer], topics: Sequence[str], rule: Publication) -> Report:
    """Return what policymakers may read: the same of those who agreed. The others change nothing in it."""
    told = [each for each in answers if each.may_be_told]
    parts = _parts(told, _groups(answers, rule), topics, rule)
    return Report(tuple(replace(part, at_least=rule.people) for part in parts))  # how many agreed is told nobody


def _groups(answers: Sequence[Answer], rule: Publication) -> Sequence[Group]:
    """Return the parts: the two groups where each has 2 k people at m sites who agreed to be told, else everybody.

    Members and policymakers must read the same parts: one's whole beside the other's parts would be a total beside its
    parts. So those who agreed decide for both.
    """
    for group in ("practice", "lead"):
        behind = _company([each for each in answers if each.group == group and each.may_be_told])
        if behind.people < 2 * rule.people or behind.sites < rule.sites:
            return ("all",)
    return ("practice", "lead")


def _parts(
    answers: Sequence[Answer], groups: Sequence[Group], topics: Sequence[str], rule: Publication
) -> tuple[Part, ...]:
    found = ((group, [each for each in answers if group in ("all", each.group)]) for group in groups)
    return tuple(
        Part(group, band(len(own), rule).least, _figures(own, topics, rule))
        for group, own in found
        if may_publish(_company(own), rule)
    )


def _beside(part: Part, told: Part | None, asked: int, rule: Publication) -> Part:
    """Return a part so that nothing can be read from it and policymakers' report together.

    Who did not agree is at most everybody who was asked but those who surely agreed. Where these could not alone have
    made the difference between two ranges, or could be fewer than k, it tells of somebody; then policymakers' range
    stands here too, or none where they have none.
    """
    if told is None:
        return part
    known = told.at_least if part.group == "all" else 2 * rule.people  # so many agree in a part of its own
    agreed = max([known, *(figure.band.least for figure in told.figures)])
    lower = {(figure.question, figure.choice): figure for figure in told.figures}
    found = []
    for figure in part.figures:
        other = lower.get((figure.question, figure.choice))
        may_differ = agreed + (rule.people if other is not None else figure.band.least) <= asked
        found += [figure] if may_differ else [other] if other is not None else []
    return Part(part.group, part.at_least, tuple(found))


def _figures(answers: Sequence[Answer], topics: Sequence[str], rule: Publication) -> tuple[Figure, ...]:
    by_choice: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for each in answers:
        for question, keys in each.chosen.items():
            for key in keys:
                by_choice[question, key].append(each)
    return _in_order(
        [Figure(*each, band(len(own), rule)) for each, own in by_choice.items() if may_publish(_company(own), rule)],
        topics,
    )


def _in_order(figures: Sequence[Figure], topics: Sequence[str]) -> tuple[Figure, ...]:
    """Return figures by question, then range, then the order of the list: never by an exact count."""
    places = {(asked.key, key): n for asked in QUESTIONS for n, key in enumerate(choices_of(asked, topics))}
    questions = [asked.key for asked in QUESTIONS]

    def order(figure: Figure) -> tuple[int, int, int]:
        place = places[figure.question, figure.choice]
        return questions.index(figure.question), -figure.band.least, place

    return tuple(sorted(figures, key=order))


def _company(answers: Sequence[Answer]) -> Company:
    return Company(len(answers), len({each.site_id for each in answers if each.site_id is not None}))
