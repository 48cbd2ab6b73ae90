"""The recipients' pages in a real browser: with the keyboard alone, without scripts, on any screen, day and night."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page

from archive import consent
from archive.delivery.links import DAYS_VALID
from archive.delivery.sending import LEAVE_PATH, OPEN_PATH
from archive.digest.store import EditionStore
from archive.responses.store import ResponseStore
from bot.clock import ManualClock
from bot.web.server import application
from cogs.digest.pages import routes
from tests.cogs.digest.county import lee_with_a_link, open_quiet_town
from tests.kit import longer
from tests.kit.browser import IN_CHROMIUM, ITS_LOOP, violations
from tests.kit.founding import lay_tables
from tests.kit.town import Town, town_settings

pytestmark = IN_CHROMIUM
WIDTHS = (320, 390, 1280)


@pytest_asyncio.fixture(loop_scope=ITS_LOOP)
async def town(tmp_path: Path, clock: ManualClock, sqlite_template: Path) -> AsyncIterator[Town]:
    settings = town_settings(tmp_path, "smtp://127.0.0.1:1")
    lay_tables(settings, sqlite_template)
    async with open_quiet_town(settings, clock) as quiet:
        yield quiet


@pytest_asyncio.fixture(loop_scope=ITS_LOOP)
async def token(town: Town) -> str:
    return await lee_with_a_link(town)


@pytest_asyncio.fixture(loop_scope=ITS_LOOP)
async def site(town: Town) -> AsyncIterator[str]:
    """The pages, on a server that listens."""
    async with TestServer(application(town.house, routes(town.house))) as server:
        yield str(server.make_url("/")).rstrip("/")


async def opened(
    chromium: Browser, address: str, *, width: int = 800, dark: bool = False, scripts: bool = False
) -> Page:
    page = await chromium.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
        java_script_enabled=scripts,
    )
    await page.goto(address)
    return page


async def focused(page: Page) -> str:
    """What has the keyboard now: its name attribute, its id, or its words."""
    has_it = "document.activeElement"  # not :focus, which a part of a date field does not match
    found: str = await page.evaluate(f"(e => e.name || e.id || e.innerText.trim())({has_it})")
    return found


async def boxes(page: Page, wanted: str) -> list[dict[str, float]]:
    """Where things are on the screen; what is not shown has no height."""
    found: list[dict[str, float]] = await page.locator(wanted).evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().toJSON())"
    )
    assert len(found) > 5, f"hardly anything on the page is {wanted}"
    return found


async def tab_to(page: Page, wanted: str, most: int = 40) -> None:
    """Press Tab until something has the focus; every stop on the way shows that it has it."""
    for _ in range(most):
        await page.keyboard.press("Tab")
        if await focused(page) == wanted:
            return
    pytest.fail(f"{wanted} cannot be reached with the keyboard")


async def test_a_theme_is_answered_with_the_keyboard_alone(
    town: Town, chromium: Browser, site: str, token: str
) -> None:
    page = await opened(chromium, site + OPEN_PATH + token, scripts=True)
    assert page.url.endswith("/digest")
    await tab_to(page, "kind")
    for key in ("Space", "ArrowDown", "ArrowDown"):  # received, will act, acted
        await page.keyboard.press(key)
    await tab_to(page, "details", 2)
    await page.keyboard.type("We hired five interpreters.")
    await page.keyboard.press("Tab")
    assert await focused(page) == "Send our response"
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/digest?thanks=concern-1#concern-1")
    assert await page.get_by_role("status").is_visible()
    async with town.network.read() as tx:
        kept = await EditionStore(tx).of_month("2026-10")
        [response] = await ResponseStore(tx).newest(kept.id)
    assert (response.answer.kind, response.answer.details) == ("acted", "We hired five interpreters.")


async def test_a_promise_its_change_and_a_colleague_are_done_with_the_keyboard_alone(
    town: Town, chromium: Browser, site: str, token: str
) -> None:
    page = await opened(chromium, site + OPEN_PATH + token, scripts=True)
    await page.keyboard.press("Tab")
    assert await focused(page) == "Skip to the content"
    await page.keyboard.press("Enter")
    await tab_to(page, "kind")
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowDown")
    await tab_to(page, "by_when", 1)
    await page.keyboard.type("12312026")
    await tab_to(page, "Send our response")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/digest?thanks=concern-1#concern-1")
    assert "State Board will act by December 31, 2026." in await page.inner_text("article#concern-1")
    await tab_to(page, "Change our response")
    await page.keyboard.press("Enter")
    await tab_to(page, "kind", 1)
    await tab_to(page, "mail")
    await page.keyboard.type("ana@state.example.org")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/digest?invited#invite")
    assert await page.get_by_role("status").is_visible()
    await tab_to(page, "Close this page on this device")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/digest/close")
    assert "Your page is closed" in await page.inner_text("h1")
    town.clock.forward(timedelta(minutes=1))


async def test_every_stop_of_the_keyboard_is_seen(chromium: Browser, site: str, token: str) -> None:
    page = await opened(chromium, site + OPEN_PATH + token, scripts=True)
    seen = set()
    for _ in range(40):
        await page.keyboard.press("Tab")
        if not await page.locator(":focus").count():
            break  # past the last one, on the browser's own buttons
        look = "e => [getComputedStyle(e).outlineWidth, getComputedStyle(e).outlineStyle]"
        width, style = await page.locator(":focus").evaluate(look)
        assert (width, style) == ("3px", "solid"), await focused(page)
        seen.add(await focused(page))
    assert {"Skip to the content", "kind", "details", "mail", "Close this page on this device"} <= seen


async def test_each_response_asks_its_own_question_without_a_script(chromium: Browser, site: str, token: str) -> None:
    page = await opened(chromium, site + OPEN_PATH + token)
    form = page.locator("article#concern-1 form")
    asks = {
        "We have acted": "What have you done?",
        "We need to know more": "What do you need to know?",
        "This isn't ours to decide": "Who can decide this?",
        "We will not act on this": "Why not?",
        "Received, and read": "In your words",
        "We will act": "In your words",
    }
    for response, question in asks.items():
        await form.get_by_label(response, exact=True).check()
        assert await form.get_by_role("textbox", name=question, exact=True).is_visible()
        assert await form.get_by_label("By when will you act?").is_visible() is (response == "We will act")
    assert await page.locator("script").count() == 0


async def test_every_control_has_a_name(chromium: Browser, site: str, token: str) -> None:
    page = await opened(chromium, site + OPEN_PATH + token)
    for role in ("radio", "textbox", "button", "link"):
        for each in await page.get_by_role(role).all():
            assert '"' in await each.aria_snapshot(), role
    assert await page.get_by_role("group", name="Your response").count() >= 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_the_page_fits_the_screen(chromium: Browser, site: str, token: str, dark: bool, tmp_path: Path) -> None:
    for width in WIDTHS:
        page = await opened(chromium, site + OPEN_PATH + token, width=width, dark=dark, scripts=True)
        await page.screenshot(path=tmp_path / "page.png", full_page=True)
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, width
        for box in await boxes(page, "article, form, textarea, input:visible, button, summary, h1"):
            assert box["left"] >= 0, (width, box)
            assert box["right"] <= width, (width, box)
        for box in await boxes(page, "button, label.choice, summary"):
            assert box["height"] >= 44, (width, box)  # WCAG 2.2, target size (enhanced)
        await longer.stretch(page)
        assert await longer.spills(page, width) == [], width
        await page.context.close()


async def test_every_theme_is_in_a_table_with_headers_that_leads_to_it(
    chromium: Browser, site: str, token: str
) -> None:
    page = await opened(chromium, site + OPEN_PATH + token, width=320)
    table = page.get_by_role("region", name="At a glance").get_by_role("table")
    assert await table.get_by_role("columnheader").all_inner_texts() == ["Theme", "People"]
    row = table.get_by_role("rowheader")
    assert "waits for you" in await row.inner_text()
    assert "people" in await table.get_by_role("cell").inner_text()
    bar = table.get_by_role("img", name="step 1 of 4")
    assert [await step.is_visible() for step in await bar.locator(".step").all()] == [True] * 4
    await row.get_by_role("link").click()
    assert page.url.endswith("#concern-1")


async def test_on_paper_the_words_stay_and_the_forms_go(chromium: Browser, site: str, token: str) -> None:
    page = await opened(chromium, site + OPEN_PATH + token)
    await page.emulate_media(media="print")
    assert await page.locator("blockquote").first.is_visible()
    for hidden in ("form", ".invite"):
        assert not await page.locator(hidden).first.is_visible()


async def test_a_link_that_opens_nothing_says_what_to_do(chromium: Browser, site: str, token: str) -> None:
    page = await opened(chromium, site + OPEN_PATH + token[:-20] + "A" * 20)
    assert "newest mail" in await page.inner_text("main")


class Checker:
    """Runs the checker on a page at every width, and sees that nothing is fetched from anywhere but the site."""

    def __init__(self, page: Page, site: str, town: Town) -> None:
        self.page, self.site, self.town = page, site, town
        self.fetched: set[str] = set()
        page.on("request", lambda request: self.fetched.add(request.url))

    async def check(self, state: str) -> None:
        self.town.clock.forward(timedelta(minutes=1))
        for width in WIDTHS:
            await self.page.set_viewport_size({"width": width, "height": 800})
            assert await violations(self.page) == [], (state, width)
            assert await self.page.evaluate("document.documentElement.scrollWidth") <= width, (state, width)
        assert {url for url in self.fetched if not url.startswith(self.site)} == set()


@pytest_asyncio.fixture(loop_scope=ITS_LOOP, params=[False, True], ids=["light", "dark"])
async def checker(request: pytest.FixtureRequest, town: Town, chromium: Browser, site: str, token: str) -> Checker:
    page = await opened(chromium, site + OPEN_PATH + token, dark=request.param, scripts=True)
    return Checker(page, site, town)


async def test_the_checker_finds_nothing_against_wcag_22_aa_while_somebody_responds(checker: Checker) -> None:
    page = checker.page
    await checker.check("open")
    await page.get_by_label("We will act", exact=True).check()
    await page.get_by_role("button", name="Send our response").click()
    assert "Say by when" in await page.get_by_role("alert").inner_text()
    await checker.check("a fault")
    await page.get_by_label("We have acted", exact=True).check()
    await page.locator("textarea").fill("وظفنا خمسة مترجمين. " + "unbreakable" * 40)
    await page.get_by_role("button", name="Send our response").click()
    await checker.check("thanks")
    await page.get_by_text("Change our response").first.click()
    await checker.check("to be changed")
    await page.get_by_label("Their mail address").fill("ana@elsewhere.example")
    await page.get_by_role("button", name="Send the link").click()
    await checker.check("a colleague elsewhere")
    await page.get_by_label("Their mail address").fill("ana@state.example.org")
    await page.get_by_role("button", name="Send the link").click()
    await checker.check("a colleague")


async def test_the_checker_finds_nothing_on_the_other_pages(checker: Checker, town: Town, token: str) -> None:
    page, site = checker.page, checker.site
    for path in (LEAVE_PATH + token, OPEN_PATH + "forged", "/nowhere"):
        await page.goto(site + path)
        await checker.check(path)
    await page.goto(site + LEAVE_PATH + token)
    await page.get_by_role("button").click()
    await checker.check("left")
    await page.goto(site + "/digest")
    await page.get_by_role("button", name="Close this page").click()
    await checker.check("closed")
    while (await page.request.get(site + OPEN_PATH + token)).status == 200:
        pass
    await page.goto(site + OPEN_PATH + token)
    assert "a lot at once" in await page.inner_text("main")
    await checker.check("too often")
    await page.goto(site + OPEN_PATH + token)
    town.clock.forward(DAYS_VALID)
    await page.goto(site + "/digest")
    assert "expired" in await page.inner_text("main")
    await checker.check("expired")


async def test_the_checker_finds_nothing_where_words_come_back_or_no_theme_is_left(
    checker: Checker, town: Town
) -> None:
    page = checker.page
    await page.get_by_label("We have acted", exact=True).check()
    await page.locator("textarea").fill("<b>Five.</b>")
    async with town.network.read() as tx:
        kept = await EditionStore(tx).of_month("2026-10")
        voices = (await EditionStore(tx).voices(kept.id))["concern-1"]
        authors = [(await consent.store.ConsentStore(tx).contribution(each)).person_id for each in voices[:2]]
    async with town.network.write() as tx:
        for voice, author in zip(voices, authors, strict=False):
            assert author is not None
            await consent.mark_published(tx, [voice], now=town.clock.now())
            await consent.withdraw(tx, voice, person_id=author, now=town.clock.now())
    await page.get_by_role("button", name="Send our response").click()
    assert "<b>Five.</b>" in await page.inner_text("blockquote")
    assert "A quiet month" in await page.inner_text("h1")
    await checker.check("no theme is left")


async def test_the_checker_would_find_a_fault(chromium: Browser, site: str, token: str) -> None:
    page = await opened(chromium, site + OPEN_PATH + token, scripts=True)
    await page.evaluate("document.querySelector('#invite-mail').labels[0].remove()")
    assert any("label" in line for line in await violations(page))
