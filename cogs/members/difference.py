"""A plan in the words of the host who is asked to agree to it."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby

from bot.people.model import Person, Site
from bot.people.roster_plan import Change, Plan

MOST_LINES = 25  # of one kind; the rest is counted
WORDS = {"site_id": "site", "started_on": "start", "opened_on": "opening", "time_zone": "time zone"}
NEW, CHANGED, RETIRED, OUTSIDE = "+", "~", "-", "?"


def describe(plan: Plan) -> list[str]:
    """Return the difference as lines: what is new (+), changed (~), retired (-) or supervises from outside (?)."""
    lines = [_site_line(change) for change in plan.sites]
    lines += _people_lines(plan)
    lines += [f"{OUTSIDE} {person.email} supervises from outside the roster" for person in plan.outside]
    lines += _recorded_lines(plan)
    lines += [f"{OUTSIDE} {email} no longer supervises anybody here" for email in _always_outside(plan).values()]
    lines.sort(key=lambda line: (NEW + CHANGED + RETIRED + OUTSIDE).index(line[0]))
    return [short for _, group in groupby(lines, key=lambda line: line[0]) for short in _shortened(list(group))]


def summary(plan: Plan) -> str:
    """Return the counts in one line."""
    kinds = [line[0] for line in _people_lines(plan)]
    new_sites = sum(change.before is None for change in plan.sites)
    return (
        f"Sites: {new_sites} new, {len(plan.sites) - new_sites} changed. "
        f"People: {kinds.count(NEW)} new, {kinds.count(CHANGED)} changed, {kinds.count(RETIRED)} leaving, "
        f"{len(plan.outside)} outside."
    )


def _site_line(change: Change[Site]) -> str:
    if change.before is None:
        return f"{NEW} site {change.after.name}"
    return f"{CHANGED} site {change.after.name}: {_fields(change.fields())}"


def _always_outside(plan: Plan) -> dict[int, str | None]:
    """Return the addresses, by id, of those outside before who leave now: they never had access to lose."""
    return {
        change.after.id: change.after.email
        for change in plan.people
        if change.before is not None and change.before.state == "outside" and change.after.state == "retired"
    }


def _recorded_lines(plan: Plan) -> list[str]:
    """Return a line for each supervision that a steward recorded and the file does not name."""
    names = {person.id: person.email or person.name for person in plan.after.people}
    return [
        f"{OUTSIDE} {names[above]} stays above {names[below]}: a steward recorded it, the file doesn't name it"
        for above, below in sorted(plan.after.recorded)
    ]


def _people_lines(plan: Plan) -> list[str]:
    """Return a line for everyone whose row or supervisors differ, except those outside."""
    changed: dict[int, list[str]] = defaultdict(list)
    people = {person.id: person for person in plan.after.people}
    new = {change.after.id for change in plan.people if change.before is None}
    for change in plan.people:
        changed[change.after.id] += change.fields()
    for person_id in {below for _, below in plan.added | plan.removed}:
        changed[person_id].append("supervisors")
    lines = [
        _person_line(people[person_id], fields, is_new=person_id in new)
        for person_id, fields in changed.items()
        if person_id not in _always_outside(plan)
    ]
    return sorted(line for line in lines if line)


def _person_line(person: Person, fields: list[str], *, is_new: bool) -> str:
    if is_new:
        return f"{NEW} {person.name} <{person.email}>, {person.position}" if person.state != "outside" else ""
    if "state" in fields and person.state in {"retired", "outside"}:
        return f"{RETIRED} {person.name} <{person.email}> leaves the roster: access ends at once"
    return f"{CHANGED} {person.name} <{person.email}>: {_fields(fields)}"


def _fields(names: list[str]) -> str:
    return ", ".join(WORDS.get(name, name) for name in names)


def _shortened(lines: list[str]) -> list[str]:
    more = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], f"{lines[0][0]} … and {more} more"] if more > 0 else lines
