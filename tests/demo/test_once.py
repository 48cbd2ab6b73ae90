"""`make demo ARGS="--once"`: the whole chain without a browser."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from demo.world import names
from tests.demo.running import environment, leftovers, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("once")


@pytest.fixture(scope="module")
def played(folder: Path) -> subprocess.CompletedProcess[str]:
    return run(folder, "--once")


def digest(folder: Path, ending: str) -> Path:
    first, _ = sorted((folder / "demo-output").glob(f"*.{ending}"))
    return first


def test_the_whole_chain_is_played_and_ends_well(played: subprocess.CompletedProcess[str]) -> None:
    assert played.returncode == 0, played.stdout + played.stderr
    assert played.stderr == ""


def test_every_step_says_what_happened_and_how_long_it_took(played: subprocess.CompletedProcess[str]) -> None:
    steps = [line for line in played.stdout.splitlines() if line.startswith("  ") and line.endswith(" s)")]
    assert len(steps) >= 20
    assert "Katherine Lindholm" in played.stdout
    assert "Played in " in played.stdout


def test_the_second_digest_names_the_recall_without_its_words_and_tells_the_response(
    played: subprocess.CompletedProcess[str], folder: Path
) -> None:
    assert "gone from the members' archive and from every recipient's page at once" in played.stdout
    first, second = (" ".join(path.read_text().split()) for path in sorted((folder / "demo-output").glob("*.txt")))
    assert "Taken back" in second
    assert "one statement." in second
    assert "Three Rivers City Council will act" in second
    assert "Lakeshore Public Schools · 5\N{EN DASH}9 people" in second
    assert "Taken back" not in first
    assert "heard again since March 2026" in second
    assert "Expanded learning · Gets in the way: 5+ · 5+" in second
    assert "Over the months" not in first


def test_nothing_is_left_in_the_temporary_folder(played: subprocess.CompletedProcess[str], folder: Path) -> None:
    assert played.returncode == 0
    assert leftovers(folder) == []


def test_the_pdf_is_tagged_and_says_its_language_and_title(
    played: subprocess.CompletedProcess[str], folder: Path
) -> None:
    assert played.returncode == 0
    with pikepdf.open(digest(folder, "pdf")) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo.Title)


@pytest.mark.parametrize("ending", ["pdf", "html", "txt"])
def test_no_name_of_the_roster_is_in_the_digest(
    played: subprocess.CompletedProcess[str], folder: Path, ending: str
) -> None:
    assert played.returncode == 0
    path = digest(folder, ending)
    text = "\n".join(page.extract_text() for page in PdfReader(path).pages) if ending == "pdf" else path.read_text()
    words = {word.casefold() for word in re.findall(r"\w+", text)}
    assert "bus" in words, "the statements are in it"
    assert not words & {part.casefold() for name in names() for part in re.findall(r"\w+", name)}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_before_the_end_it_says_so_and_does_not_look_like_success(
    tmp_path: Path, number: signal.Signals
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "demo", "--once"], cwd=tmp_path, env=environment(tmp_path), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    next(line for line in process.stdout if line.startswith("  "))
    process.send_signal(number)
    _out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err == "Stopped before the end; no digest was written.\n"
    assert leftovers(tmp_path) == []
    assert not list((tmp_path / "demo-output").glob("*"))


def test_where_the_digest_cannot_be_written_it_says_so_before_it_plays(tmp_path: Path) -> None:
    (tmp_path / "demo-output").touch()
    told = run(tmp_path, "--once")
    assert told.returncode == 1
    assert told.stdout == ""
    assert told.stderr == "demo-output can't be written: file exists. Start it in a folder that you may write to.\n"


def test_a_new_principals_question_is_compared_reaches_a_peer_and_is_found_a_month_later(
    played: subprocess.CompletedProcess[str],
) -> None:
    told = " ".join(played.stdout.split())
    for step in (
        "before anything is posted she sees “Families who work nights”",
        "Haruki Nakamura, who knows the topic and works in another district, is asked privately",
        "Nadezhda Petrova is told that it is on its way",
        "Nadezhda Petrova presses This helped under it",
        "A month later /forum find has it again",
    ):
        assert step in told
