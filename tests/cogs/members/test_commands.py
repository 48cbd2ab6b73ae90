"""`staffroom roster import`, as the host types it."""

from __future__ import annotations

import re
from typing import Any

from bot.database.network import Network
from bot.house import House
from bot.people.store import PeopleStore
from tests.cogs.members.desk import PEOPLE, Desk
from tests.kit.owed import owed
from tests.kit.terminal import at_a_terminal


def test_an_import_shows_the_difference_and_writes_it_and_again_finds_nothing_to_do(bare_desk: Desk) -> None:
    first = bare_desk.bring_in()
    assert first.exit_code == 0, first.output
    assert "+ site Oak" in first.output
    assert "+ Ana Ruiz <ana@x.org>, coordinator" in first.output
    assert "? boss@agency.org supervises from outside the roster" in first.output
    assert {email: person.state for email, person in bare_desk.people().items()} == {
        "ana@x.org": "active",
        "bo@x.org": "active",
        "boss@agency.org": "outside",
    }
    again = bare_desk.bring_in()
    assert again.exit_code == 0
    assert "there is nothing to do" in again.output


def test_without_a_terminal_an_import_needs_yes_and_says_so(desk: Desk) -> None:
    result = desk.run("roster", "import", *desk.files())
    assert result.exit_code == 1
    assert "+ Ana Ruiz" in result.output
    assert "Add --yes" in result.output
    assert not desk.people()


def test_faulty_rows_are_told_all_together_and_nothing_is_written_unless_they_are_skipped(desk: Desk) -> None:
    faulty = PEOPLE + "Cy,cy@x.org,wizard,Nowhere,,31/12/2020,,\nDee,ana@x.org,teacher,,,,,\n"
    result = desk.bring_in(faulty)
    assert result.exit_code == 1
    for words in (
        "line 4: “wizard”",
        "line 4: “Nowhere”",
        "line 4: “31/12/2020”",
        "line 2: the address",
        "line 5: the",
    ):
        assert f"people, {words}" in result.output
    assert "Nothing was changed. Faults to correct: 5" in result.output
    assert not desk.people()
    skipped = desk.bring_in(faulty, "--skip-bad")
    assert skipped.exit_code == 0, skipped.output
    assert set(desk.people()) == {"bo@x.org"}


def test_a_first_import_that_is_refused_or_not_agreed_to_leaves_nothing_behind(bare_desk: Desk) -> None:
    refused = bare_desk.bring_in(PEOPLE.replace("teacher", "wizard"))
    assert refused.exit_code == 1
    assert "Faults to correct: 1" in refused.output
    assert bare_desk.run("roster", "import", "--sites", "none.csv", "--people", "none.csv", "--yes").exit_code == 1
    assert "Add --yes" in bare_desk.run("roster", "import", *bare_desk.files()).output
    elsewhere = bare_desk.bring_in(PEOPLE, "--network", "Lake")
    assert 'There is no network called “Lake” here. --network takes one of these: "Our network".' in elsewhere.output
    assert [path.name for path in bare_desk.folder.iterdir() if path.is_dir()] == []
    assert bare_desk.bring_in(PEOPLE.replace("teacher", "wizard"), "--skip-bad").exit_code == 0
    assert set(bare_desk.people()) == {"ana@x.org", "boss@agency.org"}


def test_at_a_terminal_ctrl_c_ends_the_question_and_nothing_is_written(desk: Desk) -> None:
    desk.files(PEOPLE + "Cy,cy@x.org,wizard,,,,,\n")
    command = ("roster", "import", "--sites", "sites.csv", "--people", "people.csv", "--skip-bad")
    code, shown = at_a_terminal(desk.folder, command, [b"what?\n", b"\x03"], environment=desk.env)
    assert code == 1, shown
    assert "Rows that are left out, as said above: 1." in shown
    assert "Type y or n, then Enter." in shown
    assert shown.rstrip().endswith("Nothing was changed.")
    assert desk.people() == {}


def test_faulty_rows_and_complete_do_not_go_together(desk: Desk) -> None:
    desk.bring_in()
    result = desk.bring_in(PEOPLE.replace("teacher", "wizard"), "--skip-bad", "--complete")
    assert result.exit_code == 1
    assert "can't be told who is missing" in result.output
    assert desk.people()["bo@x.org"].state == "active"


def test_a_file_without_people_is_never_taken_for_the_whole_roster(desk: Desk) -> None:
    desk.bring_in()
    result = desk.bring_in(PEOPLE.splitlines()[0] + "\n", "--complete")
    assert result.exit_code == 1
    assert "names nobody" in result.output
    assert desk.people()["bo@x.org"].state == "active"


def test_a_file_in_another_encoding_is_refused_even_with_skip_bad(desk: Desk) -> None:
    files = desk.files()
    (desk.folder / "people.csv").write_bytes(PEOPLE.replace("Ana", "Añá").encode("latin-1"))
    result = desk.run("roster", "import", *files, "--yes", "--skip-bad")
    assert result.exit_code == 1
    assert "people, line 2: this is not UTF-8 text" in result.output
    assert not desk.people()


def test_a_missing_file_is_named(desk: Desk) -> None:
    desk.files()
    nowhere = desk.folder / "nowhere.csv"
    result = desk.run("roster", "import", "--sites", nowhere, "--people", nowhere, "--yes")
    assert result.exit_code == 1
    assert f"{nowhere} can't be read: no such file" in result.output


def test_a_circle_is_refused_with_its_people_named(desk: Desk) -> None:
    result = desk.bring_in(
        PEOPLE.replace("boss@agency.org", "bo@x.org").replace("teacher,Oak,", "teacher,Oak,ana@x.org")
    )
    assert result.exit_code == 1
    assert re.search(r"ana@x\.org → bo@x\.org → ana@x\.org|bo@x\.org → ana@x\.org → bo@x\.org", result.output)
    assert not desk.people()


def test_complete_retires_whoever_is_missing_and_asks_for_their_roles_in_the_same_write(desk: Desk) -> None:
    desk.bring_in()
    bo = desk.people()["bo@x.org"]

    async def link(house: House, network: Network) -> None:
        async with network.write() as tx:
            await PeopleStore(tx).link(bo.id, 77, house.clock.now())

    async def asked(_: House, network: Network) -> list[tuple[str, Any]]:
        async with network.read() as tx:
            return [(kind, facts.get("account_id")) for kind, facts in await owed(tx)]

    desk.look(link)
    result = desk.bring_in(PEOPLE.replace("Bo Li,bo@x.org,teacher,Oak,,,English,\n", ""), "--complete")
    assert result.exit_code == 0, result.output
    assert "- Bo Li <bo@x.org> leaves the roster: access ends at once" in result.output
    assert desk.people()["bo@x.org"].state == "retired"
    assert sorted(desk.look(asked), key=str) == [
        ("access.sync", 77),
        *[("access.sync_everyone", None)] * 2,
    ]  # two imports
