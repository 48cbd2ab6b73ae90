"""A real town's concerns through the demo."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from demo.concerns import ConcernsUnreadable, authors_of, read_concerns
from demo.concerns.members import invent
from tests.demo.running import run
from tests.meta.source import ROOT

CONCERNS = ROOT.parent / "shared" / "data" / "concerns" / "bowling-green-comments.csv"
MOST_SECONDS = 60
present = pytest.mark.skipif(not CONCERNS.exists(), reason=f"{CONCERNS} is not here")


@present
def test_607_concerns_become_issues_themes_a_webinar_and_a_digest_in_a_minute(tmp_path: Path) -> None:
    played = run(tmp_path, "--once", "--concerns", str(CONCERNS))
    assert played.returncode == 0, played.stdout + played.stderr
    assert "607 issues stored" in played.stdout
    assert "consent is simulated" in played.stdout
    assert "limits per person are off" in played.stdout
    assert "/webinar" in played.stdout or "proposes a webinar" in played.stdout
    took = re.search(r"Played in ([\d.]+) s", played.stdout)
    assert took is not None
    assert float(took[1]) < MOST_SECONDS
    [page] = (tmp_path / "demo-output").glob("*.html")
    assert "consent is simulated" in page.read_text(encoding="utf-8")


@present
def test_only_accepted_comments_count_and_the_opener_is_one_person() -> None:
    concerns = read_concerns(CONCERNS)
    assert len(concerns) == 607
    assert len(authors_of(concerns)) == 281
    assert sum(concern.author == "0" for concern in concerns) == 89


def test_every_author_becomes_another_invented_member_and_the_same_on_every_run() -> None:
    authors = [str(number) for number in range(281)]
    invented = invent(authors)
    assert invented == invent(authors)
    assert len({row["name"] for row in invented.values()}) == 281
    assert len({row["email"] for row in invented.values()}) == 281
    assert len({row["site"] for row in invented.values()}) == 16


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"author-id,comment-body\n1,x\n", "no column moderated"),
        (b"author-id,moderated,comment-body\n1,-1,x\n", "no comment in it was accepted"),
        (b"author-id,moderated,comment-body\n1,1,\xff\n", "isn't CSV text in UTF-8"),
        (b"", "no column"),
    ],
)
def test_a_file_that_is_no_export_is_refused_with_the_reason(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "comments.csv"
    path.write_bytes(content)
    with pytest.raises(ConcernsUnreadable, match=why):
        read_concerns(path)
