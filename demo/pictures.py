"""The pictures in the README and the documentation, taken of the played demo with a headless Chromium."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from demo.page.server import open_page
from demo.page.theatre import Theatre
from demo.play.hands import Hands
from demo.play.tour import Progress
from demo.stage import Stage
from demo.story.mentoring import publish, wish
from demo.world import NEWCOMER, STEWARD

if TYPE_CHECKING:
    from playwright.async_api import Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
SCHEMES: Sequence[Literal["light", "dark"]] = ("light", "dark")
QUIET = ".guide, .elsewhere { display: none !important }"
WHOLE = """
.house, .house > .chat, .house > .left { height: auto !important } .messages { max-height: none !important }
.messages article { padding: 1rem !important; margin: 0 !important }
"""
COLOURS = 96  # enough for flat surfaces and smooth letters; a tenth of what a photograph would take
WANTS = "I started in February. I'd like somebody who has built partnerships before."


@dataclass(frozen=True)
class Picture:
    """One of them: where on the page, what of it, and how wide the screen is."""

    name: str
    address: str
    part: str
    width: int = 1100
    height: int = 900


PICTURES = (
    Picture("rooms", "/?as=newcomer&in=practitioners-lounge", ".house"),
    Picture("pairing", "/?as=newcomer&in=direct", ".messages article:last-child", 900),
    Picture("board", "/?as=steward&in=lobby", ".messages article:last-child", 900),
    Picture("digest", "/mail/{letter}/page", "", 700, 900),
)


@dataclass
class NoBrowser(Exception):
    """There is nothing to take pictures with."""

    def __str__(self) -> str:
        return "The pictures are taken with Chromium, and none is installed here. Install it and start this again."


def browser_here() -> str:
    """Return where a Chromium is; raises `NoBrowser`."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise NoBrowser
    return found


async def set_scene(stage: Stage) -> None:
    """Let happen what the pictures show and the story does not: a proposal for the newcomer, the board opened."""
    await wish(stage, NEWCOMER.name, "request", WANTS)
    await publish(stage)
    await stage.account(STEWARD).uses(stage.channel("lobby"), "issue board")
    await stage.settle()


async def take(stage: Stage, folder: Path) -> list[Path]:
    """Take every picture in light and dark; return the files. Raises `NoBrowser`, `OSError`."""
    theatre = Theatre()
    theatre.open(Hands(stage), Progress({}))
    letter = stage.policy_letter()
    async with open_page(theatre, 0) as port, _browsing() as page:
        files = []
        for picture in PICTURES:
            address = picture.address.format(letter=letter.number if letter else 0)
            await page.set_viewport_size({"width": picture.width, "height": picture.height})
            for scheme in SCHEMES:
                await page.emulate_media(color_scheme=scheme)
                await page.goto(f"http://127.0.0.1:{port}{address}")
                file = folder / f"{picture.name}-{scheme}.png"
                file.write_bytes(_smaller(await _shot(page, picture.part)))
                files.append(file)
        return files


async def _shot(page: Page, part: str) -> bytes:
    if not part:
        return await page.screenshot()
    await page.add_style_tag(content=QUIET if part == ".house" else QUIET + WHOLE)
    return await page.locator(part).screenshot()


@asynccontextmanager
async def _browsing() -> AsyncIterator[Page]:
    from playwright.async_api import async_playwright  # noqa: PLC0415 -- a developer's package, for this alone

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_here(), args=list(FLAGS))
        yield await browser.new_page(locale="en-US", reduced_motion="reduce")
        await browser.close()


def _smaller(png: bytes) -> bytes:
    """Return a picture with a palette instead of 16 million colours."""
    from PIL import Image  # noqa: PLC0415 -- as above

    with Image.open(BytesIO(png)) as picture:
        made = BytesIO()
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
        return made.getvalue()
