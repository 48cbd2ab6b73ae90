"""The demo as a place to play: the whole tour in a real browser, by keyboard, each as the person the step names."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from itertools import cycle
from typing import Literal

import pytest
from playwright.async_api import Browser, Locator, Page

from demo.play.tour import STEPS
from tests.demo.browsing import opened
from tests.kit import longer
from tests.kit.browser import IN_CHROMIUM, violations

pytestmark = IN_CHROMIUM
Serving = tuple[subprocess.Popen[str], str, str]
# The mail's own page lies in a frame that may run no script, so axe cannot look into it from here.
RESPONSE = "Two interpreters will be at the enrolment days."
FRAME = "frame-tested"
WIDTHS = cycle([(1280, 390), (390, 1280)])  # looked at in both, pressed in the last: by turns in either
SCHEMES: Sequence[Literal["light", "dark"]] = ("light", "dark")
UNCOVERED = """control => {
  const box = control.getBoundingClientRect();
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return control.contains(at) && box.x >= 0 && box.right <= innerWidth;
}"""
MOST_DAYS = 8  # members see a digest for 48 hours, in which days off are not counted


async def press(control: Locator) -> None:
    """Press as somebody without a mouse does: on a phone and on a desk the control is there, whole, and on top."""
    page = control.page
    for width in next(WIDTHS):
        await page.set_viewport_size({"width": width, "height": 900})
        await control.focus()
        await control.evaluate(
            "control => control.scrollIntoView({block: 'nearest'})"
        )  # after a resize focus alone stays
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
        assert await control.evaluate(UNCOVERED), f"{await control.inner_text()} at {width}"
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def go(page: Page, step: int, place: str) -> None:
    """Follow the tour's link to a place."""
    if not await page.locator(f".tour .now:nth-child({step})").count():
        await press(page.locator(f".tour li:nth-child({step}) a"))
    await press(page.locator(".step").get_by_role("link", name=place))
    await page.emulate_media(color_scheme=SCHEMES[step % 2])
    await page.add_style_tag(content=".guide { position: static !important }")  # axe can't tell what lies under a bar
    assert [line for line in await violations(page) if FRAME not in line] == [], f"step {step}, {page.viewport_size}"


async def newest(page: Page, name: str) -> Locator:
    """Return the lowest button of a name in the chat."""
    return page.locator(".messages").get_by_role("button", name=name, exact=True).last


async def tick(page: Page, listed: str, wanted: Sequence[str]) -> None:
    """Choose from a list with several choices."""
    form = page.locator(".messages form.list").filter(has_text=listed).last
    await form.locator("summary").focus()
    await page.keyboard.press("Enter")
    for name in wanted:
        await form.get_by_role("checkbox", name=name).focus()
        await page.keyboard.press("Space")
    await press(form.get_by_role("button"))


async def is_done(page: Page, step: int) -> bool:
    return "done" in (await page.locator(f".tour li:nth-child({step})").inner_text())


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
async def test_two_tabs_are_two_people_and_each_page_passes_the_checker(
    chromium: Browser, serving: Serving, width: int, scheme: Literal["light", "dark"]
) -> None:
    teacher, wrong = await opened(chromium, f"{serving[1]}/?as=teacher&in=lobby", width, scheme)
    mentor, _ = await opened(chromium, f"{serving[1]}/?as=mentor&in=practitioners-lounge", width, scheme)
    await teacher.get_by_label("Message or command as Noor").press_sequentially("/help")
    await teacher.get_by_role("option", name="/help").first.wait_for()
    await press(teacher.get_by_label("Message or command as Noor"))
    await press(teacher.get_by_role("button", name="Use /help"))
    assert "Only Noor Haddad sees this." in await teacher.locator(".messages article").last.inner_text()
    assert await teacher.evaluate("document.documentElement.scrollWidth") <= width
    word = f"Good morning from a screen {width} wide."
    await teacher.goto(f"{serving[1]}/?as=teacher&in=practitioners-lounge")
    await teacher.get_by_label("Message or command as Noor").fill(word)
    await press(teacher.get_by_role("button", name="Send"))
    await mentor.locator(".messages").get_by_text(word).wait_for()  # by itself
    assert wrong == []
    await teacher.goto(f"{serving[1]}/?as=teacher&in=practitioners-lounge&cmd=issue+raise")
    assert [line for line in await violations(teacher) if FRAME not in line] == []
    await longer.stretch(teacher)
    assert [spilling for each in (320, width) for spilling in await longer.spills(teacher, each)] == []


