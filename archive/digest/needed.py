"""What the survey of a month found, as a part of its edition."""

from __future__ import annotations

from archive.digest.model import Edition
from archive.digest.words import Part
from archive.needs.model import Group, Need
from config.texts import N_, Texts

ASKED: dict[tuple[Group, str], str] = {
    ("all", "hard"): N_("Hard at their sites now: {topics}."),
    ("all", "learn"): N_("What they would like to learn or be coached on: {topics}."),
    ("practice", "hard"): N_("Practitioners, hard at their sites now: {topics}."),
    ("practice", "learn"): N_("Practitioners, what they would like to learn or be coached on: {topics}."),
    ("lead", "hard"): N_("People who lead or support, hard at their sites now: {topics}."),
    ("lead", "learn"): N_("People who lead or support, what they would like to learn or be coached on: {topics}."),
}


def needed(edition: Edition, t: Texts) -> Part:
    """Return what members said in the survey that closed in the edition's month."""
    lead = t(
        "Members answered a survey, without their names. This counts those who agreed to it, as ranges: at least "
        "{people} people at {sites} stand behind each.",
        people=edition.people,
        sites=t.many("{count} site", "{count} sites", edition.sites),
    )
    points = tuple(
        t(words, topics=", ".join(_topic(need, t) for need in own))
        for (group, question), words in ASKED.items()
        if (own := [need for need in edition.needs if (need.group, need.question) == (group, question)])
    )
    return Part("needs", t("What members said they need"), lead, points=points)


def _topic(need: Need, t: Texts) -> str:
    return t("{topic} ({band} people)", topic=t.named(need.label), band=need.band)
