"""The hours at which somebody can meet: 25 blocks of a school week, by the clock of their own site. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from config.texts import N_, Texts

DAYS = ("mon", "tue", "wed", "thu", "fri")
# Parts of a day, in quarter hours from midnight: five by five is as many as one select holds.
PARTS = {
    "early": (28, 34),  # 7:00 to 8:30
    "morning": (34, 48),  # to 12:00
    "midday": (48, 60),  # to 15:00
    "after": (60, 70),  # to 17:30
    "evening": (70, 82),  # to 20:30
}
DAY_QUARTERS = 96
BLOCKS = tuple(f"{day}_{part}" for day in DAYS for part in PARTS)
DAY_NAMES = {"mon": N_("Mon"), "tue": N_("Tue"), "wed": N_("Wed"), "thu": N_("Thu"), "fri": N_("Fri")}
PART_NAMES = {
    "early": N_("before school"),
    "morning": N_("morning"),
    "midday": N_("midday"),
    "after": N_("after school"),
    "evening": N_("evening"),
}


def known_blocks(keys: Iterable[str]) -> tuple[str, ...]:
    """Return those of the keys that are blocks, in the order of the week."""
    wanted = set(keys)
    return tuple(block for block in BLOCKS if block in wanted)


def quarters_of(blocks: Iterable[str]) -> frozenset[int]:
    """Return the quarter hours of a week in these blocks, 0 for Monday 00:00 by the clock of the person's site."""
    found: set[int] = set()
    for block in known_blocks(blocks):
        day, part = block.split("_")
        start = DAYS.index(day) * DAY_QUARTERS
        first, last = PARTS[part]
        found |= set(range(start + first, start + last))
    return frozenset(found)


def block_name(t: Texts, block: str) -> str:
    """Return a block as a person says it: *Mon morning*."""
    day, part = block.split("_")
    return f"{t(DAY_NAMES[day])} {t(PART_NAMES[part])}"


def block_times(block: str) -> str:
    """Return from when to when a block goes, by the clock: *8:30-12:00*."""
    first, last = PARTS[block.split("_")[1]]
    return f"{_clock(first)}-{_clock(last)}"


def _clock(quarter: int) -> str:
    return f"{quarter // 4}:{quarter % 4 * 15:02d}"
