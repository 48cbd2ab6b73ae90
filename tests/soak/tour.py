"""`python -m tests.soak.tour`: the whole tour of the demo once for each width with nothing but keys, axe at every step.

`make test` walks it once, a step on a desk and the next on a phone. The controls: a line in the console must be heard,
and a page whose focus is drawn without a ring, or lies under something, must be found wrong.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from playwright.async_api import Page, async_playwright

from demo.stage import free_port
from tests.demo.browsing import opened
from tests.demo.keyboard import Keyboard
from tests.demo.running import started
from tests.demo.touring import Walk
from tests.kit.browser import CHROMIUM, FLAGS

WIDTHS = (1280, 390)
CONTROL = "a complaint, to see that it is heard"


async def unseen_is_noticed(page: Page) -> None:
    """The control: what a person could not see makes the keyboard complain."""
    for hidden in ("* { outline: none !important }", "body::after { content: ''; position: fixed; inset: 0 }"):
        style = await page.add_style_tag(content=hidden)
        try:
            await Keyboard(page).press("Tab")
        except AssertionError:
            await style.evaluate("added => added.remove()")
        else:
            raise AssertionError(f"the control: nobody noticed {hidden}")


async def pictures_are_seen(page: Page, address: str) -> None:
    """A chart that the bot attaches is drawn in the chat, and said in words for whoever can't see it."""
    await page.goto(f"{address}/?as=newcomer&in=lobby&cmd=digest+trends#command")
    keys = Keyboard(page)
    await keys.reach(page.locator("#command .go"))
    await keys.enter()
    chart = page.locator(".messages article").last.get_by_role("img", name="5+")
    assert await chart.evaluate("picture => picture.complete && picture.naturalWidth > 100")


async def walk(address: str) -> None:
    """Walk it at each width; the last step begins the story anew, for the next."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        await pictures_are_seen(await browser.new_page(locale="en-US"), address)
        for width in WIDTHS:
            page, complaints = await opened(browser, address, width)
            began = time.monotonic()
            tour = Walk(page, (width,))
            await tour.whole()
            assert complaints == [], complaints
            print(  # noqa: T201 -- its answer
                f"at {width} px: all steps by keyboard in {time.monotonic() - began:.0f} s, nothing in the console, "
                f"nothing that axe finds; keys pressed for each step: {list(tour.presses.values())}, "
                f"{sum(tour.presses.values())} in all",
                flush=True,
            )
            await unseen_is_noticed(page)
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
