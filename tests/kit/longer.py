"""Texts 40 % longer, as other languages are: made where they are written, or in a page that is open in the browser."""

from __future__ import annotations

from gettext import NullTranslations
from itertools import cycle

from playwright.async_api import Page

from config.texts import Texts

LONGER = 0.4
STRETCH = """longer => {
  const stretched = text => {
    const words = text.trim().split(/\\s+/);
    let more = "";
    for (let i = 0; more.length < text.trim().length * longer; i++) more += " " + words[i % words.length];
    return text.trimEnd() + more;
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) found.push(walk.currentNode);
  for (const node of found)
    if (node.data.trim() && !node.parentElement.closest("script, style, textarea")) node.data = stretched(node.data);
  for (const box of document.querySelectorAll("[placeholder]")) box.placeholder = stretched(box.placeholder);
  return found.length;
}"""
# A text wider than its box, a box that cuts what is in it, a box that leaves the screen. What scrolls by itself is
# meant to, a form's box scrolls what is typed into it, and what only a screen reader sees has no room at all.
SPILLING = """() => {
  const own = ["INPUT", "SELECT", "TEXTAREA", "IFRAME", "OPTION"];
  return [...document.querySelectorAll("body *")].filter(each => {
    const style = getComputedStyle(each), box = each.getBoundingClientRect();
    if (own.includes(each.tagName) || style.clipPath !== "none" || each.matches(".skip") || !box.width) return false;
    const wide = each.scrollWidth > each.clientWidth + 1 && style.display !== "inline";
    const cuts = ["hidden", "clip"].includes(style.overflowX), scrolls = ["auto", "scroll"].includes(style.overflowX);
    return (wide && cuts) || (wide && !scrolls && !each.children.length) || box.right > innerWidth + 1 || box.left < -1;
  }).map(each => each.outerHTML.slice(0, 160));
}"""


class _Longer(NullTranslations):
    def gettext(self, message: str) -> str:
        words = cycle([word for word in message.split() if "{" not in word and "}" not in word] or ["and more"])
        more = ""
        while len(more) < LONGER * len(message):
            more += f" {next(words)}"
        return message + more

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


TEXTS = Texts("en", _Longer())


async def spills(page: Page, width: int) -> list[str]:
    """What of an open page does not hold its text at a width."""
    await page.set_viewport_size({"width": width, "height": 900})
    found: list[str] = await page.evaluate(SPILLING)
    whole = await page.evaluate("document.documentElement.scrollWidth")
    return found if whole <= width else [f"the page is {whole} wide at {width}", *found]


async def stretch(page: Page) -> None:
    """Make every text of an open page 40 % longer."""
    assert await page.evaluate(STRETCH, LONGER) > 5
