"""The recipients' page in a real browser: with the keyboard alone, without scripts, on a small screen, in the dark."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, async_playwright

from archive.delivery.sending import OPEN_PATH
from archive.digest.store import EditionStore
from archive.responses.store import ResponseStore
from bot.web.server import application
from cogs.digest.pages import routes
from tests.cogs.digest.test_pages import token
from tests.kit.town import Town

__all__ = ["token"]  # the fixture of the pages' tests

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
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed to open the pages in"),
]


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        await opened.close()


@pytest.fixture
async def address(town: Town, token: str) -> AsyncIterator[str]:
    """The signed link, on a server that listens."""
    async with TestServer(application(town.house, routes(town.house))) as server:
        yield str(server.make_url(OPEN_PATH + token))


async def opened(chromium: Browser, address: str, *, width: int = 800, dark: bool = False) -> Page:
    page = await chromium.new_page(
        viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light", java_script_enabled=False
    )
    await page.goto(address)
    return page


async def test_a_theme_is_answered_with_the_keyboard_alone(town: Town, chromium: Browser, address: str) -> None:
    page = await opened(chromium, address)
    assert page.url.endswith("/digest")
    await page.locator("article#concern-1 input[type=radio]").first.focus()
    for _ in range(2):
        await page.keyboard.press("ArrowDown")  # received, will act, acted
    for _ in range(5):  # the date's three parts and its picker, then the words
        await page.keyboard.press("Tab")
        if await page.locator("textarea:focus").count():
            break
    await page.keyboard.type("We hired five interpreters.")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/digest?thanks=concern-1#concern-1")
    assert await page.get_by_role("status").is_visible()
    async with town.network.read() as tx:
        kept = await EditionStore(tx).of_month("2026-10")
        [response] = await ResponseStore(tx).newest(kept.id)
    assert (response.answer.kind, response.answer.details) == ("acted", "We hired five interpreters.")


async def test_every_control_has_a_name(chromium: Browser, address: str) -> None:
    page = await opened(chromium, address)
    for label in ("We will act", "By when, if you will act", "In your words"):
        assert await page.get_by_label(label, exact=True).count() >= 1
    for role in ("radio", "textbox", "button"):
        unnamed = [each for each in await page.get_by_role(role).all() if not await each.aria_snapshot()]
        assert unnamed == []
    assert await page.get_by_role("group", name="Your response").count() >= 1
    assert await page.locator("script").count() == 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_the_page_fits_a_small_screen(chromium: Browser, address: str, dark: bool, tmp_path: Path) -> None:
    page = await opened(chromium, address, width=320, dark=dark)
    await page.screenshot(path=tmp_path / "page.png", full_page=True)
    for each in await page.locator("article, form, textarea, input:visible, button").all():
        box = await each.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
    for each in await page.get_by_role("button").all():
        box = await each.bounding_box()
        assert box is not None
        assert box["height"] >= 44  # WCAG 2.2, target size (enhanced)


async def test_a_link_that_opens_nothing_says_what_to_do(chromium: Browser, address: str) -> None:
    page = await opened(chromium, address[:-20] + "A" * 20)
    assert "newest mail" in await page.inner_text("main")
