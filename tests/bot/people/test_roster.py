from __future__ import annotations

from datetime import date

import pytest

from bot.people.roster import RosterRows, read_roster
from config.community import default_community
from config.texts import texts_for

TODAY = date(2026, 3, 2)
SITES = "name,district,region,level,opened_on,time_zone,initiatives\n"
OAK = "Oak Elementary,North,Bay,elementary,2019-08-01,America/Los_Angeles,Full Day; Healthy Start\n"
PEOPLE = "name,email,position,site,supervisor_emails,started_on,languages,topics\n"
ANA = "Ana Ruiz,Ana@X.org,Coordinator,oak  elementary,boss@x.org;lead@y.org,2025-09-01,English;Spanish,Funding;data\n"


def read(
    people: str | bytes = PEOPLE + ANA, sites: str | bytes = SITES + OAK, *, known: tuple[str, ...] = ()
) -> RosterRows:
    as_bytes = [text.encode() if isinstance(text, str) else text for text in (sites, people)]
    return read_roster(*as_bytes, community=default_community(), known_sites=known, today=TODAY)


def reasons(roster: RosterRows) -> list[str]:
    return [str(fault) for fault in roster.faults]


def line(columns: str, values: str, cells: dict[str, str]) -> str:
    names = columns.strip().split(",")
    changed = dict(zip(names, values.strip().split(","), strict=True)) | cells
    return columns + ",".join(f'"{changed[name]}"' for name in names) + "\n"


def ana(**cells: str) -> str:
    return line(PEOPLE, ANA, cells)


def oak(**cells: str) -> str:
    return line(SITES, OAK, cells)


def test_a_good_file_is_read_with_its_lists_dates_and_the_networks_own_spelling() -> None:
    roster = read()
    [site], [person] = roster.sites, roster.people
    assert not roster.faults
    assert site.initiatives == ("Full Day", "Healthy Start")
    assert (person.email, person.position, person.site) == ("ana@x.org", "coordinator", "oak elementary")
    assert person.supervisors == ("boss@x.org", "lead@y.org")
    assert person.started_on == date(2025, 9, 1)
    assert person.topics == ("funding", "data")


def test_the_singular_column_for_supervisors_is_accepted() -> None:
    [person] = read(PEOPLE.replace("supervisor_emails", "Supervisor_Email") + ANA).people
    assert person.supervisors == ("boss@x.org", "lead@y.org")


