"""The mail in a real browser: it fits a small screen, by day and by night, and the checker finds nothing in it."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.async_api import Browser

from archive.digest.answering import by_page
from archive.digest.model import Edition
from archive.digest.page import page
from archive.digest.render_html import render_html
from config.texts import texts_outside
from tests.archive.digest.editions import EDITIONS, TWENTY
from tests.kit import longer
from tests.kit.browser import IN_CHROMIUM, violations

pytestmark = IN_CHROMIUM
T = texts_outside("en")
BY_PAGE = by_page("https://staffroom.example.org/digest/open/TOKEN", date(2027, 1, 31), T)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
async def test_the_mail_fits_every_screen_and_the_checker_finds_nothing(
    chromium: Browser, edition: Edition, dark: bool
) -> None:
    opened = await chromium.new_page(color_scheme="dark" if dark else "light")
    fetched: list[str] = []
    opened.on("request", lambda request: fetched.append(request.url))
    for width in (320, 800):
        await opened.set_viewport_size({"width": width, "height": 800})
        await opened.set_content(render_html(page(edition, T), BY_PAGE))
        assert await opened.evaluate("document.documentElement.scrollWidth") <= width
        assert await violations(opened) == []
    assert fetched == []


async def test_the_mail_holds_texts_that_are_40_percent_longer(chromium: Browser) -> None:
    opened = await chromium.new_page()
    answering = by_page("https://staffroom.example.org/digest/open/TOKEN", date(2027, 1, 31), longer.TEXTS)
    await opened.set_content(render_html(page(TWENTY, longer.TEXTS), answering))
    assert await longer.spills(opened, 320) == []
