from __future__ import annotations

from itertools import count

from bot.people.roster import PersonRow, RosterRows
from bot.people.roster_plan import Plan, Standing, plan_roster
from cogs.members.difference import MOST_LINES, describe, summary


def plan(standing: Standing, *people: PersonRow, complete: bool = False, start: int = 1) -> Plan:
    ids = count(start)
    return plan_roster(standing, RosterRows((), people), complete=complete, make_id=lambda: next(ids))


def row(name: str, *supervisors: str, position: str = "teacher") -> PersonRow:
    return PersonRow(2, name, f"{name}@x.org", position, "", tuple(f"{s}@x.org" for s in supervisors), None, (), ())


def test_what_is_new_changed_leaving_and_outside_is_told_in_this_order() -> None:
    before = plan(Standing(), row("ana"), row("bo"), row("cy")).after
    later = plan(before, row("ana", "agency", position="coordinator"), row("cy"), row("dee"), complete=True, start=9)
    assert describe(later) == [
        "+ dee <dee@x.org>, teacher",
        "~ ana <ana@x.org>: position, supervisors",
        "- bo <bo@x.org> leaves the roster: access ends at once",
        "? agency@x.org supervises from outside the roster",
    ]
    assert summary(later) == "Sites: 0 new, 0 changed. People: 1 new, 1 changed, 1 leaving, 1 outside."


def test_a_long_difference_is_cut_and_counted() -> None:
    lines = describe(plan(Standing(), *(row(f"p{number:03}") for number in range(40))))
    assert len(lines) == MOST_LINES + 1
    assert lines[-1] == "+ … and 15 more"


def test_somebody_outside_who_supervises_nobody_any_more_is_not_said_to_lose_access() -> None:
    before = plan(Standing(), row("ana", "agency")).after
    later = plan(before, row("ana"), complete=True, start=9)
    assert "? agency@x.org no longer supervises anybody here" in describe(later)
    assert "0 leaving" in summary(later)
