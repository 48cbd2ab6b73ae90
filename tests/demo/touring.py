"""The whole tour in a real browser with nothing but keys, each step as the person it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from playwright.async_api import Locator, Page

from demo.play.tour import STEPS
from tests.demo.keyboard import Keyboard
from tests.kit.browser import violations

# The mail's own page lies in a frame that may run no script, so axe cannot look into it from here.
FRAME = "frame-tested"
RESPONSE = "Two interpreters will be at the enrolment days."
SCHEMES: Sequence[Literal["light", "dark"]] = ("light", "dark")
MOST_DAYS = 8  # members see a digest for 48 hours, in which days off are not counted
MOST_PRESSES = 50  # of a step, what is written left out


@dataclass
class Walk:
    """The tour on a page, at each of the widths by turns."""

    page: Page
    widths: Sequence[int] = (1280, 390)
    presses: dict[int, int] = field(default_factory=dict)  # by step

    def __post_init__(self) -> None:
        self.keys = Keyboard(self.page)

    async def whole(self) -> None:
        """Walk all eight steps, from the top of the page to *Begin anew*."""
        steps = (self.see, self.ask, self.accept, self.raise_issue, self.join, self.share, self.send, self.respond)
        for number, step in enumerate(steps, 1):
            before = self.keys.presses
            await self.page.set_viewport_size({"width": self.widths[number % len(self.widths)], "height": 900})
            await step()
            self.presses[number] = self.keys.presses - before
            assert await self.is_done(number)
        assert max(self.presses.values()) <= MOST_PRESSES, self.presses
        await self.page.reload()
        assert await self.page.locator(".tick.done").count() >= len(STEPS)  # it survives
        await self.keys.reach(self.page.get_by_role("button", name="Begin anew"), most=40)
        await self.keys.page.keyboard.press("Enter")
        await self.page.get_by_role("heading", name="In a moment you can play").wait_for()

    async def see(self) -> None:
        await self.enter(self.page.get_by_role("link", name="Skip to the tour"))
        if not await self.page.locator(".tour .now:nth-child(1)").count():  # somebody has looked in as her before
            await self.keys.reach(self.page.locator(".tour [aria-current]"), "Shift+Tab")
            await self.keys.reach(self.page.locator(".tour li:nth-child(1) a"), "ArrowLeft")
            await self.keys.enter()
        await self.go(1, "Look in as Katherine Lindholm")
        channels = self.page.get_by_role("navigation", name="Channels that Katherine Lindholm may see")
        assert await channels.locator(".shut", has_text="practitioners-lounge").count() == 1
        assert "interpreter" not in await self.page.locator(".chat").inner_text()

    async def ask(self) -> None:
        await self.onward(2, "/mentor request as Adunni")
        await self.enter(self.page.get_by_role("button", name="Use /mentor request"))
        await self.keys.reach(self.page.locator(".messages summary").filter(has_text="Topics").last)
        await self.keys.press("Enter")
        await self.keys.reach(self.page.get_by_role("checkbox", name="Partnerships"))
        await self.keys.press("Space")
        await self.enter(self.newest("Write a line and save"))
        await self.keys.write("Four months in. I'd like somebody who has done this before.")
        await self.enter(self.page.get_by_role("button", name="Send it"))

    async def accept(self) -> None:
        await self.onward(3, "/mentor round as the steward")
        await self.enter(self.page.get_by_role("button", name="Use /mentor round"))
        await self.enter(self.newest("Publish the round"))
        for whose in ("Adunni's messages", "Marisol Quiñones's messages"):
            await self.back_to_the_step()
            await self.go(3, whose)
            await self.enter(self.newest("Accept"))

    async def raise_issue(self) -> None:
        await self.onward(4, "/issue raise as Adunni")
        await self.keys.reach(self.page.get_by_label("topic"))
        await self.keys.write("fund")
        await self.page.get_by_role("option", name="Funding").wait_for()
        await self.keys.press("ArrowDown")
        await self.keys.press("Enter")
        await self.enter(self.page.get_by_role("button", name="Use /issue raise"))
        await self.keys.write("The copier is on another floor, and the key to it is with the office.")
        await self.enter(self.page.get_by_role("button", name="Send it"))
        if not await self.is_done(4):
            await self.enter(self.newest("Post mine anyway"))

    async def join(self) -> None:
        await self.onward(5, "The lounge as Adunni")
        await self.up_to(
            self.page.locator(".messages article").filter(has=self.page.get_by_role("button", name="I'll come"))
        )
        await self.enter(self.newest("I'll come"))

    async def share(self) -> None:
        """Share the last message of the lounge, and say yes to the words shown."""
        await self.onward(6, "The lounge as Adunni")
        own = self.page.locator(".messages article").filter(has_text="the same enrolment form").first
        await self.up_to(own)
        await self.keys.reach(own.locator(".more summary"))
        await self.keys.press("Enter")
        await self.enter(own.get_by_role("button", name="Share with policymakers"))
        card = self.page.locator(".messages article").last
        assert "[a colleague] has asked" in await card.locator("blockquote").inner_text()
        await self.keys.reach(card.get_by_label("What it is about"))
        await self.keys.write("Family")
        await self.enter(card.get_by_role("button", name="Yes, share these words"))  # the choice counts by itself
        await self.enter(self.page.get_by_role("button", name="Yes, it's all right"))
        assert "Thank you" in await self.page.locator(".messages").inner_text()
        await self.back_to_the_step()
        await self.go(6, "/digest review as the steward")
        await self.enter(self.page.get_by_role("button", name="Use /digest review"))
        await self.enter(self.page.locator("button[value^='digest:accept:']").last)

    async def send(self) -> None:
        await self.onward(7, "The clock")
        clock = self.page.locator(".clock time")
        before = await clock.get_attribute("datetime")
        await self.keys.reach(self.page.get_by_role("button", name="To the next digest"), "ArrowRight")
        await self.keys.enter()
        assert await clock.get_attribute("datetime") != before
        assert "as=steward" in self.page.url  # the reader's place is kept
        await self.back_to_the_step()
        await self.go(7, "/digest preview as the steward")
        await self.enter(self.page.get_by_role("button", name="Use /digest preview"))
        paper = self.page.locator(".messages article").last.get_by_role("link", name=".pdf")
        opened = await self.page.request.get(f"{self.page.url.partition('/?')[0]}{await paper.get_attribute('href')}")
        assert opened.headers["content-type"] == "application/pdf"
        assert (await opened.body()).startswith(b"%PDF")
        await self.enter(self.newest("Approve it"))
        await self.enter(self.newest("Yes, approve it"))
        await self.keys.reach(self.page.locator(".clock button[tabindex='0']"))
        await self.keys.reach(self.page.get_by_role("button", name="A day on"), "ArrowRight")
        for _ in range(MOST_DAYS):
            if not await self.is_done(7):
                await self.keys.enter()

    async def respond(self) -> None:
        """Respond to the first theme, as the policymaker does on a page of her own."""
        await self.onward(8, "Look in as Adaeze Whitlock")
        async with self.page.expect_popup() as popup:
            await self.page.keyboard.press("Enter")  # looking in as her is on the way to her page
        hers = Keyboard(await popup.value)
        await hers.page.wait_for_load_state()
        form = hers.page.locator("form", has_text="Send our response").first
        await hers.reach(form.get_by_role("radio").first, most=40)
        await hers.reach(form.get_by_label("We have acted"), "ArrowDown")
        await hers.reach(form.get_by_role("textbox", name="What have you done?"))
        await hers.write(RESPONSE)
        await hers.reach(form.get_by_role("button", name="Send our response"))
        await hers.enter()
        self.keys.presses += hers.presses + 1
        await hers.page.close()
        await self.keys.reach(self.page.locator(".people [aria-current]"), "Shift+Tab")
        await self.keys.reach(self.page.get_by_role("link", name="Adunni Okonkwo"), "ArrowUp")
        await self.keys.enter()
        await self.keys.reach(self.page.locator(".channels [tabindex='0']"))
        await self.keys.reach(self.page.get_by_role("link", name="From Staffroom"), "ArrowDown")
        await self.keys.enter()
        assert RESPONSE in await self.page.locator(".messages").inner_text()

    async def enter(self, control: Locator) -> None:
        """Reach a control with Tab and press it."""
        await self.keys.reach(control)
        assert await self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await self.keys.enter()

    async def onward(self, step: int, place: str) -> None:
        """Leave the rooms for the next step of the tour, and follow it to a place."""
        await self.back_to_the_step()
        if not await self.page.locator(f".tour .now:nth-child({step})").count():
            await self.enter(self.page.get_by_role("link", name="Done: the next step"))
        await self.go(step, place)

    async def back_to_the_step(self) -> None:
        """Take the link behind the messages, or the one below the rooms, to what the tour says."""
        onward = self.page.locator(".hop, .guide a")
        for _ in range(20):
            await self.keys.press("Tab")
            if await onward.evaluate_all("links => links.includes(document.activeElement)"):
                return await self.keys.enter()
        raise AssertionError(f"no way back to the tour from {await self.keys.where()}")

    async def go(self, step: int, place: str) -> None:
        """Follow the tour's link to a place."""
        await self.enter(self.page.locator(".step").get_by_role("link", name=place))
        await self.page.emulate_media(color_scheme=SCHEMES[step % 2])
        bar = await self.page.add_style_tag(content=".guide { position: static !important }")
        wrong = [line for line in await violations(self.page) if FRAME not in line]  # axe can't tell what lies under it
        assert wrong == [], f"step {step}, {self.page.viewport_size}"
        await bar.evaluate("style => style.remove()")

    async def up_to(self, article: Locator) -> None:
        """Go from the newest message up to another with the arrow key."""
        await self.keys.reach(article.last, "ArrowUp")

    def newest(self, name: str) -> Locator:
        """Return the lowest button of a name in the chat."""
        return self.page.locator(".messages").get_by_role("button", name=name, exact=True).last

    async def is_done(self, step: int) -> bool:
        return "done" in (await self.page.locator(f".tour li:nth-child({step})").inner_text())
