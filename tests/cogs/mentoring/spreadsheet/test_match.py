from __future__ import annotations

import json

import pytest

from bot.people.roster import SITE_COLUMNS
from tests.cogs.mentoring.spreadsheet.sheets import Office, asks, offers, person

ANA, BEN, CY, DI = "ana@example.org", "ben@example.org", "cy@example.org", "di@example.org"
OF_SIZES = (("Oak", "300"), ("Elm", "1000+"), ("Ash", "250-499"))
PEOPLE = [
    person(ANA, site="Oak Elementary", started_on="2026-01-01", languages="en;es"),
    person(BEN, site="Elm Elementary", started_on="2018-01-01", languages="English;Spanish"),
    person(CY),
    person(DI),
]


def test_a_pair_is_written_with_a_score_and_two_or_three_plain_sentences(office: Office) -> None:
    asked = asks(ANA, topics="Family engagement", languages="", hours="thu 08:00-10:00", rhythm="weekly")
    office.write(PEOPLE, [asked, offers(BEN, topics="family", languages="", hours="thu 09:00-12:00", rhythm="weekly")])
    assert office.match().exit_code == 0
    [row] = office.rows("pairs.csv")
    assert (row["mentee"], row["mentor"]) == (ANA, BEN)
    assert float(row["score"]) > 4
    assert row["reasons"].startswith("Ana asked for Family engagement, which Ben offers. Ben has ")
    assert "years in the role, at the same level of school (elementary). They share English, S" in row["reasons"]
    assert row["reasons"].endswith("English, Spanish and Thursday mornings.")
    assert office.rows("left.csv") == []


def test_a_file_of_sites_may_tell_their_size_which_then_decides_and_is_a_reason(office: Office) -> None:
    people = [PEOPLE[0], PEOPLE[1], person(CY, site="Ash Elementary", started_on="2018-01-01")]
    office.write(people, [asks(ANA), offers(BEN), offers(CY)])
    lines = [f"{name} Elementary,North,West,,,America/Chicago,,{size}" for name, size in OF_SIZES]
    office.put("sites.csv", "\n".join([",".join((*SITE_COLUMNS, "size")), *lines]))
    assert office.match().exit_code == 0
    [row] = office.rows("pairs.csv")
    assert row["mentor"] == CY
    assert "years in the role, in a school of about the same size." in row["reasons"]


def test_whoever_is_left_is_listed_with_why_and_what_would_help(office: Office) -> None:
    office.write(PEOPLE, [asks(ANA), asks(CY, waiting_since="2025-01-05"), asks(DI, languages="vi"), offers(BEN)])
    assert office.match().exit_code == 0
    assert office.pairs() == {(CY, BEN)}
    assert [(row["email"], row["why"]) for row in office.rows("left.csv")] == [
        (ANA, "No suitable mentor has a place free this time."),
        (DI, "No mentor shares a language with them."),
    ]
    assert office.rows("left.csv")[1]["what_would_help"] == (
        "One more place with a mentor who speaks Vietnamese would help."
    )


def test_json_prints_the_objective_and_the_counts_and_nothing_else_on_that_stream(office: Office) -> None:
    office.write(PEOPLE, [asks(ANA), asks(CY, waiting_since="2025-01-05"), offers(BEN)])
    result = office.match("--json")
    figures = json.loads(result.stdout)
    assert (figures["mentees"], figures["mentors"], figures["places"]) == (2, 1, 1)
    assert (figures["pairs"], figures["left"], figures["left_because"]) == (1, 1, {"no_free_mentor": 1})
    [row] = office.rows("pairs.csv")
    assert figures["objective"]["score"] == pytest.approx(float(row["score"]))
    assert figures["objective"]["paired"] == len(figures["objective"]["days_waited"]) == 1
    assert "One pair.\nOne mentee is left over." in result.stderr


def test_a_chain_of_supervision_through_somebody_outside_keeps_two_apart_in_either_direction(office: Office) -> None:
    chain = [person(ANA, supervisor_emails="boss@lead.org"), person(BEN), person("boss2@lead.org")]
    above = [*chain[:2], person("boss@lead.org", supervisor_emails=BEN)]
    office.write(above, [asks(ANA), offers(BEN)])
    assert office.match().exit_code == 0
    assert office.pairs() == set()
    office.write(above, [asks(BEN), offers(ANA)])
    assert office.match().exit_code == 0
    assert office.pairs() == set()


def test_a_principal_is_above_everyone_at_their_site(office: Office) -> None:
    office.write(
        [person(ANA, site="Oak Elementary"), person(BEN, site="oak elementary", position="Principal")],
        [asks(ANA), offers(BEN)],
    )
    office.match()
    assert office.pairs() == set()