@pytest.mark.parametrize("lead", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_utf_8_is_read_with_and_without_a_byte_order_mark_and_with_either_line_end(lead: bytes, end: str) -> None:
    roster = read(lead + (PEOPLE + ANA.replace("Ana Ruiz", "Añá Ruíz")).replace("\n", end).encode())
    assert [person.name for person in roster.people] == ["Añá Ruíz"]


def test_empty_lines_unknown_columns_and_empty_optional_cells_are_fine() -> None:
    roster = read(PEOPLE.strip() + ",shoe_size\n\n,,,,,,,,\nBo Li,bo@x.org,teacher,,,,,,42\n")
    [person] = roster.people
    assert not roster.faults
    assert (person.site, person.supervisors, person.started_on, person.line) == ("", (), None, 4)


def test_somebody_may_work_at_a_site_that_the_network_has_already() -> None:
    assert not read(ana(site="Elm High"), known=("ELM High",)).faults


def test_another_encoding_is_named_with_its_line_and_nothing_of_the_file_is_used() -> None:
    roster = read((PEOPLE + ANA + ANA.replace("Ana Ruiz", "José")).encode("latin-1"))
    assert reasons(roster) == ["people, line 3: this is not UTF-8 text. Save the file as CSV UTF-8"]
    assert not roster.people
    assert not roster.is_readable


def test_missing_columns_are_named_together() -> None:
    roster = read("name,email,site\nAna,ana@x.org,\n")
    [fault] = roster.faults
    assert fault.line == 1
    assert "position, supervisor_emails, started_on, languages, topics" in fault.reason
    assert not roster.is_readable
    assert "name, email, position" in reasons(read(""))[0]


def test_a_column_named_twice_is_refused() -> None:
    assert "names a column twice: email" in reasons(read(PEOPLE.strip() + ",email\n"))[0]


def test_semicolons_between_columns_are_recognised() -> None:
    assert "columns must be separated by commas" in reasons(read((PEOPLE + ANA).replace(",", ";")))[0]


def test_broken_quotes_are_named_with_the_line_they_begin_on() -> None:
    roster = read(PEOPLE + ANA + '"never closed,x\nand on\n')
    assert roster.faults[0].line == 3
    assert not roster.is_readable


def test_a_row_with_too_few_cells_is_reported_and_the_others_are_read() -> None:
    roster = read(PEOPLE + "Bo Li,bo@x.org\n" + ANA)
    [reason] = reasons(roster)
    assert reason.startswith("people, line 2: it doesn't have as many cells as the first line (2, not 8). Put quotes")
    assert [person.name for person in roster.people] == ["Ana Ruiz"]


def test_an_address_that_appears_twice_is_reported_on_both_lines_and_neither_is_used() -> None:
    roster = read(PEOPLE + ANA + "Bo Li,bo@x.org,teacher,,,,,\n" + ANA.replace("Ana@X.org", "ANA@x.ORG"))
    assert reasons(roster) == [
        "people, line 2: the address “ana@x.org” is on line 4 too",
        "people, line 4: the address “ana@x.org” is on line 2 too",
    ]
    assert [person.name for person in roster.people] == ["Bo Li"]


def test_a_site_that_appears_twice_is_reported_on_both_lines() -> None:
    roster = read(PEOPLE, SITES + OAK + OAK.replace("Oak", "OAK"))
    assert [fault.line for fault in roster.faults] == [2, 3]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"name": ""}, "name is empty"),
        ({"name": "x" * 101}, "name has 101 characters; at most 100 fit"),
        ({"name": "Ana\x07Ruiz"}, "name holds a character that cannot be shown"),
        ({"name": "Ana\nRuiz"}, "name holds a character that cannot be shown"),
        ({"name": "Ana \u202eziuR"}, "name holds a character that cannot be shown"),
        ({"name": "Jos\ufffd"}, "name holds a character that cannot be shown"),
        ({"email": ""}, "email is empty"),
        ({"email": "ana at x.org"}, "“ana at x.org” in email is not a mail address"),
        ({"email": "ana@x"}, "“ana@x” in email is not a mail address"),
        ({"email": "ana..ruiz@x.org"}, "is not a mail address"),
        ({"email": "añá@x.org"}, "is not a mail address"),
        ({"email": "a" * 250 + "@x.org"}, "email has 256 characters"),
        ({"supervisor_emails": "boss@x.org;her principal"}, "“her principal” in supervisor_emails is not a mail"),
        ({"position": "superintendent"}, "“superintendent” in position is not one this network knows: TA provider"),
        ({"position": ""}, "position is empty"),
        ({"site": "Ash High"}, "“Ash High” is neither in the file of sites nor known already"),
        ({"started_on": "2025-02-30"}, "“2025-02-30” in started_on is not a date"),
        ({"started_on": "9/1/2025"}, "“9/1/2025” in started_on is not a date; write it like 2026-08-31"),
        ({"started_on": "0201-09-01"}, "0201-09-01 in started_on is too far away"),
        ({"started_on": "2205-09-01"}, "2205-09-01 in started_on is too far away"),
        ({"topics": "funding;gossip"}, "“gossip” in topics is not one this network knows"),
    ],
)
def test_a_bad_cell_of_a_person_is_reported_with_line_and_reason(cells: dict[str, str], reason: str) -> None:
    roster = read(ana(**cells))
    [fault] = reasons(roster)
    assert fault.startswith("people, line 2: ")
    assert reason in fault
    assert not roster.people
    assert roster.is_readable


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"name": ""}, "name is empty"),
        ({"name": "x" * 101}, "name has 101 characters"),
        ({"time_zone": "Pacific"}, "“Pacific” in time_zone is not a time zone; write it like America/Chicago"),
        ({"time_zone": "../../etc/passwd"}, "is not a time zone"),
        ({"time_zone": ""}, "time_zone is empty"),
        ({"opened_on": "soon"}, "“soon” in opened_on is not a date"),
        ({"level": "x" * 41}, "level has 41 characters; at most 40 fit"),
    ],
)
def test_a_bad_cell_of_a_site_is_reported_with_line_and_reason(cells: dict[str, str], reason: str) -> None:
    [fault] = reasons(read(PEOPLE, oak(**cells)))
    assert fault.startswith("sites, line 2: ")
    assert reason in fault


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_the_lines() -> None:
    people = PEOPLE + "Bo,bo@x,astronaut,,,yesterday,,\n" + ANA + ",cy@x.org,teacher,,,,,\n"
    roster = read(people, SITES + "Oak Elementary,,,,,Mars/Base,\n")
    assert [(fault.file, fault.line) for fault in roster.faults] == [
        ("sites", 2),
        ("people", 2),
        ("people", 2),
        ("people", 2),
        ("people", 3),
        ("people", 4),
    ]


def test_a_line_number_counts_the_lines_of_the_file_also_after_a_cell_with_line_breaks() -> None:
    roster = read(PEOPLE + ANA.replace("Ana Ruiz", '"Ana\n\nRuiz"') + "Bo,nope,teacher,,,,,\n")
    assert [fault.line for fault in roster.faults] == [2, 5]


def test_a_long_cell_is_shortened_in_the_message_and_its_control_characters_do_not_reach_the_terminal() -> None:
    [fault] = reasons(read(ana(position="\x1b[2Jx" + "y" * 60)))
    assert "\x1b" not in fault
    assert len(fault) < 200


@pytest.mark.parametrize(
    ("cell", "students"),
    [("420", 420), ("250-499", 374), ("250 – 499", 374), ("1000+", 1000), ("", None)],  # noqa: RUF001 -- as spreadsheets write it
)
def test_a_site_may_say_how_many_students_it_has_as_a_number_or_a_band(cell: str, students: int | None) -> None:
    columns = SITES.strip() + ",size\n"
    [site] = read(sites=columns + OAK.strip() + f",{cell}\n").sites
    assert (site.size, site.tells_size) == (students, True)


@pytest.mark.parametrize("cell", ["large", "0", "499-250", "-5", "12.5", "99999999", "1e3"])
def test_a_size_that_is_none_is_told_with_its_line(cell: str) -> None:
    roster = read(sites=SITES.strip() + ",size\n" + OAK.strip() + f",{cell}\n")
    assert not roster.sites
    assert reasons(roster)[0].startswith(f"sites, line 2: “{cell}” in size ")


def test_a_file_of_sites_without_sizes_is_as_good_as_before() -> None:
    [site] = read().sites
    assert (site.size, site.tells_size) == (None, False)


def test_what_is_wrong_is_said_in_the_readers_language_and_in_english_on_the_command_line() -> None:
    roster = read_roster(b"", b"name,email\n", community=default_community(), known_sites=(), today=TODAY)
    empty, short = roster.faults
    assert str(empty).startswith("sites, line 1: the file is empty; its first line must name these columns: name")
    assert empty.said(texts_for("es")).startswith("el archivo está vacío; su primera línea debe nombrar")
    assert short.said(texts_for("en")) == short.reason
