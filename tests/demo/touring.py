"""The whole tour in a real browser, by keyboard, each step as the person it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Literal

from playwright.async_api import Locator, Page

from demo.play.tour import STEPS
from tests.kit.browser import violations

# The mail's own page lies in a frame that may run no script, so axe cannot look into it from here.
RESPONSE = "Two interpreters will be at the enrolment days."
FRAME = "frame-tested"
TURNS = cycle([(1280, 390), (390, 1280)])  # looked at in both, pressed in the last: by turns in either
SCHEMES: Sequence[Literal["light", "dark"]] = ("light", "dark")
UNCOVERED = """control => {
  const box = control.getBoundingClientRect();
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return control.contains(at) && box.x >= 0 && box.right <= innerWidth;
}"""
MOST_DAYS = 8  # members see a digest for 48 hours, in which days off are not counted


async def press(control: Locator, widths: Sequence[int] = ()) -> None:
    """Press as somebody without a mouse does: at every width the control is there, whole, and on top.

    Without widths these are a phone's and a desk's by turns.
    """
    page = control.page
    for width in widths or next(TURNS):
        await page.set_viewport_size({"width": width, "height": 900})
        await control.focus()
        await control.evaluate(
            "control => control.scrollIntoView({block: 'nearest'})"
        )  # after a resize focus alone stays
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
        assert await control.evaluate(UNCOVERED), f"{await control.inner_text()} at {width}"
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


@dataclass(frozen=True)
class Walk:
    """The tour on a page, at the widths given; without any, on a phone and a desk by turns."""

    page: Page
    address: str
    widths: Sequence[int] = ()

    async def whole(self) -> None:
        """Walk all eight steps without a mouse, from the page of the tour to *Begin anew*."""
        await self.go(1, "Look in as Katherine Lindholm")
        channels = self.page.get_by_role("navigation", name="Channels that Katherine Lindholm may see")
        assert await channels.locator(".shut", has_text="practitioners-lounge").count() == 1
        assert "interpreter" not in await self.page.locator(".chat").inner_text()

        await self.go(2, "/mentor request as Adunni")
        await self.press(self.page.get_by_role("button", name="Use /mentor request"))
        await self.tick("Topics", ["Partnerships"])
        await self.press(await self.newest("Write a line and save"))
        await self.page.locator("#form textarea").fill("Four months in. I'd like somebody who has done this before.")
        await self.press(self.page.get_by_role("button", name="Send it"))
        assert await self.is_done(2)

        await self.go(3, "/mentor round as the steward")
        await self.press(self.page.get_by_role("button", name="Use /mentor round"))
        await self.press(await self.newest("Publish the round"))
        for whose in ("Adunni's messages", "Marisol Quiñones's messages"):
            await self.go(3, whose)
            await self.press(await self.newest("Accept"))
        assert await self.is_done(3)

        await self.go(4, "/issue raise as Adunni")
        await self.page.get_by_label("topic").focus()
        await self.page.keyboard.type("fund")
        await self.page.get_by_role("option", name="Funding").wait_for()
        await self.page.keyboard.press("ArrowDown")
        await self.page.keyboard.press("Enter")
        await self.press(self.page.get_by_role("button", name="Use /issue raise"))
        await self.page.locator("#form textarea").fill(
            "The copier is on another floor, and the key to it is with the office."
        )
        await self.press(self.page.get_by_role("button", name="Send it"))
        if not await self.is_done(4):
            await self.press(await self.newest("Post mine anyway"))
        assert await self.is_done(4)

        await self.go(5, "The lounge as Adunni")
        await self.press(await self.newest("I'll come"))
        assert await self.is_done(5)

        await self.go(6, "The lounge as Adunni")
        await self.share()
        await self.go(6, "/digest review as the steward")
        await self.press(self.page.get_by_role("button", name="Use /digest review"))
        await self.press(self.page.locator("button[value^='digest:accept:']").last)
        assert await self.is_done(6)

        await self.go(7, "The clock")
        before = await self.page.locator(".clock time").get_attribute("datetime")
        await self.press(self.page.get_by_role("button", name="To the next digest"))
        assert await self.page.locator(".clock time").get_attribute("datetime") != before
        assert "as=steward" in self.page.url  # the reader's place is kept
        await self.go(7, "/digest preview as the steward")
        await self.press(self.page.get_by_role("button", name="Use /digest preview"))
        await self.press(await self.newest("Approve it"))
        await self.press(await self.newest("Yes, approve it"))
        for _ in range(MOST_DAYS):
            if not await self.is_done(7):
                await self.press(self.page.get_by_role("button", name="A day on"))
        assert await self.is_done(7)

        await self.go(8, "Look in as Adaeze Whitlock")
        async with self.page.expect_popup() as popup:
            await self.page.get_by_role("link", name="Open the page as Adaeze Whitlock").press("Enter")
        await self.respond(await popup.value)
        await self.page.goto(f"{self.address}/?as=newcomer&in=direct")
        assert RESPONSE in await self.page.locator(".messages").inner_text()
        assert await self.is_done(8)
        await self.page.reload()
        assert await self.page.locator(".tick.done").count() >= len(STEPS)  # it survives
        await self.press(self.page.get_by_role("button", name="Begin anew"))
        assert await self.page.get_by_role("heading", name="In a moment you can play").count() == 1

    async def press(self, control: Locator) -> None:
        await press(control, self.widths)

    async def go(self, step: int, place: str) -> None:
        """Follow the tour's link to a place."""
        if not await self.page.locator(f".tour .now:nth-child({step})").count():
            await self.press(self.page.locator(f".tour li:nth-child({step}) a"))
        await self.press(self.page.locator(".step").get_by_role("link", name=place))
        await self.page.emulate_media(color_scheme=SCHEMES[step % 2])
        await self.page.add_style_tag(
            content=".guide { position: static !important }"
        )  # axe can't tell what lies under a bar
        assert [line for line in await violations(self.page) if FRAME not in line] == [], (
            f"step {step}, {self.page.viewport_size}"
        )

    async def newest(self, name: str) -> Locator:
        """Return the lowest button of a name in the chat."""
        return self.page.locator(".messages").get_by_role("button", name=name, exact=True).last

    async def tick(self, listed: str, wanted: Sequence[str]) -> None:
        """Choose from a list with several choices."""
        form = self.page.locator(".messages form.list").filter(has_text=listed).last
        await form.locator("summary").focus()
        await self.page.keyboard.press("Enter")
        for name in wanted:
            await form.get_by_role("checkbox", name=name).focus()
            await self.page.keyboard.press("Space")
        await self.press(form.get_by_role("button"))

    async def is_done(self, step: int) -> bool:
        return "done" in (await self.page.locator(f".tour li:nth-child({step})").inner_text())

    async def share(self) -> None:
        """Share the last message of the lounge, and say yes to the words shown."""
        own = self.page.locator(".messages article").filter(has_text="the same enrolment form").first
        await own.locator(".more summary").press("Enter")
        await self.press(own.get_by_role("button", name="Share with policymakers"))
        card = self.page.locator(".messages article").last
        assert "[a colleague] has asked" in await card.locator("blockquote").inner_text()
        await card.get_by_label("What it is about").focus()
        await self.page.keyboard.type("Family")
        await self.press(
            card.get_by_role("button", name="Yes, share these words")
        )  # the choice counts without its own button
        await self.press(self.page.get_by_role("button", name="Yes, it's all right"))
        assert "Thank you" in await self.page.locator(".messages").inner_text()

    async def respond(self, page: Page) -> None:
        """Respond to the first theme, as the policymaker does."""
        form = page.locator("form", has_text="Send our response").first
        await form.get_by_label("We have acted").press("Space")
        await form.get_by_role("textbox", name="What have you done?").fill(RESPONSE)
        await self.press(form.get_by_role("button", name="Send our response"))