def test_never_with_counts_whoever_wrote_it_and_however_it_is_spelled(office: Office) -> None:
    office.write(PEOPLE, [asks(ANA), offers(BEN, never_with=" ANA@Example.org ")])
    office.match()
    assert office.pairs() == set()


@pytest.mark.parametrize(
    ("ana", "ben", "meet"), [("", "", False), (BEN, "", False), ("", ANA, False), (BEN, ANA, True)]
)
def test_past_partners_meet_again_only_when_both_named_each_other(
    office: Office, ana: str, ben: str, meet: bool
) -> None:
    office.write(PEOPLE, [asks(ANA, past_partners=BEN, again_with=ana), offers(BEN, again_with=ben)])
    office.match()
    assert office.pairs() == ({(ANA, BEN)} if meet else set())


def test_hours_meet_by_each_ones_own_clock(office: Office) -> None:
    # 09:00 in Chicago is 10:00 in New York.
    early, late = asks(ANA, hours="mon 09:00-10:00"), offers(BEN, hours="Monday 10:00-11:00")
    people = [*PEOPLE[:2], person(CY, site="Elm Elementary", started_on="2018-01-01", languages="en;es")]
    office.write(people, [early, late, offers(CY, hours="mon 09:00-10:00")])
    office.match()
    assert office.pairs() == {(ANA, BEN)}
    assert "Monday mornings" in office.rows("pairs.csv")[0]["reasons"]


def test_files_as_other_programs_save_them_are_read(office: Office) -> None:
    office.write([{**PEOPLE[0], "email": "ANA@EXAMPLE.ORG"}, PEOPLE[1]], [])
    lines = (
        "Waiting Since,side,email,again_with,topics,languages,capacity,rhythm,hours,level,never_with,past_partners,Why",
        "2026-01-05,Mentee,Ana@Example.org,,Data culture;Data,EN,,Weekly,,,,,x",
        ",MENTOR,ben@example.org,,data,en,2,,,Same,,,",
        ",,,,,,,,,,,,",
    )
    office.put("wishes.csv", b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    result = office.match()
    assert result.exit_code == 0, result.stderr
    assert office.pairs() == {(ANA, BEN)}


def test_a_topic_outside_the_vocabulary_is_warned_about_and_kept(office: Office) -> None:
    office.write(PEOPLE, [asks(ANA, topics="Robotics"), offers(BEN, topics="data"), offers(CY, topics="robotics")])
    result = office.match()
    assert "wishes, line 2: “robotics” is not in the vocabulary of topics" in result.stderr
    assert office.pairs() == {(ANA, CY)}


def test_somebody_may_ask_and_offer_and_is_never_their_own_mentor(office: Office) -> None:
    office.write(PEOPLE, [asks(ANA), offers(ANA)])
    office.match()
    assert office.pairs() == set()


def test_a_day_of_waiting_that_is_still_to_come_keeps_its_place_in_the_order(office: Office) -> None:
    office.write(
        PEOPLE,
        [asks(ANA, waiting_since="2027-09-02 08:00"), asks(CY, waiting_since="2027-09-01T10:30:00Z"), offers(BEN)],
    )
    assert office.match().exit_code == 0
    assert office.pairs() == {(CY, BEN)}


def test_the_same_files_and_seed_give_the_same_pairs_in_whatever_order_the_lines_are(office: Office) -> None:
    crowd = [person(f"p{number}@example.org") for number in range(40)]
    wishes = [asks(f"p{number}@example.org") for number in range(20)]
    wishes += [offers(f"p{number}@example.org") for number in range(20, 40)]
    office.write(crowd, wishes)
    office.match("--seed", "5")
    first = (office.folder / "pairs.csv").read_text()
    office.write(crowd[::-1], wishes[::-1])
    office.match("--seed", "5")
    assert (office.folder / "pairs.csv").read_text() == first
    office.match("--seed", "6")
    assert (office.folder / "pairs.csv").read_text() != first


def test_the_weights_of_a_community_decide(office: Office) -> None:
    office.write(
        PEOPLE, [asks(ANA, rhythm="weekly"), offers(BEN, rhythm="monthly"), offers(CY, topics="", rhythm="weekly")]
    )
    office.match()
    assert office.pairs() == {(ANA, BEN)}
    from config.community import DEFAULT  # noqa: PLC0415 -- only here

    changed = DEFAULT.read_text(encoding="utf-8").replace("weight_rhythm = 1.0", "weight_rhythm = 50.0")
    office.put("mine.toml", changed)
    office.match("--community", str(office.folder / "mine.toml"))
    assert office.pairs() == {(ANA, CY)}


def test_a_name_that_a_spreadsheet_would_compute_stays_a_name(office: Office) -> None:
    office.write([person(ANA, name="=1+1"), person(BEN)], [asks(ANA), offers(BEN)])
    office.match()
    assert office.rows("pairs.csv")[0]["reasons"].startswith("'=1+1 asked")
