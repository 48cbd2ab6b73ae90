"""Somebody without a mouse: keys are pressed, nothing is focused by script, and each stop of the focus is looked at."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from playwright.async_api import Locator, Page

MOST = 25  # presses from one thing to the next that is meant
# What is wrong with where the focus is, empty if nothing is: it has to be somewhere, ringed, and not covered
# (WCAG 2.2, 2.4.7 and 2.4.11). The points are spread over what there is of it in the window.
WRONG = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return "the focus is nowhere";
  if (at.tagName === "IFRAME") return "";
  const style = getComputedStyle(at);
  const isRinged = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  if (!at.matches(":focus-visible") || !isRinged) return "no ring";
  const box = at.getBoundingClientRect(), shares = [.02, .25, .5, .75, .98];
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  if (right - left < 2 || bottom - top < 2) return "out of the window";
  const isOnTop = (x, y) => at.contains(document.elementFromPoint(left + x * (right - left), top + y * (bottom - top)));
  return shares.some(x => shares.some(y => isOnTop(x, y))) ? "" : "covered";
}"""


@dataclass
class Keyboard:
    """The keys of one page; `presses` counts all but what is written."""

    page: Page
    presses: int = 0

    async def press(self, key: str) -> None:
        """Press a key that moves the focus, and look at where it is then."""
        await self.page.keyboard.press(key)
        self.presses += 1
        wrong = await self.page.evaluate(WRONG)
        assert not wrong, f"{wrong} after {key}: {await self.where()}"

    async def reach(self, wanted: Locator, key: str = "Tab", most: int = MOST) -> None:
        """Press a key until something has the focus, which it may have already."""
        way: list[str] = []
        while not await wanted.evaluate("one => one === document.activeElement"):
            assert len(way) < most, f"{wanted} is more than {most} presses of {key} away: {way}"
            await self.press(key)
            way.append(await self.where())

    async def enter(self, key: str = "Enter") -> None:
        """Press what has the focus, which leads to another page or another place of this one."""
        async with self.page.expect_navigation():
            await self.page.keyboard.press(key)
        self.presses += 1
        for _ in range(20):  # a place on the same page is gone to just before the page hears of it
            wrong = await self.page.evaluate(WRONG)
            if not wrong:
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"{wrong} at {self.page.url}")

    async def write(self, text: str) -> None:
        """Write into what has the focus, once that can be written into: a page has loaded just before it sets it."""
        for _ in range(50):
            if await self.page.evaluate("document.activeElement.matches('input, textarea')"):
                break
            await asyncio.sleep(0.02)
        await self.page.keyboard.type(text)

    async def where(self) -> str:
        """Say what has the focus."""
        said: str = await self.page.evaluate(
            "() => { const at = document.activeElement; "
            "return `${at.tagName} ${at.id} ${(at.innerText || at.name || '').slice(0, 40)}`; }"
        )
        return said.replace("\n", " ")
