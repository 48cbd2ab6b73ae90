"""What the documentation tells people to type is typed here; what is not says why."""

from __future__ import annotations

import asyncio
import csv
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.run.cli import cli
from bot.run.reference.by_host import host_commands
from bot.run.reference.pages import FOLDER, pages
from cogs.help.rules import LINES
from config.community import DEFAULT, community_from_json
from tests.kit.blocks import PAGES, Block, blocks
from tests.kit.wire import GOOD_TOKEN, open_wire
from tests.meta.source import ROOT

INSTALLING = ("python3 -m venv", ".venv/bin/pip ")  # fetches packages: what runs this stands on it
OURS = (".venv/bin/staffroom ", "staffroom ")
STORIES = ("docs/getting-started.md", "README.md")
FOLDERS = re.compile(r"\w+/ ")


def is_drawing(block: Block) -> bool:
    return block.kind == "mermaid" or all(FOLDERS.match(line) for line in block.commands)


def to_run() -> list[Block]:
    return [block for block in blocks() if block.why_not is None and not is_drawing(block)]


def test_every_block_is_of_a_kind_that_is_run_or_says_why_not() -> None:
    assert len(list(blocks())) > 20
    for block in to_run():
        runs = block.kind in {"toml", 'csv title="sites.csv"', 'csv title="people.csv"'} or all(
            line.startswith((*INSTALLING, "make ", "cp ")) or (line.startswith(OURS) and block.page in STORIES)
            for line in block.commands
        )
        assert runs, f"{block.page}: run it in tests/meta/test_blocks.py or say why not\n{block.text}"
    for block in blocks():
        assert block.why_not is None or len(block.why_not) > 20, block
        for path in re.findall(r"tests/[\w/.]+", block.why_not or ""):
            assert (ROOT / path).exists(), path


def test_no_command_hides_in_a_block_that_is_only_indented() -> None:
    for page in PAGES:
        assert not re.search(r"\n\n    (?:staffroom|python|make|pip) ", page.read_text(encoding="utf-8")), page


def test_folders_in_drawings_are_there() -> None:
    for block in blocks():
        if block.kind == "" and block.why_not is None and is_drawing(block):
            for line in block.commands:
                assert (ROOT / line.split("/")[0]).is_dir(), line


def test_every_make_command_is_one_that_make_would_carry_out() -> None:
    lines = {line for block in to_run() for line in block.commands if line.startswith("make ")}
    assert len(lines) > 5
    targets = [shlex.split(line.split("  ")[0], comments=True)[1] for line in lines]
    done = subprocess.run(["make", "--dry-run", *targets], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_definition_is_taken() -> None:
    definitions = [tomllib.loads(block.text) for block in to_run() if block.kind == "toml"]
    assert len(definitions) >= 2
    for definition in definitions:
        community_from_json({**tomllib.loads(DEFAULT.read_text(encoding="utf-8")), **definition})


@pytest.mark.parametrize("page", STORIES)
async def test_setting_up_works_as_it_is_written(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / ".env.example", tmp_path)
    for block in blocks(ROOT / "docs/getting-started.md"):  # the README's story is told with the same two files
        if block.kind.startswith("csv"):
            Path(tmp_path, block.kind.split('"')[1]).write_text(block.text, encoding="utf-8")  # noqa: ASYNC240 -- a test
    host_commands()
    monkeypatch.setenv("STAFFROOM_DISCORD_TOKEN", GOOD_TOKEN)  # as if pasted
    typed = [line for block in to_run() if block.page == page for line in block.commands if line.startswith(OURS)]
    assert len(typed) >= 4
    async with open_wire(monkeypatch):
        for line in typed:
            await asyncio.to_thread(carry_out, line)
    with (tmp_path / "codes.csv").open(encoding="utf-8") as file:
        assert {row["email"] for row in csv.DictReader(file)} >= {"you@example.org"}


def carry_out(line: str) -> None:
    words = shlex.split(line, comments=True)
    answer = ["--yes"] if words[1:3] == ["roster", "import"] else []  # who reads it is asked and says yes
    result = CliRunner().invoke(cli, [*words[1:], *answer])
    assert result.exit_code == 0, f"{line}\n{result.output}"


def test_every_command_of_the_host_that_is_named_is_there_with_its_options() -> None:
    known = host_commands()
    named = 0
    for page in PAGES:
        for written in re.findall(r"`(?:\.venv/bin/)?(staffroom [^`]+)`", page.read_text(encoding="utf-8")):
            words = written.split()
            name = max((name for name in known if words[: len(name.split())] == name.split()), key=len, default=None)
            assert name or any(each.startswith(written) for each in known), f"{page.name}: {written}"
            options = {word for word in words if word.startswith("--")}
            assert options <= _options(known[name] if name else None) | {"--help"}, f"{page.name}: {written}"
            named += 1
    assert named > 20


def _options(command: Any) -> set[str]:
    return (
        set() if command is None else {word for each in command.params for word in [*each.opts, *each.secondary_opts]}
    )


def test_every_command_on_discord_that_is_named_is_there() -> None:
    known = {line.command for line in LINES} | {line.command.split()[0] for line in LINES}
    paths = set(re.findall(r'"/([a-z]+)"', (ROOT / "bot/health/pages.py").read_text(encoding="utf-8")))  # web pages
    for page in [page for page in PAGES if page.name != "CHANGELOG.md"]:  # which tells what was, too
        for written in re.findall(r"`/([a-z]+(?: [a-z]+)?)`", page.read_text(encoding="utf-8")):
            assert written in known | paths, f"{page.name}: /{written}"


async def test_the_pages_that_the_code_writes_are_up_to_date() -> None:
    for name, text in (await pages()).items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, "run: make reference"


def test_a_block_that_would_fail_is_noticed() -> None:
    with pytest.raises(AssertionError, match="No such command"):
        carry_out("staffroom rooster import")
