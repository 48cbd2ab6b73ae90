"""Reasons in two or three plain sentences, as one of the two reads them or as somebody reads them about both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.matching.model import Reason, ReasonKind
from bot.text.languages import language_name
from config.texts import N_, Texts

MOST_SENTENCES = 3
SOUNDS_LIKE_I = re.compile(r"h?[ií](?!e)", re.IGNORECASE)  # español e inglés, but nieve y hielo
Reader = Literal["mentee", "mentor", "other"]

PARTS: Mapping[str, Sequence[str]] = {
    "morning": (
        N_("Monday mornings"),
        N_("Tuesday mornings"),
        N_("Wednesday mornings"),
        N_("Thursday mornings"),
        N_("Friday mornings"),
        N_("Saturday mornings"),
        N_("Sunday mornings"),
    ),
    "afternoon": (
        N_("Monday afternoons"),
        N_("Tuesday afternoons"),
        N_("Wednesday afternoons"),
        N_("Thursday afternoons"),
        N_("Friday afternoons"),
        N_("Saturday afternoons"),
        N_("Sunday afternoons"),
    ),
    "evening": (
        N_("Monday evenings"),
        N_("Tuesday evenings"),
        N_("Wednesday evenings"),
        N_("Thursday evenings"),
        N_("Friday evenings"),
        N_("Saturday evenings"),
        N_("Sunday evenings"),
    ),
}
LEVELS = (N_("elementary"), N_("middle"), N_("high"))  # those that sites usually name; another is shown as it is
RHYTHMS = {"weekly": N_("every week"), "fortnightly": N_("every two weeks"), "monthly": N_("once a month")}


@dataclass(frozen=True)
class Telling:
    """Who reads, who the two are, and what topics are called."""

    t: Texts
    reader: Reader
    mentee: str
    mentor: str
    labels: Mapping[str, str]


def sentences(told: Telling, reasons: Sequence[Reason]) -> list[str]:
    """Return why the two were paired: two or three sentences, the weightiest first."""
    facts = {reason.kind: reason.facts for reason in reasons}
    found = list(_sentences(told, facts))[:MOST_SENTENCES]
    if len(found) < 2:
        found.append(told.t("With everybody counted who is waiting, this was the best fit of the round."))
    return found


def listed(t: Texts, words: Sequence[str]) -> str:
    """Return words as a list in a sentence: *a, b and c*; Spanish says *e* before the sound of an i."""
    if len(words) < 2:
        return "".join(words)
    several, last = ", ".join(words[:-1]), words[-1]
    if t.language == "es" and SOUNDS_LIKE_I.match(last):
        return f"{several} e {last}"
    return t("{several} and {last}", several=several, last=last)


def _sentences(told: Telling, facts: Mapping[ReasonKind, tuple[str, ...]]) -> Iterator[str]:
    if "topics" in facts:
        yield _about_topics(told, listed(told.t, [told.labels.get(topic, topic) for topic in facts["topics"]]))
    if "experience" in facts:
        yield _about_years(told, int(facts["experience"][0]), _place(told, facts))
    shared = [language_name(told.t, word) for word in facts.get("languages", ())]
    if "hours" in facts:
        day, part = facts["hours"][told.reader == "mentor"].split()
        shared.append(told.t(PARTS[part][int(day)]))
    if shared:
        yield _about_sharing(told, listed(told.t, shared))
    if "rhythm" in facts:
        [rhythm] = facts["rhythm"]
        yield _about_rhythm(told, told.t(RHYTHMS[rhythm]))
    if "other_site" in facts:
        yield _about_sites(told)


def _about_topics(told: Telling, topics: str) -> str:
    t = told.t
    if told.reader == "mentee":
        return t("You asked for {topics}, which {name} offers.", topics=topics, name=told.mentor)
    if told.reader == "mentor":
        return t("{name} asked for {topics}, which you offer.", topics=topics, name=told.mentee)
    return t("{name} asked for {topics}, which {other} offers.", topics=topics, name=told.mentee, other=told.mentor)


def _place(told: Telling, facts: Mapping[ReasonKind, tuple[str, ...]]) -> str:
    """Return in what way the two work in the same sort of school, as it goes on behind the years."""
    t, level = told.t, told.t.named("".join(facts.get("level", ())))
    if level and "size" in facts:
        return t("in a school of the same level ({level}) and of about the same size", level=level)
    if "size" in facts:
        return t("in a school of about the same size")
    return t("at the same level of school ({level})", level=level) if level else ""


def _about_years(told: Telling, years: int, place: str) -> str:
    t, name = told.t, told.mentor
    if told.reader == "mentor" and place:
        return t.many(
            "You have a year in your role, {place}.",
            "You have {count} years in your role, {place}.",
            years,
            place=place,
        )
    if told.reader == "mentor":
        return t.many("You have a year in your role.", "You have {count} years in your role.", years)
    if place:
        return t.many(
            "{name} has a year in the role, {place}.",
            "{name} has {count} years in the role, {place}.",
            years,
            name=name,
            place=place,
        )
    return t.many("{name} has a year in the role.", "{name} has {count} years in the role.", years, name=name)


def _about_sharing(told: Telling, shared: str) -> str:
    if told.reader == "other":
        return told.t("They share {shared}.", shared=shared)
    return told.t("You share {shared}.", shared=shared)


def _about_rhythm(told: Telling, often: str) -> str:
    if told.reader == "other":
        return told.t("Both would like to meet {often}.", often=often)
    return told.t("You both would like to meet {often}.", often=often)


def _about_sites(told: Telling) -> str:
    if told.reader == "other":
        return told.t("They work at different sites, so they bring each other another view.")
    return told.t("You work at different sites, so you bring each other another view.")
