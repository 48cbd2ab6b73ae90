"""`staffroom init`: every answer is tried, nothing is half written, no secret is shown."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from discord.http import Route
from dotenv import dotenv_values
from hypothesis import given, settings
from hypothesis import strategies as some
from typer.testing import CliRunner

from bot.run.cli import cli
from bot.run.init.env_file import ValueUnwritable, read_env_file, write_env_file
from bot.run.init.questions import QUESTIONS, fault_of
from config.settings import Settings
from demo.mailbox import Mailbox
from tests.kit.terminal import at_a_terminal
from tests.kit.wire import GOOD_TOKEN, Wire, open_wire


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Wire]:
    async with open_wire(monkeypatch) as wire:
        yield wire


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def init(*arguments: str, typed: str = "") -> tuple[int, str]:
    """What the command ends with and says, without a terminal."""
    result = await asyncio.to_thread(CliRunner().invoke, cli, ["init", *arguments], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "canary" not in result.output
    return result.exit_code, result.output


@pytest.mark.usefixtures("wire")
async def test_without_a_terminal_the_options_answer_and_the_file_is_for_this_account_only(
    here: Path, post_office: Mailbox
) -> None:
    (here / "smtp").write_text(post_office.url, encoding="utf-8")
    options = ("--smtp-file", "smtp", "--mail-from", "a@example.org", "--public-url", "https://x.example.org")
    code, said = await init("--token-file", "-", *options, typed=GOOD_TOKEN + "\n")
    assert code == 0, said
    assert GOOD_TOKEN not in said
    assert stat.S_IMODE((here / ".env").stat().st_mode) == 0o600
    kept = Settings(_env_file=here / ".env")
    assert kept.discord_token is not None
    assert kept.discord_token.get_secret_value() == GOOD_TOKEN
    assert (kept.can_mail, kept.public_url) == (True, "https://x.example.org")
    assert post_office.letters == []
    assert there(here) == [".env", "smtp"]


async def test_a_wrong_answer_is_one_sentence_and_writes_nothing(here: Path, wire: Wire) -> None:
    for arguments, typed, told in (
        ((), "", "STAFFROOM_DISCORD_TOKEN is needed"),
        (("--token-file", "gone"), "", "--token-file can't be read"),
        (("--token-file", "-"), "canary.wrong.token", "doesn't accept this token"),
        (("--token-file", "-"), "canary two words", "without spaces"),
        (("--token-file", "-", "--public-url", "x.example.org"), GOOD_TOKEN, "start it with https://"),
    ):
        code, said = await init(*arguments, typed=typed)
        assert code == 1
        assert told in said
        assert "Nothing was written" in said.splitlines()[-1]
        assert there(here) == []
    (here / "smtp").write_text("smtp://u:canary@127.0.0.1:1", encoding="utf-8")
    code, said = await init("--token-file", "-", "--smtp-file", "smtp", typed=GOOD_TOKEN)
    assert (code, "doesn't answer" in said) == (1, True)
    wire.members_intent = False
    code, said = await init("--token-file", "-", typed=GOOD_TOKEN)
    assert (code, "Server Members Intent" in said) == (1, True)
    assert not (here / ".env").exists()


async def test_what_cannot_be_tried_is_kept_only_if_that_was_said(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Route, "BASE", "http://127.0.0.1:1")
    code, said = await init("--token-file", "-", typed="canary.token")
    assert (code, "can't be reached" in said) == (1, True)
    code, _ = await init("--token-file", "-", "--unchecked", typed="canary.token")
    assert code == 0
    assert read_env_file(here / ".env")["STAFFROOM_DISCORD_TOKEN"] == "canary.token"


@pytest.mark.usefixtures("wire")
async def test_a_file_that_is_there_is_changed_only_after_a_yes_and_keeps_what_was_not_asked(here: Path) -> None:
    before = "STAFFROOM_WEB_PORT=9000\nOTHER=1\nSTAFFROOM_DISCORD_TOKEN=canary-old\n"
    (here / ".env").write_text(before, encoding="utf-8")
    code, said = await init("--token-file", "-", typed=GOOD_TOKEN)
    assert (code, "--yes" in said) == (1, True)
    assert (here / ".env").read_text(encoding="utf-8") == before
    code, _ = await init("--token-file", "-", "--yes", typed=GOOD_TOKEN)
    assert code == 0
    assert read_env_file(here / ".env") == {
        "STAFFROOM_WEB_PORT": "9000", "OTHER": "1", "STAFFROOM_DISCORD_TOKEN": GOOD_TOKEN,
    }  # fmt: skip


@pytest.mark.usefixtures("wire")
async def test_a_place_that_cannot_be_written_is_told_and_left_as_it_is(here: Path) -> None:
    (here / ".env").mkdir()
    code, said = await init("--token-file", "-", "--yes", typed=GOOD_TOKEN)
    assert (code, ".env can't be used" in said) == (1, True)


def there(here: Path) -> list[str]:
    return sorted(path.name for path in here.iterdir())


async def test_at_a_terminal_a_wrong_token_is_asked_for_again_and_none_is_ever_shown(here: Path, wire: Wire) -> None:
    answers = (b"canary.wrong\n", GOOD_TOKEN.encode() + b"\n", b"\n", b"no-address\n", b"https://x.example.org\n")
    code, shown = await asyncio.to_thread(at_a_terminal, here, ["init"], answers, discord=Route.BASE)
    assert code == 0, shown
    assert "doesn't accept this token" in shown
    assert "start it with https://" in shown
    assert "canary" not in shown
    assert GOOD_TOKEN not in shown
    assert read_env_file(here / ".env") == {
        "STAFFROOM_DISCORD_TOKEN": GOOD_TOKEN, "STAFFROOM_PUBLIC_URL": "https://x.example.org",
    }  # fmt: skip
    assert wire.asked


async def test_a_token_pasted_too_early_is_never_shown(here: Path, wire: Wire) -> None:
    (here / ".env").write_text("STAFFROOM_MAIL_FROM=a@example.org", encoding="utf-8")
    early, canary = GOOD_TOKEN.encode() + b"\n", b"canary" * 5 + b".canary.canary" + b"canary" * 5 + b"\n"
    answers = (canary, b"what?\n", b"y\n", early + canary, b"\n", b"\n")  # the last while the token is tried
    code, shown = await asyncio.to_thread(at_a_terminal, here, ["init"], answers, discord=Route.BASE)
    assert code == 0, shown
    assert "That looks like the bot's token. It wasn't shown" in shown
    assert "Type y or n" in shown
    assert "what?" not in shown
    assert "canary" not in shown
    assert GOOD_TOKEN not in shown
    assert read_env_file(here / ".env")["STAFFROOM_DISCORD_TOKEN"] == GOOD_TOKEN
    assert wire.asked


async def test_a_token_given_for_an_address_is_refused_with_what_to_do() -> None:
    [address] = [each for each in QUESTIONS if each.name == "STAFFROOM_PUBLIC_URL"]
    fault = await fault_of(address, f"{'a' * 24}.bcdefg.{'h' * 30}")
    assert fault is not None
    assert "Reset Token" in fault.says


async def test_ctrl_c_in_the_middle_leaves_nothing(here: Path, wire: Wire) -> None:
    code, shown = await asyncio.to_thread(
        at_a_terminal, here, ["init"], [GOOD_TOKEN.encode() + b"\n", b"\x03"], discord=Route.BASE
    )
    assert code == 1
    assert "Nothing was written" in shown
    assert there(here) == []
    assert wire.asked


@given(value=some.text(some.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=40))
@settings(max_examples=60)
def test_a_value_is_read_back_as_it_was_given_or_refused(tmp_path_factory: pytest.TempPathFactory, value: str) -> None:
    path = tmp_path_factory.mktemp("env") / ".env"
    try:
        write_env_file(path, {"STAFFROOM_SMTP_URL": value})
    except ValueUnwritable:
        assert list(path.parent.iterdir()) == []
    else:
        assert dotenv_values(path)["STAFFROOM_SMTP_URL"] == value
