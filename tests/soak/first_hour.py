"""`python -m tests.soak.first_hour`: a new person's first minutes by the clock, from `git clone` to an own command.

What is committed here is cloned, and its environment made from nothing; the package cache is left as it is (warm).
The control is a command that there is none of: nobody may seem to have answered it.
"""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.async_api import Page, async_playwright

from tests.demo.browsing import opened
from tests.demo.running import FILLING, until_open
from tests.kit.browser import CHROMIUM, FLAGS
from tests.meta.source import ROOT

LIMITS = {"the first screen": 180.0, "an own command answered": 300.0}  # seconds since the clone began
OURS = ("STAFFROOM_", "PYTHON", "VIRTUAL_ENV", "MAKE", "MFLAGS")  # a new person's terminal has none of these
COMMAND, NO_COMMAND = "/help", "/nobody-home"
BY_HAND = 80  # milliseconds from key to key
STOPPED_WITHIN = 60.0  # seconds


def clone(folder: Path) -> Path:
    """Clone what is committed here into a folder; returns the clone."""
    subprocess.run(
        ["git", "-c", "advice.detachedHead=false", "clone", "--quiet", str(ROOT), str(folder / "staffroom")], check=True
    )
    return folder / "staffroom"


@contextmanager
def made(folder: Path) -> Iterator[str]:
    """Run the one command in a clone, yield the page's address; Ctrl-C at the end."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    process = subprocess.Popen(
        ["make", "demo", f"PYTHON={sys.executable}"],
        cwd=folder,
        env=kept | {"NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # make, and what it starts, end together
    )
    try:
        yield until_open(process, FILLING)[0]
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=STOPPED_WITHIN)


async def is_answered(page: Page, command: str) -> bool:
    """Type a command as a person does, and say whether the bot's answer to it is seen."""
    answers = page.locator(".messages article.private", has=page.locator(".bot"))
    before, use = await answers.count(), page.locator("#command button")
    await page.locator("#line").focus()
    async with page.expect_response(lambda response: response.url.endswith(quote(command, safe=""))):
        await page.keyboard.type(command, delay=BY_HAND)
    await page.wait_for_timeout(BY_HAND)  # what is offered by now is looked at
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    if await use.count():
        await use.focus()
        async with page.expect_navigation():
            await page.keyboard.press("Enter")
    return await answers.count() > before


async def walk(address: str, began: float) -> dict[str, float]:
    """Open the page, use a command; returns the seconds until each was seen."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page, _ = await opened(browser, address, 1280)
        screen = time.monotonic() - began
        assert await is_answered(page, COMMAND), f"{COMMAND} was not answered"
        answer = time.monotonic() - began
        assert not await is_answered(page, NO_COMMAND), "the control: a command that there is none of was answered"
        await browser.close()
    return dict(zip(LIMITS, (screen, answer), strict=True))


def late(seen: dict[str, float]) -> list[str]:
    """Return what came over its limit."""
    return [name for name, limit in LIMITS.items() if seen[name] >= limit]


def main() -> None:
    """Do all of it once, print the seconds, and fail over the limits."""
    with tempfile.TemporaryDirectory(prefix="staffroom-first-hour-") as folder:
        began = time.monotonic()
        with made(clone(Path(folder))) as address:
            ready = time.monotonic() - began
            seen = asyncio.run(walk(address, began))
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"from git clone: set up after {ready:.0f} s", end="")  # noqa: T201 -- its answer
    for name, seconds in seen.items():
        print(f", {name} after {seconds:.0f} s (of {LIMITS[name]:.0f})", end="")  # noqa: T201 -- its answer
    print(  # noqa: T201 -- its answer
        f". The processors were at it for {spent.ru_utime + spent.ru_stime:.0f} s of that time; "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} of them"
    )
    if late(seen):
        raise SystemExit(f"too late: {', '.join(late(seen))}")


if __name__ == "__main__":
    main()
