from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people.model import Person, Site
from bot.people.roster import PersonRow, RosterRows, SiteRow
from bot.people.roster_plan import Plan, Standing, SupervisionCycle, plan_roster
from bot.people.roster_reach import linked_people_affected
from config.community import default_community

COMMUNITY = default_community()
OAK = SiteRow(2, "Oak Elementary", "North", "Bay", "elementary", date(2019, 8, 1), "America/Chicago", ())
PLACES = ("", OAK.key)


def row(name: str, *supervisors: str, position: str = "teacher", site: str = "") -> PersonRow:
    return PersonRow(2, name, f"{name}@x.org", position, site, tuple(f"{s}@x.org" for s in supervisors), None, (), ())


def plan(standing: Standing, *rows: PersonRow, complete: bool = False, start: int = 1) -> Plan:
    ids = count(start)
    return plan_roster(standing, RosterRows((OAK,), rows), complete=complete, make_id=lambda: next(ids))


def by_name(standing: Standing) -> dict[str, Person]:
    return {(person.email or "").removesuffix("@x.org"): person for person in standing.people}


def test_the_first_file_adds_everything_and_says_so() -> None:
    first = plan(Standing(), row("ana", "bo", site=OAK.key), row("bo", position="principal", site=OAK.key))
    assert [change.after.name for change in first.sites] == ["Oak Elementary"]
    assert [change.after.name for change in first.people] == ["ana", "bo"]
    people = by_name(first.after)
    assert first.added == {(people["bo"].id, people["ana"].id)}
    assert people["ana"].site_id == first.after.sites[0].id
    assert not first.outside


def test_a_new_person_is_written_to_in_the_language_they_name_first_if_it_is_ours() -> None:
    spoken = {"ana": ("español", "English"), "bo": ("Tagalog", "en"), "cy": ("Tagalog",), "di": ()}
    first = plan(Standing(), *(replace(row(name), languages=said) for name, said in spoken.items()))
    assert {name: person.locale for name, person in by_name(first.after).items()} == {
        "ana": "es", "bo": "en", "cy": "en", "di": "en",
    }  # fmt: skip
    later = plan(first.after, replace(row("bo"), languages=("es",)))
    assert by_name(later.after)["bo"].locale == "en"  # as they have read so far


def test_a_supervisor_who_is_on_no_roster_becomes_an_outside_person_and_is_listed() -> None:
    first = plan(Standing(), row("ana", "agency"), row("bo", "agency"))
    [outside] = first.outside
    assert (outside.email, outside.state, outside.position) == ("agency@x.org", "outside", "")
    assert len(first.added) == 2


def test_an_outside_person_who_comes_onto_the_roster_stays_the_same_person() -> None:
    before = plan(Standing(), row("ana", "agency")).after
    later = plan(before, row("agency", position="partner staff"), start=50)
    assert by_name(later.after)["agency"].id == by_name(before)["agency"].id
    assert by_name(later.after)["agency"].state == "active"
    assert len(later.people) == 1


def test_a_file_without_sizes_leaves_what_is_known_and_an_empty_cell_takes_it_away() -> None:
    told = replace(OAK, size=420, tells_size=True)
    known = plan_roster(Standing(), RosterRows((told,), ()), complete=False, make_id=lambda: 7).after
    assert plan_roster(known, RosterRows((OAK,), ()), complete=False, make_id=lambda: 8).sites == ()
    emptied = plan_roster(known, RosterRows((replace(told, size=None),), ()), complete=False, make_id=lambda: 8)
    assert [(change.after.size, change.fields()) for change in emptied.sites] == [(None, ["size"])]


def test_a_change_names_the_fields_that_differ() -> None:
    before = plan(Standing(), row("ana")).after
    later = plan(before, row("ana", position="coordinator", site=OAK.key))
    [change] = later.people
    assert change.fields() == ["position", "site_id"]


def test_supervisors_are_replaced_by_those_in_the_file() -> None:
    before = plan(Standing(), row("ana", "bo"), row("bo"), row("cy")).after
    later = plan(before, row("ana", "cy"))
    people = by_name(before)
    assert later.removed == {(people["bo"].id, people["ana"].id)}
    assert later.added == {(people["cy"].id, people["ana"].id)}


def test_whoever_is_missing_stays_unless_the_file_is_complete() -> None:
    before = plan(Standing(), row("ana"), row("bo")).after
    assert plan(before, row("ana")).is_empty
    retired = plan(before, row("ana"), complete=True)
    assert by_name(retired.after)["bo"].state == "retired"


def test_whoever_is_missing_from_a_complete_file_but_still_supervises_becomes_outside() -> None:
    before = plan(Standing(), row("ana", "bo"), row("bo", "cy"), row("cy"), row("dee")).after
    later = plan(before, row("ana", "bo"), complete=True)
    states = {name: person.state for name, person in by_name(later.after).items()}
    assert states == {"ana": "active", "bo": "outside", "cy": "outside", "dee": "retired"}


def test_whoever_returns_to_the_file_is_active_again() -> None:
    gone = plan(plan(Standing(), row("ana")).after, complete=True).after
    assert by_name(plan(gone, row("ana")).after)["ana"].state == "active"


