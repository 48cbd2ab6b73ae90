"""The doctor and the invitation, against a mail server and a Discord of our own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from discord.http import Route
from pydantic import SecretStr

from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from bot.offline import open_house
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.run.backups.rotating import rotate
from bot.run.doctor.examining import findings
from bot.run.invite import invitation
from bot.run.serve import DiscordUnreachable, TokenMissing, TokenWrong
from config.settings import Settings
from demo.mailbox import Mailbox
from tests.kit.founding import lay_tables
from tests.kit.imap import open_imap
from tests.kit.wire import GOOD_TOKEN, Wire, open_wire


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Wire]:
    async with open_wire(monkeypatch) as wire:
        yield wire


def _settings(folder: Path, **more: Any) -> Settings:
    return Settings(_env_file=None, data_dir=folder / "data", keys_dir=folder / "keys", **more)


@pytest.fixture
def tables(tmp_path: Path, sqlite_template: Path) -> None:
    """A file with today's tables, as after a first start: one test here makes them from nothing."""
    lay_tables(_settings(tmp_path), sqlite_template)


async def _verdicts(settings: Settings) -> dict[str, tuple[str, str]]:
    return {finding.what: (finding.verdict, finding.hint) async for finding in findings(settings)}


@pytest.mark.usefixtures("tables")
async def test_a_healthy_deployment_is_good_everywhere(tmp_path: Path, wire: Wire, post_office: Mailbox) -> None:
    async with open_imap() as imap:
        settings = _settings(
            tmp_path, discord_token=SecretStr(GOOD_TOKEN), smtp_url=SecretStr(post_office.url),
            mail_from="a@example.org", reply_to="b@example.org", bounce_imap_url=SecretStr(imap.url),
            public_url="https://staffroom.example.org",
        )  # fmt: skip
        verdicts = await _verdicts(settings)
    assert {what for what, (verdict, _) in verdicts.items() if verdict != "good"} == {"permissions", "backups"}
    assert "/users/@me" in wire.asked


@pytest.mark.usefixtures("tables")
async def test_what_is_left_out_is_off_and_named(tmp_path: Path) -> None:
    verdicts = await _verdicts(_settings(tmp_path))
    assert verdicts["settings"][0] == "off"
    assert "STAFFROOM_PUBLIC_URL" in verdicts["settings"][1]
    assert verdicts["mail"][0] == "off"
    assert verdicts["Discord"][0] == "bad"


async def test_database_and_schema_have_a_line_each(tmp_path: Path) -> None:
    verdicts = await _verdicts(_settings(tmp_path))
    assert verdicts["database"] == ("good", "reachable")
    assert verdicts["schema"][0] == "good"


@pytest.mark.usefixtures("wire")
async def test_a_database_out_of_reach_is_told_once_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    """The servers to look at stand in the database; that they can't be read is no fault of its own."""
    url = SecretStr("postgresql+asyncpg://staffroom@127.0.0.1:1/staffroom")
    verdicts = await _verdicts(_settings(tmp_path, discord_token=SecretStr(GOOD_TOKEN), database_url=url))
    assert verdicts["database"][0] == "bad"
    assert "can't be opened: no server answers there." in verdicts["database"][1]
    assert verdicts["Discord"][0] == "good"
    assert verdicts["permissions"] == ("off", "not looked at: for this the database has to be there")


