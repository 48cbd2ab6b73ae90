"""The card of `/mentor health`: sentences first, and bars made of characters beside their numbers. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import Card
from cogs.mentoring.health.model import Group, Health, Year
from config.texts import N_, Texts

LONGEST_BAR = 12
BAND_NAMES = (
    N_("under a week"),
    N_("1 to 2 weeks"),
    N_("2 to 4 weeks"),
    N_("4 to 8 weeks"),
    N_("8 weeks and more"),
)
MOST_GROUPS = 12  # so that a field stays under Discord's 1,024 characters


def health_card(t: Texts, health: Health, days_too_long: int) -> Card:
    """Return mentoring in numbers."""
    positions = [replace(group, name=t.named(group.name)) for group in health.positions]
    fields = [
        (t("How long people have been waiting"), _bars(t, health.waits)),
        (t("By position"), _groups(t, positions, health.small["positions"])),
        (t("By district"), _groups(t, health.districts, health.small["districts"])),
    ]
    lines = [*_waiting(t, health, days_too_long), *_pairs(t, health), *_year(t, health.year)]
    footer = t("Numbers only. Groups of fewer than five people are put together, and nobody's answers are shown.")
    return Card(
        title=t("How mentoring goes"),
        text="\n".join(lines),
        fields=tuple((name, value) for name, value in fields if value),
        footer=footer,
    )


def _waiting(t: Texts, health: Health, days_too_long: int) -> list[str]:
    if not health.waiting:
        return [t("Nobody waits for a mentor. Members ask with /mentor request, and offer with /mentor offer.")]
    lines = [
        t.many("One person waits for a mentor.", "{count} people wait for a mentor.", health.waiting),
        t.many(
            "The longest wait so far is a day; half of them have waited no longer than {median}.",
            "The longest wait so far is {count} days; half of them have waited no longer than {median}.",
            health.longest_days,
            median=health.median_days,
        ),
    ]
    if health.too_long:
        lines.append(
            t.many(
                "**One person waits too long** (more than {days}). More offers would help most.",
                "**{count} people wait too long** (more than {days}). More offers would help most.",
                health.too_long,
                days=t.many("a day", "{count} days", days_too_long),
            )
        )
    return lines


def _pairs(t: Texts, health: Health) -> list[str]:
    lines = [
        t.many("One proposal waits for answers.", "{count} proposals wait for answers.", health.proposed)
        if health.proposed
        else t("No proposal waits for an answer."),
        t.many("There is one pair.", "There are {count} pairs.", health.paired)
        if health.paired
        else t("There is no pair yet."),
        t.many("Mentors have one free place.", "Mentors have {count} free places.", health.free_places)
        if health.free_places
        else t("No mentor has a free place."),
    ]
    if health.answered is None or health.meeting is None:
        return [*lines, t("How many of them meet is shown once five pairs have answered a check-in.")]
    return [
        *lines,
        t(
            "Of {answered} pairs that answered a check-in in the last eight weeks, {meeting} had met by their last "
            "one.",
            answered=health.answered,
            meeting=health.meeting,
        ),
    ]


def _year(t: Texts, year: Year | None) -> list[str]:
    if year is None:
        return []
    said = t(
        "In the school year that began in {year}, {met} of {answered} answers said that they had met, and {worth} of "
        "{judged} that it was worth it, at least in part.",
        year=year.began,
        met=year.met,
        answered=year.answered,
        worth=year.worth,
        judged=year.judged,
    )
    return [said]


def _bars(t: Texts, counts: Sequence[int]) -> str:
    """Return one line for each band: its name and number in words, then a bar that only repeats the number."""
    most = max(counts, default=0)
    if not most:
        return ""
    named = zip(BAND_NAMES, counts, strict=True)
    return "\n".join(f"{t(name)}: {count} {'▪' * -(-count * LONGEST_BAR // most)}".rstrip() for name, count in named)


def _groups(t: Texts, groups: Sequence[Group], small: int) -> str:
    lines = [_group(t, group) for group in groups[:MOST_GROUPS]]
    if small:
        lines.append(t.many("Smaller groups together: one person", "Smaller groups together: {count} people", small))
    return "\n".join(lines)


def _group(t: Texts, group: Group) -> str:
    name = group.name or t("not known")
    return t("{name}: {waiting} waiting, {paired} in pairs", name=name, waiting=group.waiting, paired=group.paired)