@pytest.mark.parametrize("complete", [True, False])
def test_a_suspended_person_stays_suspended_whatever_the_file_says(complete: bool) -> None:
    standing = Standing(people=(Person(1, "ana", "ana@x.org", "teacher", state="suspended"),))
    assert by_name(plan(standing, row("ana"), complete=complete, start=50).after)["ana"].state == "suspended"
    assert by_name(plan(standing, complete=complete, start=50).after)["ana"].state == "suspended"


def test_a_circle_of_supervision_is_refused_and_its_people_are_named() -> None:
    with pytest.raises(SupervisionCycle) as refused:
        plan(Standing(), row("ana", "cy"), row("bo", "ana"), row("cy", "bo"), row("dee", "ana"))
    assert "ana@x.org → bo@x.org → cy@x.org → ana@x.org" in str(refused.value)


def test_somebody_who_supervises_themselves_is_a_circle_of_one() -> None:
    with pytest.raises(SupervisionCycle, match=r"ana@x.org → ana@x.org"):
        plan(Standing(), row("ana", "ana"))


def test_a_circle_that_the_file_closes_over_people_who_are_not_in_it_is_refused() -> None:
    before = plan(Standing(), row("ana", "bo"), row("bo")).after
    with pytest.raises(SupervisionCycle):
        plan(before, row("bo", "ana"))


def test_an_account_and_a_clock_of_ones_own_stay_with_their_person() -> None:
    ana = Person(1, "ana", "ana@x.org", "teacher", account_id=77, time_zone="Pacific/Honolulu")
    after = by_name(plan(Standing(people=(ana,)), row("ana", position="coordinator"), start=50).after)["ana"]
    assert (after.position, after.account_id, after.time_zone) == ("coordinator", 77, "Pacific/Honolulu")


def test_everyone_whose_access_may_change_is_found_and_nobody_else() -> None:
    linked = [row("boss", position="coordinator"), row("ana"), row("bo"), row("cy", position="principal")]
    before = plan(Standing(), *linked).after
    people = tuple(Person(**{**vars(person), "account_id": person.id + 100}) for person in before.people)
    standing = Standing(before.sites, people, before.supervisions)
    later = plan(standing, row("ana", "boss"), row("bo"), start=50)
    assert {person.name for person in linked_people_affected(later, COMMUNITY)} == {"boss", "ana"}


names = st.sampled_from(["ana", "bo", "cy", "dee", "eve"])
rows = st.lists(
    st.builds(
        lambda name, above, position, site: row(name, *sorted(above), position=position, site=site),
        names,
        st.frozensets(st.sampled_from(["ana", "bo", "cy", "agency", "lead"]), max_size=2),
        st.sampled_from(["teacher", "coordinator", "principal"]),
        st.sampled_from(PLACES),
    ),
    max_size=5,
    unique_by=lambda each: each.email,
)


@given(rows, rows, st.booleans(), st.booleans())
@settings(max_examples=150)
def test_a_plan_that_was_carried_out_leaves_nothing_to_plan(
    first: list[PersonRow], second: list[PersonRow], complete: bool, was_complete: bool
) -> None:
    try:
        before = plan(Standing(), *first, complete=was_complete).after
        later = plan(before, *second, complete=complete, start=100)
    except SupervisionCycle:
        return
    again = plan(later.after, *second, complete=complete, start=200)
    assert again.is_empty
    assert again.outside == later.outside


@given(rows, rows)
@settings(max_examples=100)
def test_after_a_complete_file_nobody_outside_it_has_access_and_nobody_in_it_lost_a_supervisor(
    first: list[PersonRow], second: list[PersonRow]
) -> None:
    try:
        after = plan(plan(Standing(), *first).after, *second, complete=True, start=100).after
    except SupervisionCycle:
        return
    people, graph = by_name(after), after.graph()
    listed = {each.name for each in second}
    assert {name for name, person in people.items() if person.state == "active"} == listed
    for each in second:
        assert {people[email.removesuffix("@x.org")].id for email in each.supervisors} <= graph.above(
            people[each.name].id
        )


def test_ten_thousand_people_are_planned_in_a_few_seconds() -> None:
    sites = tuple(SiteRow(n, f"Site {n}", "", "", "", None, "UTC", ()) for n in range(1_000))
    staff = tuple(
        PersonRow(n, f"P{n}", f"p{n}@x.org", "teacher", f"site {n // 10}", (f"p{n // 10}@x.org",), None, (), ())
        if n
        else PersonRow(0, "P0", "p0@x.org", "district leader", "", (), None, (), ())
        for n in range(10_000)
    )
    began = time.process_time()
    ids = count(1)
    first = plan_roster(Standing(), RosterRows(sites, staff), complete=True, make_id=lambda: next(ids))
    people = tuple(Person(**{**vars(person), "account_id": person.id}) for person in first.after.people)
    standing = Standing(first.after.sites, people, first.after.supervisions)
    assert plan_roster(standing, RosterRows(sites, staff), complete=True, make_id=lambda: next(ids)).is_empty
    moved = plan_roster(standing, RosterRows(sites, staff[:5_000]), complete=True, make_id=lambda: next(ids))
    assert len(linked_people_affected(moved, COMMUNITY)) >= 5_000
    assert time.process_time() - began < 8
    assert {type(site) for site in standing.sites} == {Site}
