"""`python -m tests.soak.tour`: the whole tour of the demo once for each width, by keyboard, axe at every step.

`make test` walks it once and looks at both widths by turns. The control is a line in the console: it must be heard.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from playwright.async_api import async_playwright

from demo.stage import free_port
from tests.demo.browsing import opened
from tests.demo.running import started
from tests.demo.touring import Walk
from tests.kit.browser import CHROMIUM, FLAGS

WIDTHS = (1280, 390)
CONTROL = "a complaint, to see that it is heard"


async def walk(address: str) -> None:
    """Walk it at each width; the last step begins the story anew, for the next."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for width in WIDTHS:
            page, complaints = await opened(browser, address, width)
            began = time.monotonic()
            await Walk(page, address, (width,)).whole()
            assert complaints == [], complaints
            print(  # noqa: T201 -- its answer
                f"at {width} px: all steps by keyboard in {time.monotonic() - began:.0f} s, nothing in the console, "
                "nothing that axe finds",
                flush=True,
            )
            await page.evaluate("said => console.error(said)", CONTROL)
            assert complaints == [CONTROL], "the control: nobody listens to the console"
            await page.close()
        await browser.close()


def main() -> None:
    """Start one demo, and walk."""
    with (
        tempfile.TemporaryDirectory(prefix="staffroom-tour-") as folder,
        started(Path(folder), "--port", str(free_port())) as (_, address, _),
    ):
        asyncio.run(walk(address))


if __name__ == "__main__":
    main()
