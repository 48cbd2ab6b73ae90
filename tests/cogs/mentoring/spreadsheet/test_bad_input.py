"""Each fault is told with its file and line; nothing is written, and what was there stays."""

from __future__ import annotations

import pytest

from bot.people.roster import PEOPLE_COLUMNS
from cogs.mentoring.spreadsheet.wishes import WISH_COLUMNS
from tests.cogs.mentoring.spreadsheet.sheets import Line, Office, asks, offers, person, sheet

ANA, BEN = "ana@example.org", "ben@example.org"
PEOPLE = [person(ANA), person(BEN)]


def refused(office: Office, *more: str) -> str:
    """Run the command, see that it wrote nothing, and return what it said."""
    office.put("pairs.csv", "as it was")
    result = office.match(*more)
    assert result.exit_code == 1, result.output
    assert office.written() == {"pairs.csv"}
    assert (office.folder / "pairs.csv").read_text() == "as it was"
    assert result.stdout == ""
    return str(result.stderr)


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ([asks(ANA)], "no line of the wishes has the side mentor"),
        ([offers(ANA), offers(BEN)], "no line of the wishes has the side mentee, so everyone would be a mentor"),
        (
            [asks(ANA), offers(BEN, capacity="0")],
            "wishes, line 3: “0” in capacity is not a number of mentees from 1 to 20",
        ),
        ([asks(ANA), offers(BEN, capacity="99")], "wishes, line 3: “99” in capacity is not"),
        ([asks(ANA), offers(BEN, capacity="two")], "wishes, line 3: “two” in capacity is not"),
        (
            [asks(ANA, hours="mon 15-17"), offers(BEN)],
            "wishes, line 2: hours: “mon 15-17” doesn't read as a day and hours",
        ),
        ([asks(ANA, hours="mon 17:00-15:00"), offers(BEN)], "line 2: hours: “mon 17:00-15:00” ends before"),
        ([asks(ANA, hours="mon 25:00-26:00"), offers(BEN)], "line 2: hours: “mon 25:00-26:00” doesn't read"),
        (
            [asks(ANA), asks(ANA), offers(BEN)],
            "wishes, line 2: the wish of “ana@example.org (mentee)” is on line 3 too",
        ),
        ([asks("zoe@example.org"), offers(BEN)], "wishes, line 2: “zoe@example.org” is not in the file of people"),
        ([asks(ANA, side="both"), offers(BEN)], "wishes, line 2: “both” in side is none of: mentee, mentor"),
        ([asks(ANA, side=""), offers(BEN)], "wishes, line 2: side is empty; write mentor or mentee"),
        ([asks(ANA, rhythm="daily"), offers(BEN)], "“daily” in rhythm is none of: weekly, fortnightly, monthly"),
        ([asks(ANA, level="higher"), offers(BEN)], "“higher” in level is none of: same, other"),
        ([asks(ANA, never_with="Ben"), offers(BEN)], "wishes, line 2: “Ben” in never_with is not a mail address"),
        ([asks(ANA, waiting_since="5.1.26"), offers(BEN)], "“5.1.26” in waiting_since is not a date; write it like"),
        ([asks(""), offers(BEN)], "wishes, line 2: email is empty"),
    ],
)
def test_a_fault_in_the_wishes_is_told_with_its_line(office: Office, wishes: list[Line], told: str) -> None:
    office.write(PEOPLE, wishes)
    assert told in refused(office)


def test_every_fault_of_both_files_is_told_at_once(office: Office) -> None:
    office.write(
        [*PEOPLE, person("x@example.org", started_on="soon")], [asks(ANA, rhythm="daily"), offers(BEN, capacity="0")]
    )
    said = refused(office)
    assert "people, line 4: “soon” in started_on" in said
    assert "wishes, line 2" in said
    assert "wishes, line 3" in said
    assert said.rstrip().endswith("Nothing was written. Correct this and run the command again.")


def test_people_listed_twice_are_told_with_both_lines(office: Office) -> None:
    office.write([*PEOPLE, person("ANA@example.org")], [asks(ANA), offers(BEN)])
    said = refused(office)
    assert "people, line 2: the address “ana@example.org” is on line 4 too" in said
    assert "people, line 4: the address “ana@example.org” is on line 2 too" in said


