"""staffroom themes: a file of issues in, a file of themes out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from cogs.issues.commands import register

TEXTS = (
    "The bus comes late every morning",
    "Our buses are late in the morning",
    "The gym roof leaks when it rains",
    "Rain leaks through the roof of the gym",
    "",
    "🙂",
    "https://example.org/bus",
)


@pytest.fixture
def cli() -> typer.Typer:
    app = typer.Typer()
    register(app)
    app.callback()(lambda: None)
    return app


def _run(cli: typer.Typer, content: str | bytes, folder: Path, *more: str) -> Result:
    file = folder / "issues.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return CliRunner().invoke(cli, ["themes", str(file), "--out", str(folder / "themes.json"), *more])


def _table(texts: tuple[str, ...] = TEXTS) -> str:
    rows = [f'{number},"{text}",site {number % 3},person {number % 2}' for number, text in enumerate(texts, 1)]
    return "\n".join(["id,text,site,person", *rows])


def _themes(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "themes.json").read_text(encoding="utf-8"))
    return found


def test_each_issue_is_in_exactly_one_theme_with_its_distinct_sites_and_people(
    cli: typer.Typer, tmp_path: Path
) -> None:
    assert _run(cli, _table(), tmp_path).exit_code == 0
    themes = _themes(tmp_path)
    assert [theme["issues"] for theme in themes] == [["1", "2"], ["3", "4"], ["5"], ["6"], ["7"]]
    assert [(theme["sites"], theme["people"]) for theme in themes] == [(2, 2), (2, 2), (1, 1), (1, 1), (1, 1)]
    assert list(themes[0]) == ["id", "title", "issues", "sites", "people"]
    assert len({theme["id"] for theme in themes}) == 5
    assert all(theme["title"] for theme in themes)
    assert "bus" in themes[0]["title"].lower()


def test_how_a_program_saves_the_file_makes_no_difference(cli: typer.Typer, tmp_path: Path) -> None:
    _run(cli, _table(), tmp_path)
    plain = (tmp_path / "themes.json").read_bytes()
    lines = [f'x,person {number % 2},"{text}",{number},site {number % 3}' for number, text in enumerate(TEXTS, 1)]
    other = "\r\n".join(["Colour, PERSON ,Text,ID,Site", *lines, ""])
    assert _run(cli, b"\xef\xbb\xbf" + other.encode(), tmp_path).exit_code == 0
    assert (tmp_path / "themes.json").read_bytes() == plain


def test_a_quoted_line_break_belongs_to_the_text_and_lines_are_still_counted(cli: typer.Typer, tmp_path: Path) -> None:
    broken = 'id,text,site,person\n1,"late\n\nbus",a,b\n1,"late bus",a,b\n'
    result = _run(cli, broken, tmp_path)
    assert result.exit_code == 1
    assert "line 5: the id “1” stands on line 2 too" in result.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "columns: id, text, site, person"),
        ("id,text,site\n1,a,b\n", "columns too: person"),
        ("id;text;site;person\n1;a;b;c\n", "separated by commas"),
        ("id,text,text,site,person\n", "a column twice: text"),
        ("id,text,site,person\n1,a,b,c\n2,a,b\n", "line 3: it doesn't have as many cells as the first line (3, not 4)"),
        ("id,text,site,person\n,a,b,c\n", "line 2: the id is empty"),
        ('id,text,site,person\n1,"a" b,c,d\n', "line 2: the file cannot be read from here on"),
        (b"id,text,site,person\n1,a,b,c\n2,\xff,b,c\n", "line 3: this is not UTF-8"),
    ],
)
def test_what_is_missing_or_broken_is_told_with_its_line_and_nothing_is_written(
    cli: typer.Typer, tmp_path: Path, content: str | bytes, said: str
) -> None:
    (tmp_path / "themes.json").write_text("as it was")
    result = _run(cli, content, tmp_path)
    assert result.exit_code == 1
    assert said in result.stderr
    assert (tmp_path / "themes.json").read_text() == "as it was"
    assert {file.name for file in tmp_path.iterdir()} == {"themes.json", "issues.csv"}


def test_a_place_that_cannot_be_written_is_told_before_any_work(cli: typer.Typer, tmp_path: Path) -> None:
    for out in (tmp_path / "nowhere" / "themes.json", tmp_path):
        result = CliRunner().invoke(cli, ["themes", str(tmp_path / "missing.csv"), "--out", str(out)])
        assert result.exit_code == 1
        assert "can't be written" in result.stderr
    result = CliRunner().invoke(cli, ["themes", str(tmp_path / "missing.csv"), "--out", str(tmp_path / "t.json")])
    assert "missing.csv can't be opened: no such file" in result.stderr


def test_no_issues_give_no_themes(cli: typer.Typer, tmp_path: Path) -> None:
    assert _run(cli, "id,text,site,person\n", tmp_path).exit_code == 0
    assert _themes(tmp_path) == []


def test_an_earlier_result_keeps_its_ids_and_titles(cli: typer.Typer, tmp_path: Path) -> None:
    _run(cli, _table(TEXTS[:4]), tmp_path)
    earlier = tmp_path / "earlier.json"
    (tmp_path / "themes.json").rename(earlier)
    more = (*TEXTS[:4], "Late bus, again this morning", "Parents want letters in Spanish")
    assert _run(cli, _table(more), tmp_path, "--before", str(earlier)).exit_code == 0
    known = {theme["id"]: theme["title"] for theme in json.loads(earlier.read_text())}
    now = {theme["id"]: theme for theme in _themes(tmp_path)}
    assert {theme_id: now[theme_id]["title"] for theme_id in known} == known
    assert "5" in now[1]["issues"]
    assert now[3]["issues"] == ["6"]


def test_what_is_no_earlier_result_is_refused(cli: typer.Typer, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"id": 1}')
    result = _run(cli, _table(), tmp_path, "--before", str(other))
    assert result.exit_code == 1
    assert "isn't a result of this command" in result.stderr
