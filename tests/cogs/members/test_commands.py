"""`staffroom roster` and `staffroom steward`, as the host types them."""

from __future__ import annotations

import asyncio
import csv
import re
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.database.network import Network
from bot.database.schema.outbox import outbox
from bot.house import House
from bot.offline import open_network
from bot.people.codes import CodeStore, code_digest
from bot.people.model import Person
from bot.people.store import PeopleStore
from cogs.members.commands import register
from cogs.members.joining import CODES_KEY
from config.settings import Settings

T = TypeVar("T")
SITES = "name,district,region,level,opened_on,time_zone,initiatives\nOak,North,Bay,high,2019-08-01,America/Chicago,\n"
PEOPLE = """name,email,position,site,supervisor_emails,started_on,languages,topics
Ana Ruiz,ana@x.org,coordinator,Oak,boss@agency.org,2025-09-01,English,funding
Bo Li,bo@x.org,teacher,Oak,,,English,
"""


class Desk:
    """The host's terminal, with a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {"STAFFROOM_DATA_DIR": str(folder / "data"), "STAFFROOM_KEYS_DIR": str(folder / "keys")}
        self.cli = typer.Typer()
        register(self.cli)

    def run(self, *arguments: str | Path) -> Result:
        return CliRunner().invoke(self.cli, [str(argument) for argument in arguments], env=self.env)

    def files(self, people: str = PEOPLE, sites: str = SITES) -> tuple[str, Path, str, Path]:
        for name, text in (("sites.csv", sites), ("people.csv", people)):
            (self.folder / name).write_text(text, encoding="utf-8")
        return "--sites", self.folder / "sites.csv", "--people", self.folder / "people.csv"

    def bring_in(self, people: str = PEOPLE, *options: str) -> Result:
        return self.run("roster", "import", *self.files(people), "--yes", *options)

    def look(self, ask: Callable[[House, Network], Coroutine[Any, Any, T]]) -> T:
        async def work() -> T:
            settings = Settings(_env_file=None, data_dir=self.folder / "data", keys_dir=self.folder / "keys")
            async with open_network(settings) as (house, network):
                return await ask(house, network)

        return asyncio.run(work())

    def people(self) -> dict[str, Person]:
        async def ask(_: House, network: Network) -> dict[str, Person]:
            async with network.read() as tx:
                return {person.email or "": person for person in await PeopleStore(tx).people()}

        return self.look(ask)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)


def test_an_import_shows_the_difference_and_writes_it_and_again_finds_nothing_to_do(desk: Desk) -> None:
    first = desk.bring_in()
    assert first.exit_code == 0, first.output
    assert "+ site Oak" in first.output
    assert "+ Ana Ruiz <ana@x.org>, coordinator" in first.output
    assert "? boss@agency.org supervises from outside the roster" in first.output
    assert {email: person.state for email, person in desk.people().items()} == {
        "ana@x.org": "active",
        "bo@x.org": "active",
        "boss@agency.org": "outside",
    }
    again = desk.bring_in()
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
    assert "Nothing was changed; 5 faults" in result.output
    assert not desk.people()
    skipped = desk.bring_in(faulty, "--skip-bad")
    assert skipped.exit_code == 0, skipped.output
    assert set(desk.people()) == {"bo@x.org"}


def test_faulty_rows_and_complete_do_not_go_together(desk: Desk) -> None:
    desk.bring_in()
    result = desk.bring_in(PEOPLE.replace("teacher", "wizard"), "--skip-bad", "--complete")
    assert result.exit_code == 1
    assert "can't be told who is missing" in result.output
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

    async def owed(_: House, network: Network) -> list[tuple[str, Any]]:
        async with network.read() as tx:
            found = await tx.rows(outbox.select().where(tx.mine(outbox)))
            return [(row.kind, row.facts["account_id"]) for row in found]

    desk.look(link)
    result = desk.bring_in(PEOPLE.replace("Bo Li,bo@x.org,teacher,Oak,,,English,\n", ""), "--complete")
    assert result.exit_code == 0, result.output
    assert "- Bo Li <bo@x.org> leaves the roster: access ends at once" in result.output
    assert desk.people()["bo@x.org"].state == "retired"
    assert desk.look(owed) == [("access.sync", 77)]


def test_codes_are_written_once_to_a_file_that_only_its_owner_can_read_and_open_the_door(desk: Desk) -> None:
    desk.bring_in()
    path = desk.folder / "codes.csv"
    result = desk.run("roster", "codes", "--out", path)
    assert result.exit_code == 0, result.output
    assert path.stat().st_mode & 0o777 == 0o600
    with path.open(encoding="utf-8", newline="") as file:
        codes = {row["email"]: row["code"] for row in csv.DictReader(file)}
    assert set(codes) == {"ana@x.org", "bo@x.org"}
    assert not any(code in result.output for code in codes.values())

    async def find(house: House, network: Network) -> int | None:
        async with network.read() as tx:
            digest = code_digest(codes["ana@x.org"], house.keys.signing_key(CODES_KEY))
            code = await CodeStore(tx).find(digest)
        return code.person_id if code is not None and code.voided_at is None else None

    assert desk.look(find) == desk.people()["ana@x.org"].id
    stored = b"".join(file.read_bytes() for file in (desk.folder / "data").iterdir())
    assert not any(code.encode() in stored for code in codes.values())
    again = desk.run("roster", "codes", "--out", path)
    assert again.exit_code == 1
    assert "name a file that doesn't exist yet" in again.output
    assert desk.look(find) is not None
    assert desk.run("roster", "codes", "--out", desk.folder / "new.csv", "--for", "ANA@x.org").exit_code == 0
    assert desk.look(find) is None
    assert (desk.folder / "new.csv").read_text().count("@") == 1


def test_codes_go_out_by_mail_with_the_days_they_are_good_for(desk: Desk) -> None:
    desk.bring_in()
    off = desk.run("roster", "codes", "--mail")
    assert off.exit_code == 1
    assert "mail isn't switched on" in off.output
    desk.env |= {"STAFFROOM_SMTP_URL": "smtp://127.0.0.1:1", "STAFFROOM_MAIL_FROM": "staffroom@x.org"}
    result = desk.run("roster", "codes", "--mail")
    assert "2 codes are on their way" in result.output

    async def owed(_: House, network: Network) -> list[dict[str, Any]]:
        async with network.read() as tx:
            return [row.facts["mail"] for row in await tx.rows(outbox.select().where(tx.mine(outbox)))]

    mails = desk.look(owed)
    assert {mail["to"] for mail in mails} == {"ana@x.org", "bo@x.org"}
    assert all(re.search(r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$", mail["text"], re.MULTILINE) for mail in mails)
    assert all("for 14 days" in mail["text"] for mail in mails)


@pytest.mark.parametrize("options", [(), ("--mail", "--out", "x.csv")])
def test_codes_go_one_way_or_the_other(desk: Desk, options: tuple[str, ...]) -> None:
    assert desk.run("roster", "codes", *options).exit_code == 2


def test_nobody_to_issue_a_code_to_is_said_and_makes_no_file(desk: Desk) -> None:
    result = desk.run("roster", "codes", "--out", desk.folder / "codes.csv")
    assert result.exit_code == 1
    assert "No code was issued" in result.output
    assert not (desk.folder / "codes.csv").exists()


def test_a_steward_is_added_once_listed_and_must_be_on_the_roster(desk: Desk) -> None:
    desk.bring_in()
    assert "ana@x.org is a steward now" in desk.run("steward", "add", "ana@x.org").output
    assert "is a steward already" in desk.run("steward", "add", "ANA@x.org").output
    assert "Ana Ruiz" in desk.run("steward", "list").output
    for address in ("boss@agency.org", "nobody@x.org"):
        refused = desk.run("steward", "add", address)
        assert refused.exit_code == 1
        assert "Nobody active on the roster" in refused.output


def test_a_closed_place_is_given_back_without_the_account_that_took_it(desk: Desk) -> None:
    desk.bring_in()
    ana = desk.people()["ana@x.org"]

    async def close(house: House, network: Network) -> None:
        async with network.write() as tx:
            await PeopleStore(tx).link(ana.id, 77, house.clock.now())
            await PeopleStore(tx).suspend(ana.id)

    assert "Nothing was changed" in desk.run("roster", "reopen", "ana@x.org").output
    desk.look(close)
    assert desk.bring_in(PEOPLE).exit_code == 0
    assert desk.people()["ana@x.org"].state == "suspended"
    assert desk.run("roster", "reopen", "ana@x.org").exit_code == 0
    assert desk.people()["ana@x.org"] == ana
