"""A headless Chromium, and the automated accessibility checker to run in it.

It belongs to the session's event loop: a test that uses it is marked `IN_CHROMIUM`, and so are its own async fixtures.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, async_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# WCAG 2.2, levels A and AA, with everything that the earlier versions asked for, and axe's own best practices
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# what is asked of it: its whole answer, with all that is right, takes longer to bring over than to find
LOOK = """options => axe.run(options).then(found => ({
    passes: found.passes.length,
    wrong: [...found.violations, ...found.incomplete].map(
        each => ({id: each.id, nodes: each.nodes.map(node => node.html)})
    ),
}))"""
ITS_LOOP: Final = "session"
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed to open the pages in")


@pytest_asyncio.fixture(scope="session", loop_scope=ITS_LOOP)
async def running_chromium() -> AsyncIterator[Browser]:
    """One for all tests of a process: starting it takes longer than most pages."""
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope=ITS_LOOP)
async def chromium(running_chromium: Browser) -> AsyncIterator[Browser]:
    """The browser without anything of another test: what a page keeps is its context's, and goes with it."""
    assert running_chromium.contexts == []
    yield running_chromium
    for context in list(running_chromium.contexts):
        await context.close()


IN_CHROMIUM = [pytest.mark.browser, needs_chromium, pytest.mark.asyncio(loop_scope=ITS_LOOP)]


async def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with a page, one line each: the rule, and the elements it is about.

    What axe cannot decide by itself (*incomplete*) counts too. Its script comes with the package: nothing is fetched.
    Frames are left out: ours run no script, and asking one that has loaded leaves a line in the console.
    """
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(Axe().axe_script)
    options = {
        "runOnly": {"type": "tag", "values": RULES},
        "resultTypes": ["violations", "incomplete"],
        "iframes": False,
    }
    found: dict[str, Any] = await page.evaluate(LOOK, options)
    assert found["passes"] > 10, "the checker hardly looked"
    return [f"{each['id']}: {each['nodes']}" for each in found["wrong"]]
