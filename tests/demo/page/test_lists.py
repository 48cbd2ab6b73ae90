"""A list to tick several lines of, drawn as the page draws it, on a phone."""

from __future__ import annotations

from playwright.async_api import Browser

from config.texts import texts_for
from demo.page.render import STATIC, templates
from demo.seen import ChoiceSeen, Control
from tests.kit.browser import IN_CHROMIUM

pytestmark = IN_CHROMIUM
ABOUT = "Seeing the strengths of students, families and community, in so many words that they break twice"
OVERLAPS = """() => {
    const lines = [...document.querySelectorAll("fieldset label")].map(line => {
        const range = document.createRange(); range.selectNodeContents(line);
        return range.getBoundingClientRect();
    });
    return lines.slice(1).filter((line, place) => line.top < lines[place].bottom - 1).length;
}"""


async def test_the_lines_of_a_list_never_lie_over_each_other(chromium: Browser) -> None:
    control = Control(
        "Topics", "select", "a:b", choices=tuple(ChoiceSeen(f"Topic {n}", str(n), ABOUT) for n in range(13)), most=13
    )
    form = templates.get_template("list.html").render(t=texts_for("en"), control=control, where=str, message={"id": 1})
    styles = "".join(f"<style>{(STATIC / name).read_text()}</style>" for name in ("page.css", "play.css"))
    page = await chromium.new_page(viewport={"width": 390, "height": 800})
    await page.set_content(f"<!doctype html>{styles}<div class=message style='width:16rem'>{form}</div>")
    await page.locator("summary").click()
    assert await page.locator("fieldset label").count() == 13
    assert await page.evaluate(OVERLAPS) == 0
