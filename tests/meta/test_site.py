"""`make docs`: the documentation as a site, whole, and asking nothing of any other server."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.kit.browser import ITS_LOOP, needs_chromium
from tests.meta.source import ROOT

needs_mkdocs = pytest.mark.skipif(
    importlib.util.find_spec("mkdocs") is None, reason="mkdocs is not installed: make lock"
)
PAGES = sorted(str(page.relative_to(ROOT / "docs")) for page in (ROOT / "docs").rglob("*.md"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder], cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    assert built.stderr == ""
    return folder


@needs_mkdocs
def test_every_page_is_on_the_site_and_in_its_list(site: Path) -> None:
    listed = (site / "index.html").read_text(encoding="utf-8")
    for page in PAGES:
        there = page.replace("README.md", "index.md").replace(".md", ".html")
        assert (site / there).is_file(), page
        assert f'href="{there}"' in listed or page == "index.md", page


@needs_mkdocs
@needs_chromium
@pytest.mark.asyncio(loop_scope=ITS_LOOP)
@pytest.mark.browser
async def test_no_page_asks_another_server_for_anything_or_fails_in_the_browser(site: Path, chromium: Browser) -> None:
    page, asked, failed = await chromium.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    for name in ("index.html", "getting-started.html", "architecture.html", "commands.html"):
        await page.goto((site / name).as_uri())
        await page.wait_for_load_state("networkidle")
    assert len(asked) > 8
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert failed == []