@pytest.mark.parametrize("missing", WISH_COLUMNS)
def test_a_missing_column_is_named(office: Office, missing: str) -> None:
    office.write(PEOPLE, [asks(ANA), offers(BEN)])
    columns = [column for column in WISH_COLUMNS if column != missing]
    office.put("wishes.csv", sheet(columns, []))
    assert f"wishes, line 1: the first line must name these columns too: {missing}" in refused(office)


UNREADABLE = [
    (b"", "the file is empty"),
    ("name,email\n\xe9".encode("latin-1"), "this is not UTF-8 text"),
    (b"a;b;c\n", "separated by commas"),
]


@pytest.mark.parametrize("name", ["people", "wishes", "sites"])
@pytest.mark.parametrize(("content", "told"), UNREADABLE)
def test_a_file_that_cannot_be_read_is_told_by_name(office: Office, name: str, content: bytes, told: str) -> None:
    office.write(PEOPLE, [asks(ANA), offers(BEN)])
    office.put(f"{name}.csv", content)
    said = refused(office)
    assert f"{name}, line" in said
    assert told in said


def test_files_that_are_not_there_or_cannot_be_written_are_named(office: Office) -> None:
    office.write(PEOPLE, [asks(ANA), offers(BEN)])
    assert "already.csv/pairs.csv can't be written" in refused(
        office, "--out", str(office.folder / "already.csv/pairs.csv")
    )
    assert "wishes.csv can't be written: it is named twice" in refused(
        office, "--out", str(office.folder / "wishes.csv")
    )
    assert "can't be written: it is a folder" in refused(office, "--unmatched", str(office.folder))
    assert "none.toml can't be used: no such file" in refused(office, "--community", str(office.folder / "none.toml"))
    (office.folder / "people.csv").unlink()
    assert "people.csv can't be read: no such file or directory" in refused(office)


def test_hours_that_nobody_shares_are_remarked_on_and_stop_nothing(office: Office) -> None:
    office.write(PEOPLE, [asks(ANA, hours="mon 00:00-01:00"), offers(BEN, hours="sun 23:00-24:00")])
    result = office.match()
    assert "no hour that a mentee names is one that a mentor names" in result.stderr
    assert office.pairs() == {(ANA, BEN)}


def test_a_circle_of_supervision_is_named_and_pairs_none_of_its_people(office: Office) -> None:
    circle = [person(ANA, supervisor_emails=BEN), person(BEN, supervisor_emails=ANA)]
    office.write(circle, [asks(ANA), offers(BEN)])
    result = office.match()
    assert "supervise each other in a circle" in result.stderr
    assert office.pairs() == set()


def test_what_is_only_strange_is_remarked_on_with_its_line(office: Office) -> None:
    strange = [person(ANA, position="Coach", site="Nowhere High"), person(BEN)]
    office.write(strange, [asks(ANA, never_with="ghost@example.org"), offers(BEN, capacity="7")])
    said = office.match().stderr
    assert "people, line 2: “Coach” is not a position this community knows" in said
    assert "people, line 2: “nowhere high” is not in the file of sites" in said
    assert "wishes, line 2: “ghost@example.org” in never_with is not in the file of people" in said
    assert "wishes, line 3: 7 mentees are more than the 5 that this community allows" in said
    assert office.pairs() == {(ANA, BEN)}


def test_without_sites_hours_are_read_as_in_one_zone_and_that_is_said(office: Office) -> None:
    office.write(PEOPLE, [asks(ANA, hours="mon 09:00-10:00"), offers(BEN)])
    result = office.match(sites=False)
    assert "without --sites all hours are read as if in one time zone" in result.stderr
    assert office.pairs() == {(ANA, BEN)}


def test_the_columns_of_people_are_the_rosters(office: Office) -> None:
    office.write(PEOPLE, [asks(ANA), offers(BEN)])
    office.put("people.csv", sheet([column for column in PEOPLE_COLUMNS if column != "supervisor_emails"], []))
    assert "people, line 1: the first line must name these columns too: supervisor_emails" in refused(office)
