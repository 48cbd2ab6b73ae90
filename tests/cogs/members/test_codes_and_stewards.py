"""`staffroom roster codes`, `roster reopen` and `steward`, as the host types them."""

from __future__ import annotations

import csv
import re
from typing import Any

import pytest

from bot.database.network import Network
from bot.house import House
from bot.outbox.outbox import MAIL
from bot.people.codes import CodeStore, code_digest
from bot.people.store import PeopleStore
from cogs.members.joining import CODES_KEY
from tests.cogs.members.desk import PEOPLE, Desk
from tests.kit.owed import owed

CODES = ("roster", "codes", "--mail")


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
    off = desk.run(*CODES)
    assert off.exit_code == 1
    assert "mail isn't switched on" in off.output
    desk.env |= {"STAFFROOM_SMTP_URL": "smtp://127.0.0.1:1", "STAFFROOM_MAIL_FROM": "staffroom@x.org"}
    assert "--invite takes a link that Discord made" in desk.run(*CODES, "--invite", "https://x.org/join").output
    result = desk.run(*CODES, "--invite", "https://discord.gg/AbC123")
    assert "2 codes are on their way" in result.output

    async def mailed(_: House, network: Network) -> list[dict[str, Any]]:
        async with network.read() as tx:
            return [facts["mail"] for _, facts in await owed(tx, MAIL)]

    mails = desk.look(mailed)
    assert {mail["to"] for mail in mails} == {"ana@x.org", "bo@x.org"}
    assert all(re.search(r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$", mail["text"], re.MULTILINE) for mail in mails)
    assert all("Open https://discord.gg/AbC123" in mail["text"] for mail in mails)
    assert all("for 14 days" in mail["text"] for mail in mails)


@pytest.mark.parametrize("options", [(), ("--mail", "--out", "x.csv"), ("--out", "x.csv", "--invite", "x")])
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


def test_a_steward_is_removed_by_the_host_and_once(desk: Desk) -> None:
    desk.bring_in()
    desk.run("steward", "add", "ana@x.org")
    assert "no steward any more" in desk.run("steward", "remove", "ANA@x.org").output
    assert "nothing changed" in desk.run("steward", "remove", "ana@x.org").output
    assert "Ana" not in desk.run("steward", "list").output
    refused = desk.run("steward", "remove", "nobody@x.org")
    assert refused.exit_code == 1


def test_what_a_steward_recorded_outlives_imports_until_a_file_names_it_or_the_host_takes_it_back(desk: Desk) -> None:
    desk.bring_in()
    ana, bo = desk.people()["ana@x.org"], desk.people()["bo@x.org"]

    async def record(_: House, network: Network) -> None:
        async with network.write() as tx:
            await PeopleStore(tx).record_supervision((bo.id, ana.id))

    async def recorded(_: House, network: Network) -> tuple[bool, bool]:
        async with network.read() as tx:
            people = PeopleStore(tx)
            pair = (bo.id, ana.id)
            return pair in await people.supervisions(), pair in await people.recorded_supervisions()

    desk.look(record)
    kept = desk.bring_in(PEOPLE, "--complete")
    assert "bo@x.org stays above ana@x.org: a steward recorded it" in kept.output
    assert desk.look(recorded) == (True, True)
    released = desk.run("roster", "release", "bo@x.org", "ana@x.org")
    assert released.exit_code == 0, released.output
    assert desk.look(recorded) == (False, False)
    assert "No steward has recorded" in desk.run("roster", "release", "bo@x.org", "ana@x.org").output
    desk.look(record)
    named = PEOPLE.replace("boss@agency.org", "boss@agency.org;bo@x.org")
    assert desk.bring_in(named).exit_code == 0
    assert desk.look(recorded) == (True, False)
    assert desk.bring_in(PEOPLE).exit_code == 0
    assert desk.look(recorded) == (False, False)
