"""The documentation says what the code does, and the project speaks of itself alone."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from bot.database.describe import describe
from config.community import default_community
from tests.meta.source import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_the_data_model_page_is_written_from_the_tables() -> None:
    assert (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8") == describe(), "run: make schema"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in link:
            assert (page.parent / link).exists(), link


def test_the_rosters_page_names_the_positions_and_topics_that_a_file_may_hold() -> None:
    community, told = default_community(), (ROOT / "docs" / "roster.md").read_text("utf-8")
    known = [*community.positions.known, *(topic.key for topic in community.topics)]
    assert [each for each in known if f"`{each}`" not in told] == []


@pytest.mark.parametrize(("page", "least"), [("trust", 40), ("leaving", 15)])
def test_every_line_of_the_threat_model_and_of_the_rules_on_leaving_names_a_test_that_is_there(
    page: str, least: int
) -> None:
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| ") and "Held by" not in line]
    assert len(lines) >= least
    for line in lines:
        named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", line)
        assert named, line
        for path, test in named:
            assert f"def {test}" in (ROOT / path).read_text(encoding="utf-8"), f"{path}::{test}"


def test_every_make_target_that_the_documents_name_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        assert set(re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8"))) <= targets, page


def test_lock_files_pin_with_hashes_and_name_no_index() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"index-url|find-links|https?://|^-e|@ file", text, re.MULTILINE), lock
        pins = re.findall(r"^[A-Za-z0-9._\[\]-]+==\S+( ; [^\\]+)? \\$", text, re.MULTILINE)
        assert len(pins) == len(re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE)), lock


def test_nothing_in_the_project_names_a_place_on_somebodys_machine() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for name in tracked:
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".txt", ".yml", ".html", ".csv", ""} and path.is_file():
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert not re.search(r"/(?:home|root|Users)/\w|/work/", text) or name == "tests/meta/test_docs.py", name
