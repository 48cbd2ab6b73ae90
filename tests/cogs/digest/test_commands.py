"""The digest on the command line, as the host uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cogs.digest import commands
from cogs.digest.recipients import commands as recipients
from config.settings import Settings
from tests.kit.founding import lay_tables

CLI = typer.Typer()
commands.register(CLI)
recipients.register(CLI)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_template: Path) -> CliRunner:
    lay_tables(Settings(_env_file=None, data_dir=tmp_path / "data"), sqlite_template)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STAFFROOM_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("STAFFROOM_KEYS_DIR", str(tmp_path / "keys"))
    monkeypatch.delenv("STAFFROOM_SMTP_URL", raising=False)
    return CliRunner()


def test_recipients_are_imported_and_importing_again_changes_nothing(run: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "recipients.csv"
    file.write_text("name,office,mail\nLee Park,State Board,lee@state.example.org\n", encoding="utf-8")
    assert "1 added, 0 changed" in run.invoke(CLI, ["recipients", "import", str(file)]).output
    assert "0 added, 0 changed, 1 as before" in run.invoke(CLI, ["recipients", "import", str(file)]).output


def test_a_faulty_file_names_its_line_and_ends_with_an_error(run: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "recipients.csv"
    file.write_text("name,office,mail\nLee Park,State Board,nobody\n", encoding="utf-8")
    refused = run.invoke(CLI, ["recipients", "import", str(file)])
    assert refused.exit_code == 1
    assert "line 2" in refused.output


def test_a_file_that_is_not_there_is_named(run: CliRunner, tmp_path: Path) -> None:
    refused = run.invoke(CLI, ["recipients", "import", str(tmp_path / "none.csv")])
    assert refused.exit_code == 1
    assert "none.csv can't be read: no such file or directory" in refused.output


def test_an_empty_month_is_built_into_three_files(run: CliRunner, tmp_path: Path) -> None:
    built = run.invoke(CLI, ["digest", "build", "--month", "2026-10", "--out", str(tmp_path / "out")])
    assert built.exit_code == 0, built.output
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".html", ".pdf", ".txt"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["digest", "build", "--month", "October", "--out", "out"], "2026-10"),
        (["digest", "build", "--month", "2026-10", "--out", "/dev/null/out"], "/dev/null/out can't be written"),
        (["digest", "send", "--month", "2026-10"], "Mail isn't switched on"),
        (["digest", "send", "--month", "2026-10"], "staffroom doctor"),
    ],
)
def test_what_cannot_be_done_is_said_and_ends_with_an_error(run: CliRunner, arguments: list[str], says: str) -> None:
    refused = run.invoke(CLI, arguments)
    assert refused.exit_code == 1
    assert says in refused.output
