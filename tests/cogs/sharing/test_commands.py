from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cogs.sharing.commands import register

SAMPLE = Path(__file__).parents[2] / "archive" / "anonymize" / "sample"


def run(text: str | bytes, *arguments: str) -> tuple[int, str, str]:
    cli = typer.Typer()
    register(cli)
    cli.callback()(lambda: None)
    result = CliRunner().invoke(cli, ["anonymize", *arguments], input=text)
    return result.exit_code, result.stdout, result.stderr


def test_each_line_comes_back_with_its_masks_and_offsets() -> None:
    line = json.dumps({"id": "a1", "text": "Tuyet Pham waits. Hope is out."})
    code, out, _ = run(line + "\n", "--roster", str(SAMPLE / "sample-people.csv"))
    assert code == 0
    record = json.loads(out)
    assert (record["id"], record["text"]) == ("a1", "Tuyet Pham waits. Hope is out.")
    assert record["masked"] == "[a colleague] waits. Hope is out."
    assert record["spans"] == [{"start": 0, "end": 10, "type": "PERSON"}]
    assert [(held["start"], held["end"]) for held in record["held"]] == [(18, 22)]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("no JSON at all", "isn't a JSON object"),
        ('{"id": 2}', "isn't a JSON object"),
        ('{"text": "no id"}', "isn't a JSON object"),
        ('{"id": 2, "text": 7}', "isn't a JSON object"),
        ("[" * 100_000, "isn't a JSON object"),
        ('{"id": 2, "text": "  "}', "has no words"),
        ('{"id": 2, "text": "half a smile \\ud83d"}', "cut in half"),
        ('{"id": "\\udc00", "text": "fine"}', "cut in half"),
        (b"\xff\xfe\x00", "cut in half"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_are_not_lost(line: str | bytes, says: str) -> None:
    middle = line.encode() if isinstance(line, str) else line
    code, out, error = run(b'{"id": 1, "text": "one"}\n' + middle + b'\n{"id": 3, "text": "three"}\n')
    assert [json.loads(each)["id"] for each in out.splitlines()] == [1, 3]
    assert error.startswith("Line 2 ")
    assert says in error
    assert len(error.splitlines()) == 1
    assert code == 1


def test_a_blank_line_is_no_line() -> None:
    code, out, error = run(b'{"id": 1, "text": "one"}\n\n \r\n{"id": 3, "text": "three"}\n\n')
    assert [json.loads(each)["id"] for each in out.splitlines()] == [1, 3]
    assert (code, error) == (0, "")


@pytest.mark.parametrize(
    "text",
    [
        "nobody listens and the bus is late again " * 100,
        "\u0644\u0627 \u064a\u0648\u062c\u062f \u0628\u0627\u0635 \u0644\u0644\u0645\u062f\u0631\u0633\u0629",
        "<b>the bus</b> <script>alert('late')</script> &amp; nobody came",
        "\u202ethe bus is late\u202c\x00\x07 \U0001f68c",
    ],
)
def test_a_text_of_any_kind_comes_back_whole(text: str) -> None:
    code, out, error = run(json.dumps({"id": 1, "text": text}) + "\n", "--roster", str(SAMPLE / "sample-people.csv"))
    assert (code, error) == (0, "")
    assert json.loads(out)["text"] == text


def test_names_beside_right_to_left_text_and_markup_are_masked() -> None:
    text = "<b>Jaylen</b> \u0644\u0627 Oleksandr\u202c &amp; <i>Ximena</i>"
    _, out, _ = run(json.dumps({"id": 1, "text": text}) + "\n")
    assert not any(name in json.loads(out)["masked"] for name in ("Jaylen", "Oleksandr", "Ximena"))


def test_a_list_without_names_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("first,last\nAna,Ruiz\n")
    code, out, error = run("", "--roster", str(file))
    assert (code, out) == (1, "")
    assert "no such column" in error
