"""`staffroom visibility`, as somebody types it who wants to know who reads a server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from cogs.rooms.audit.commands import register
from tests.bot.visibility.server.saved import (
    ADMIN,
    ANA,
    BOT,
    HIDDEN,
    ISLE,
    LOUNGE,
    MOD,
    NEW,
    NEWS,
    OPEN_THREAD,
    OWNER,
    PAIR,
    content,
    saved,
)

PEOPLE = "name,email,supervisor_emails\nAna Ruiz,ana@x.org,boss@x.org\nBea Boss,boss@x.org,\n"


def run(folder: Path, *options: str | Path, whole: dict[str, Any] | bytes | None = None) -> Result:
    file = folder / "guild.json"
    file.write_bytes(whole if isinstance(whole, bytes) else content(whole or saved()))
    cli = typer.Typer()
    register(cli)
    return CliRunner().invoke(cli, [str(file), *map(str, options)])


def channels(folder: Path, whole: dict[str, Any] | None = None) -> dict[str, Any]:
    result = run(folder, "--json", whole=whole)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    assert set(found) == {"channels"}
    return dict(found["channels"])


def test_json_names_every_viewer_with_every_reason_and_who_could_become_one(tmp_path: Path) -> None:
    assert channels(tmp_path)[str(LOUNGE)] == {
        "unknown": False,
        "viewers": {
            str(OWNER): ["owner"],
            str(ADMIN): ["Administrator through role Admins (20)"],
            str(ANA): ["role allow: Practitioners (11)"],
            str(BOT): ["member overwrite"],
        },
        "could_gain": {str(MOD): ["Manage Roles: can take role Practitioners (11)"]},
    }


def test_json_has_every_channel_and_thread_and_says_what_is_unknown(tmp_path: Path) -> None:
    found = channels(tmp_path)
    assert set(found) == {str(each) for each in (LOUNGE, HIDDEN, NEWS, ISLE, OPEN_THREAD, PAIR)}
    assert found[str(HIDDEN)] == {"unknown": True, "viewers": {}, "could_gain": {}}
    assert found[str(OPEN_THREAD)]["viewers"] == found[str(LOUNGE)]["viewers"]
    assert found[str(NEWS)]["viewers"][str(NEW)] == ["everyone"]


def test_a_private_thread_is_read_by_those_in_it_the_owner_and_administrators(tmp_path: Path) -> None:
    pair = channels(tmp_path)[str(PAIR)]
    assert set(pair["viewers"]) == {str(OWNER), str(ADMIN), str(ANA)}
    assert pair["viewers"][str(ANA)] == ["thread member"]


def test_a_role_that_onboarding_offers_makes_everybody_a_possible_reader(tmp_path: Path) -> None:
    gaining = channels(tmp_path)[str(ISLE)]["could_gain"]
    assert gaining[str(NEW)] == ["onboarding role Pick me (10)"]
    assert set(gaining) == {str(each) for each in (ANA, BOT, MOD, NEW)}


def test_webhooks_and_where_copies_leave_to_are_told_where_the_file_has_them(tmp_path: Path) -> None:
    hook = {"id": "6", "type": 2, "channel_id": str(LOUNGE), "name": "News", "source_channel": {"id": str(NEWS)}}
    found = channels(tmp_path, {**saved(), "webhooks": [hook]})
    assert found[str(LOUNGE)]["can_write"] == ["News"]
    assert found[str(NEWS)]["copies_leave_to"] == [str(LOUNGE)]
    shown = run(tmp_path, whole={**saved(), "webhooks": [hook]}).stdout
    assert "can write, as webhooks: News" in shown
    assert f"copies leave to: {LOUNGE}" in shown


def test_people_are_shown_channel_by_channel_with_why(tmp_path: Path) -> None:
    shown = run(tmp_path).stdout
    assert "lounge · text · 1000 · readers: 4" in shown
    assert "role allow: Practitioners (11): Ana Ruiz [102]" in shown
    assert "member overwrite: member103 (bot) [103]" in shown
    assert "could let themselves in, Manage Roles: can take role Practitioners (11): member104 [104]" in shown
    assert "Don't take it for safe" in shown
    assert "Other servers can follow this channel" in shown


def test_a_name_cannot_draw_on_the_terminal(tmp_path: Path) -> None:
    whole = saved()
    whole["members"][2]["nick"] = "[red]x[/red]\x1b[2J\n"
    shown = run(tmp_path, whole=whole).stdout
    assert "[red]x[/red]?[2J? [102]" in shown


def test_supervisors_are_those_whom_the_file_places_above_somebody_found_by_name(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE)
    whole = saved()
    whole["members"][1]["user"]["global_name"] = "bea  BOSS"
    result = run(tmp_path, "--supervisors", tmp_path / "people.csv", whole=whole)
    assert "else by name" in result.stdout
    assert "⚑ supervisor bea  BOSS [101]" in result.stdout
    assert "⚑ supervisor Ana" not in result.stdout


def test_an_account_column_is_better_than_a_name_and_whoever_is_not_found_is_said(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(f"name,account_id,email\nSomebody,{ANA},\nNobody,,\nOther,999999,\n")
    result = run(tmp_path, "--supervisors", tmp_path / "people.csv")
    assert "everybody in it is marked" in result.stdout
    assert "1 account of theirs is on this server" in result.stdout
    assert "Not found, so look yourself: Nobody, Other." in result.stdout
    assert "⚑ supervisor Ana Ruiz [102]" in result.stdout
    found = json.loads(run(tmp_path, "--json", "--supervisors", tmp_path / "people.csv").stdout)
    assert found["supervisors"] == {str(ANA): "Somebody"}
    assert found["supervisors_not_found"] == ["Nobody", "Other"]


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (b"", "isn't JSON"),
        (b"[]", "the file is not an object"),
        (b"{}", "the file lacks “guild”"),
        (b'{"guild": {"id": "9999999999999999999999", "owner_id": "1", "roles": []}}', "is not an id"),
    ],
)
def test_a_file_that_is_no_server_is_refused_in_one_sentence(tmp_path: Path, broken: bytes, words: str) -> None:
    result = run(tmp_path, "--json", whole=broken)
    assert result.exit_code == 1
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not result.stdout


@pytest.mark.parametrize("people", ["email\nx@y.org\n", "name;email\n", 'name\n"Ana\n'])
def test_a_file_of_supervisors_that_cannot_be_read_is_refused_not_taken_for_empty(tmp_path: Path, people: str) -> None:
    (tmp_path / "people.csv").write_text(people)
    result = run(tmp_path, "--supervisors", tmp_path / "people.csv")
    assert result.exit_code == 1
    assert "The file of supervisors can't be used" in result.stderr


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    result = run(tmp_path, "--supervisors", tmp_path / "nowhere.csv")
    assert result.exit_code == 1
    assert "nowhere.csv can't be read: no such file" in result.stderr
