"""`make demo`: the page in a real browser."""

from __future__ import annotations

import subprocess

import pytest
from playwright.async_api import Browser

from tests.demo.browsing import opened
from tests.kit.browser import IN_CHROMIUM

pytestmark = IN_CHROMIUM


@pytest.mark.parametrize("width", [1280, 390])
async def test_the_page_shows_the_story_the_rooms_and_the_mail(
    chromium: Browser, serving: tuple[subprocess.Popen[str], str, str], width: int
) -> None:
    _, address, _ = serving
    page, complaints = await opened(chromium, address, width)
    assert await page.locator(".chapter").count() >= 6
    assert await page.get_by_role("log").locator(".message").count() >= 7
    assert await page.locator("iframe").count() == 1
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


async def test_a_supervisors_channels_visibly_lack_the_practitioners_room(
    chromium: Browser, serving: tuple[subprocess.Popen[str], str, str]
) -> None:
    _, address, _ = serving
    page, complaints = await opened(chromium, f"{address}/?as=supervisor", 1280)
    channels = page.get_by_role("navigation", name="Channels that Katherine Lindholm may see")
    assert await channels.get_by_role("link", name="practitioners-lounge").count() == 0
    assert await channels.locator(".shut", has_text="practitioners-lounge").count() == 1
    assert "robotics" not in await page.locator("#look").inner_text()
    assert complaints == []


async def test_on_a_phone_the_chosen_person_is_in_view(
    chromium: Browser, serving: tuple[subprocess.Popen[str], str, str]
) -> None:
    _, address, _ = serving
    page, _ = await opened(chromium, f"{address}/?as=steward", 390)
    box = await page.locator(".people [aria-current]").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


async def test_the_policymakers_page_opens_from_the_page(
    chromium: Browser, serving: tuple[subprocess.Popen[str], str, str]
) -> None:
    _, address, _ = serving
    page, _ = await opened(chromium, f"{address}/?as=policymaker", 1280)
    async with page.expect_popup() as popup:
        await page.get_by_role("link", name="Open the page as Adaeze Whitlock").click()
    answered = await popup.value
    await answered.wait_for_load_state()
    content = await answered.content()
    assert "Send our response" in content
    assert "Taken back" in content


async def test_a_superintendent_reads_what_her_own_district_raised(
    chromium: Browser, serving: tuple[subprocess.Popen[str], str, str]
) -> None:
    _, address, _ = serving
    page, complaints = await opened(chromium, f"{address}/?as=superintendent", 1280)
    async with page.expect_popup() as popup:
        await page.locator(".outside").get_by_role("link", name="Open the page as Solveig Aaltonen").click()
    answered = await popup.value
    await answered.wait_for_load_state()
    assert "Lakeshore Public Schools" in await answered.content()
    assert complaints == []


async def test_the_clock_moves_on_and_keeps_the_readers_place(
    chromium: Browser, serving: tuple[subprocess.Popen[str], str, str]
) -> None:
    _, address, _ = serving
    page, complaints = await opened(chromium, f"{address}/?as=mentor", 1280)
    before = await page.locator(".clock time").get_attribute("datetime")
    await page.get_by_role("button", name="A week on").click()
    assert await page.locator(".clock time").get_attribute("datetime") != before
    assert "as=mentor" in page.url
    assert complaints == []


async def test_other_sites_cannot_act_here(chromium: Browser, serving: tuple[subprocess.Popen[str], str, str]) -> None:
    _, address, _ = serving
    page, _ = await opened(chromium, address, 1280)
    form: dict[str, str | float | bool] = {"as": "newcomer", "in": "practitioners-lounge", "text": "Not from here."}
    for headers in ({"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Host": "elsewhere.example"}, {}):
        sent = await page.request.post(f"{address}/act/say", form=form, headers=headers)
        assert sent.status == 403
    form["as"] = "supervisor"
    refused = await page.request.post(f"{address}/act/say", form=form, headers={"Origin": address})
    assert refused.status == 404
    await page.reload()
    assert "Not from here." not in await page.content()
