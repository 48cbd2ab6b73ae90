"""New sites with experienced ones, and circles, from the same files."""

from __future__ import annotations

from collections import Counter

from tests.cogs.mentoring.spreadsheet.sheets import Office, asks, offers, person

ANA, BEN, CY = "ana@example.org", "ben@example.org", "cy@example.org"
PLACE = {"district": "North", "region": "West", "time_zone": "America/Chicago"}
SITES = [
    {"name": "Oak", "opened_on": "2025-09-01", "level": "high", **PLACE},
    {"name": "Elm", "opened_on": "2010-09-01", "level": "High", **PLACE},
    {"name": "Ash", "opened_on": "2010-09-01", "level": "middle", **PLACE},
    {"name": "Fir", "opened_on": "", "level": "high", **PLACE},
]


def test_a_new_site_is_paired_with_an_experienced_one_whose_people_offer_what_its_people_ask_for(
    office: Office,
) -> None:
    people = [person(ANA, site="Oak"), person(BEN, site="Elm"), person(CY, site="Ash")]
    office.write(people, [asks(ANA, topics="family"), offers(BEN, topics="data"), offers(CY, topics="family")], SITES)
    result = office.match(command="match-sites")
    assert result.exit_code == 0
    [row] = office.rows("pairs.csv")
    assert (row["new_site"], row["experienced_site"]) == ("Oak", "Ash")
    assert row["reasons"].startswith(
        "People at Oak ask for Family engagement, which people at Ash offer. Ash has been a "
    )
    assert row["reasons"].endswith("People at both speak English.")
    assert office.rows("left.csv") == []
    assert "One pair of sites." in result.stderr


def test_sites_whose_people_said_nothing_are_paired_by_level(office: Office) -> None:
    office.write([person(ANA)], [asks(ANA)], SITES)
    assert office.match(command="match-sites").exit_code == 0
    [row] = office.rows("pairs.csv")
    assert row["experienced_site"] == "Elm"
    assert "Both are of the same level (high)." in row["reasons"]


def test_without_a_new_and_an_experienced_site_nothing_is_written(office: Office) -> None:
    office.write([person(ANA)], [asks(ANA)], SITES[1:])
    result = office.match(command="match-sites")
    assert result.exit_code == 1
    assert "No sites can be paired" in result.stderr
    assert office.written() == set()


def test_circles_seat_four_to_six_of_different_sites_and_nobody_with_whom_they_supervise(office: Office) -> None:
    emails = [f"p{n}@example.org" for n in range(9)]
    people = [person(each, site=f"Site {n}") for n, each in enumerate(emails)]
    people[1] |= {"supervisor_emails": emails[0]}
    wishes = [
        offers(each, topics="Family engagement") if n % 2 else asks(each, topics="family")
        for n, each in enumerate(emails)
    ]
    office.write(people, [*wishes[:8], {**wishes[8], "topics": "data"}])
    result = office.match("--topic", "family", command="circles", sites=False)
    assert result.exit_code == 0
    circle_of = {row["email"]: row["circle"] for row in office.rows("pairs.csv")}
    assert circle_of.keys() == set(emails[:8])
    assert sorted(Counter(circle_of.values()).values()) == [4, 4]
    assert circle_of[emails[0]] != circle_of[emails[1]]


def test_a_topic_nobody_names_and_a_faulty_file_write_nothing(office: Office) -> None:
    office.write([person(ANA)], [asks(ANA, topics="data")])
    result = office.match("--topic", "chess", command="circles")
    assert result.exit_code == 1
    assert "Nobody names “chess”" in result.stderr
    office.write([person(ANA), person(ANA)], [asks(ANA)])
    assert office.match("--topic", "data", command="circles").exit_code == 1
    assert office.match(command="match-sites").exit_code == 1
    assert office.written() == set()


def test_three_people_are_left_over_with_why(office: Office) -> None:
    office.write([person(each) for each in (ANA, BEN, CY)], [asks(each) for each in (ANA, BEN, CY)])
    assert office.match("--topic", "data", command="circles").exit_code == 0
    assert office.rows("pairs.csv") == []
    assert {row["email"] for row in office.rows("left.csv")} == {ANA, BEN, CY}