async def test_the_page_speaks_the_browsers_language_until_another_is_chosen(
    chromium: Browser, serving: Serving
) -> None:
    page, complaints = await opened(chromium, f"{serving[1]}/?as=mentor&in=lobby", 390, locale="es-MX")
    assert await page.locator("html").get_attribute("lang") == "es"
    assert "La misión en ocho pasos" in await page.content()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await page.get_by_label("Mensaje o comando como Marisol").press_sequentially("/help")
    assert "Lo que puedes hacer aquí" in await page.get_by_role("option", name="/help").first.inner_text()
    assert [line for line in await violations(page) if FRAME not in line] == []
    await press(page.get_by_role("button", name="English"))
    assert await page.get_by_role("heading", name="The mission in eight steps").count() == 1
    assert "as=mentor" in page.url
    assert complaints == []


async def test_the_tour_walks_the_whole_mission_without_a_mouse(chromium: Browser, serving: Serving) -> None:
    page, complaints = await opened(chromium, serving[1], 1280)

    await go(page, 1, "Look in as Katherine Lindholm")
    channels = page.get_by_role("navigation", name="Channels that Katherine Lindholm may see")
    assert await channels.locator(".shut", has_text="practitioners-lounge").count() == 1
    assert "interpreter" not in await page.locator(".chat").inner_text()

    await go(page, 2, "/mentor request as Adunni")
    await press(page.get_by_role("button", name="Use /mentor request"))
    await tick(page, "Topics", ["Partnerships"])
    await press(await newest(page, "Write a line and save"))
    await page.locator("#form textarea").fill("Four months in. I'd like somebody who has done this before.")
    await press(page.get_by_role("button", name="Send it"))
    assert await is_done(page, 2)

    await go(page, 3, "/mentor round as the steward")
    await press(page.get_by_role("button", name="Use /mentor round"))
    await press(await newest(page, "Publish the round"))
    for whose in ("Adunni's messages", "Marisol Quiñones's messages"):
        await go(page, 3, whose)
        await press(await newest(page, "Accept"))
    assert await is_done(page, 3)

    await go(page, 4, "/issue raise as Adunni")
    await page.get_by_label("topic").focus()
    await page.keyboard.type("fund")
    await page.get_by_role("option", name="Funding").wait_for()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await press(page.get_by_role("button", name="Use /issue raise"))
    await page.locator("#form textarea").fill("The copier is on another floor, and the key to it is with the office.")
    await press(page.get_by_role("button", name="Send it"))
    if not await is_done(page, 4):
        await press(await newest(page, "Post mine anyway"))
    assert await is_done(page, 4)

    await go(page, 5, "The lounge as Adunni")
    await press(await newest(page, "I'll come"))
    assert await is_done(page, 5)

    await go(page, 6, "The lounge as Adunni")
    await share(page)
    await go(page, 6, "/digest review as the steward")
    await press(page.get_by_role("button", name="Use /digest review"))
    await press(page.locator("button[value^='digest:accept:']").last)
    assert await is_done(page, 6)

    await go(page, 7, "The clock")
    await press(page.get_by_role("button", name="To the next digest"))
    await go(page, 7, "/digest preview as the steward")
    await press(page.get_by_role("button", name="Use /digest preview"))
    await press(await newest(page, "Approve it"))
    for _ in range(MOST_DAYS):
        if not await is_done(page, 7):
            await press(page.get_by_role("button", name="A day on"))
    assert await is_done(page, 7)

    await go(page, 8, "Look in as Adaeze Whitlock")
    async with page.expect_popup() as popup:
        await page.get_by_role("link", name="Open the page as Adaeze Whitlock").press("Enter")
    await respond(await popup.value)
    await page.goto(f"{serving[1]}/?as=newcomer&in=direct")
    assert RESPONSE in await page.locator(".messages").inner_text()
    assert await is_done(page, 8)
    await page.reload()
    assert await page.locator(".tick.done").count() >= len(STEPS)  # it survives
    assert complaints == []

    await press(page.get_by_role("button", name="Begin anew"))
    assert await page.get_by_role("heading", name="In a moment you can play").count() == 1


async def share(page: Page) -> None:
    """Share the last message of the lounge, and say yes to the words shown."""
    own = page.locator(".messages article").filter(has_text="the same enrolment form").first
    await own.locator(".more summary").press("Enter")
    await press(own.get_by_role("button", name="Share with policymakers"))
    card = page.locator(".messages article").last
    assert "[a colleague] has asked" in await card.locator("blockquote").inner_text()
    await card.get_by_label("What it is about").focus()
    await page.keyboard.type("Family")
    await press(card.get_by_role("button", name="Yes, share these words"))  # the choice counts without its own button
    await press(page.get_by_role("button", name="Yes, it's all right"))
    assert "Thank you" in await page.locator(".messages").inner_text()


async def respond(page: Page) -> None:
    """Respond to the first theme, as the policymaker does."""
    form = page.locator("form", has_text="Send our response").first
    await form.get_by_label("We have acted").press("Space")
    await form.get_by_role("textbox", name="What have you done?").fill(RESPONSE)
    await press(form.get_by_role("button", name="Send our response"))
