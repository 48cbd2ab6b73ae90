from __future__ import annotations

import json
from pathlib import Path

import typer
from typer.testing import CliRunner

from cogs.sharing.commands import register

SAMPLE = Path(__file__).parents[2] / "archive" / "anonymize" / "sample"


def run(text: str, *arguments: str) -> tuple[int, str, str]:
    cli = typer.Typer()
    register(cli)
    cli.callback()(lambda: None)
    result = CliRunner().invoke(cli, ["anonymize", *arguments], input=text)
    return result.exit_code, result.stdout, result.stderr


def test_each_line_comes_back_with_its_masks_and_offsets() -> None:
    line = json.dumps({"id": "a1", "text": "Tuyet Pham waits. Hope cried."})
    code, out, _ = run(line + "\n", "--roster", str(SAMPLE / "sample-people.csv"))
    assert code == 0
    record = json.loads(out)
    assert (record["id"], record["text"]) == ("a1", "Tuyet Pham waits. Hope cried.")
    assert record["masked"] == "[a colleague] waits. Hope cried."
    assert record["spans"] == [{"start": 0, "end": 10, "type": "PERSON"}]
    assert [(held["start"], held["end"]) for held in record["held"]] == [(18, 22)]


def test_a_line_that_cannot_be_read_is_named_and_ends_the_command() -> None:
    code, out, error = run('{"id": 1, "text": "fine"}\n{"id": 2}\n')
    assert code == 1
    assert json.loads(out)["id"] == 1
    assert "Line 2" in error


def test_a_list_without_names_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("first,last\nAna,Ruiz\n")
    code, out, error = run("", "--roster", str(file))
    assert (code, out) == (1, "")
    assert "no such column" in error