@pytest.mark.usefixtures("tables")
async def test_words_whose_key_is_not_in_the_keyring_are_told(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    async with open_house(settings) as house:
        [network] = await house.networks.all()
        for number in (1, 2):
            person = Person(number, f"Person {number}", None, "coordinator", None)
            async with network.write() as tx:
                await PeopleStore(tx).add_person(person, now=house.clock.now())
            await raise_issue(network, person, Draft("The bus is late."), now=house.clock.now())
        assert (await _verdicts(settings))["words"][0] == "good"
        house.keys.destroy_person_key(network.id, 1)
    verdict, hint = (await _verdicts(settings))["words"]
    assert verdict == "bad"
    assert "1 of 2 people" in hint
    assert "backup" in hint


@pytest.mark.usefixtures("tables")
async def test_words_of_before_a_rotation_are_not_said_to_open_with_the_keys_of_after(tmp_path: Path) -> None:
    """Everybody has a key then: only trying it on the words tells."""
    settings = _settings(tmp_path)
    async with open_house(settings) as house:
        [network] = await house.networks.all()
        person = Person(1, "Person 1", None, "coordinator", None)
        async with network.write() as tx:
            await PeopleStore(tx).add_person(person, now=house.clock.now())
        await raise_issue(network, person, Draft("The bus is late."), now=house.clock.now())
    await rotate(settings)
    kept = settings.file.read_bytes()
    await rotate(settings)
    assert (await _verdicts(settings))["words"][0] == "good"
    settings.file.write_bytes(kept)
    verdict, hint = (await _verdicts(settings))["words"]
    assert verdict == "bad"
    assert "rotation" in hint


async def test_a_fault_of_the_keyring_is_not_told_as_one_of_the_database(tmp_path: Path) -> None:
    (tmp_path / "keys").touch()
    verdicts = await _verdicts(_settings(tmp_path))
    assert verdicts["keyring"][0] == "bad"
    assert verdicts["database"] == ("good", "reachable")


@pytest.mark.usefixtures("tables")
async def test_a_mail_server_that_is_gone_is_bad(tmp_path: Path, post_office: Mailbox) -> None:
    settings = _settings(tmp_path, smtp_url=SecretStr("smtp://user:canary-password@127.0.0.1:1"))
    verdict, hint = (await _verdicts(settings))["mail"]
    assert verdict == "bad"
    assert "canary" not in hint
    assert post_office.letters == []


@pytest.mark.usefixtures("tables")
async def test_without_a_mailbox_it_is_said_that_returned_mail_is_not_seen(tmp_path: Path) -> None:
    verdict, hint = (await _verdicts(_settings(tmp_path)))["returned mail"]
    assert verdict == "off"
    assert "not seen" in hint
    assert "STAFFROOM_BOUNCE_IMAP_URL" in hint


@pytest.mark.usefixtures("tables")
async def test_a_mailbox_that_cannot_be_read_is_bad_and_shows_no_password(tmp_path: Path) -> None:
    async with open_imap() as imap:
        faults = {
            imap.url.replace("canary", "canary-wrong"): "user, password or folder",
            imap.url.replace("INBOX", "Elsewhere"): "user, password or folder",
            imap.url.replace(f":{imap.port}/", ":1/"): "doesn't answer",
            imap.url.replace("imap://", "imaps://"): "doesn't answer",
        }
        for url, said in faults.items():
            verdict, hint = (await _verdicts(_settings(tmp_path, bounce_imap_url=SecretStr(url))))["returned mail"]
            assert (verdict, said in hint) == ("bad", True), hint
            assert "canary" not in hint


@pytest.mark.usefixtures("tables")
async def test_a_missing_members_intent_is_named(tmp_path: Path, wire: Wire) -> None:
    wire.members_intent = False
    verdicts = await _verdicts(_settings(tmp_path, discord_token=SecretStr(GOOD_TOKEN)))
    assert verdicts["member list"][0] == "bad"
    assert "Server Members Intent" in verdicts["member list"][1]


@pytest.mark.usefixtures("wire")
async def test_the_invitation_asks_for_the_least_and_never_for_administrator(tmp_path: Path) -> None:
    link = await invitation(_settings(tmp_path, discord_token=SecretStr(GOOD_TOKEN)))
    permissions = int(link.split("permissions=")[1].split("&")[0])
    assert "client_id=123" in link
    assert permissions
    assert not permissions & (1 << 3)


@pytest.mark.usefixtures("wire")
async def test_a_wrong_token_is_said_plainly_and_never_shown(tmp_path: Path) -> None:
    with pytest.raises(TokenWrong) as wrong:
        await invitation(_settings(tmp_path, discord_token=SecretStr("canary-token")))
    assert "canary" not in str(wrong.value)


async def test_no_token_and_no_network_are_two_different_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TokenMissing):
        await invitation(_settings(tmp_path))
    monkeypatch.setattr(Route, "BASE", "http://127.0.0.1:1")
    with pytest.raises(DiscordUnreachable):
        await invitation(_settings(tmp_path, discord_token=SecretStr(GOOD_TOKEN)))
