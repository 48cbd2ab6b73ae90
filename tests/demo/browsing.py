"""A page of the demo, opened in the browser with an ear on its console."""

from __future__ import annotations

from typing import Literal

from playwright.async_api import Browser, ConsoleMessage, Page

PATIENCE = 120_000  # milliseconds


async def opened(
    browser: Browser, address: str, width: int, scheme: Literal["light", "dark"] = "light", locale: str = "en-US"
) -> tuple[Page, list[str]]:
    """Open an address; return the page once the story is played, and what the browser complains of from then on.

    What it complains of on a page that was opened from this one is heard, too.
    """
    page = await browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, locale=locale)
    complaints: list[str] = []

    def keep(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    page.set_default_timeout(60_000)  # the worker starts for some of what is pressed
    page.context.on("console", keep)
    page.context.on("weberror", lambda wrong: complaints.append(str(wrong.error)))
    await page.goto(address)
    await page.locator(".house").wait_for(timeout=PATIENCE)
    return page, complaints
