"""`make demo`: the page in a real browser."""

from __future__ import annotations

import asyncio
import subprocess
from typing import Literal

import pytest
from playwright.async_api import Browser, Route

from tests.demo.browsing import opened
from tests.demo.keyboard import Keyboard
from tests.demo.touring import FRAME, Walk
from tests.kit import longer
from tests.kit.browser import IN_CHROMIUM, violations

pytestmark = IN_CHROMIUM
Serving = tuple[subprocess.Popen[str], str, str]


@pytest.mark.parametrize("width", [1280, 390])
async def test_the_page_shows_the_story_the_rooms_and_the_mail(chromium: Browser, serving: Serving, width: int) -> None:
    _, address, _ = serving
    page, complaints = await opened(chromium, address, width)
    assert await page.locator(".chapter").count() >= 6
    assert await page.get_by_role("log").locator(".message").count() >= 7
    assert await page.locator("iframe").count() == 1
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


async def test_a_supervisors_channels_visibly_lack_the_practitioners_room(chromium: Browser, serving: Serving) -> None:
    _, address, _ = serving
    page, complaints = await opened(chromium, f"{address}/?as=supervisor", 1280)
    channels = page.get_by_role("navigation", name="Channels that Katherine Lindholm may see")
    assert await channels.get_by_role("link", name="practitioners-lounge").count() == 0
    assert await channels.locator(".shut", has_text="practitioners-lounge").count() == 1
    assert "robotics" not in await page.locator("#look").inner_text()
    assert complaints == []


async def test_a_forum_shows_its_posts_and_each_leads_to_what_was_said(chromium: Browser, serving: Serving) -> None:
    _, address, _ = serving
    page, complaints = await opened(chromium, f"{address}/?as=principal&in=principals-forum#chat", 390)
    posts = page.get_by_role("list", name="Posts in principals-forum").get_by_role("link")
    assert await posts.count() >= 2
    keys = Keyboard(page)
    await keys.reach(posts.first)
    await keys.enter()
    assert await page.get_by_role("log").locator(".message").count() >= 1
    assert complaints == []


async def test_on_a_phone_the_chosen_person_is_in_view(chromium: Browser, serving: Serving) -> None:
    _, address, _ = serving
    page, _ = await opened(chromium, f"{address}/?as=steward", 390)
    box = await page.locator(".people [aria-current]").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


async def test_on_a_phone_what_is_ahead_stands_under_its_own_heading(chromium: Browser, serving: Serving) -> None:
    _, address, _ = serving
    page, _ = await opened(chromium, f"{address}/?as=newcomer", 390)
    box = await page.locator(".channels h3", has_text="Events").bounding_box()
    assert box is not None
    assert box["width"] > 10, "the events seem to be among what somebody is kept out of"


async def test_the_app_has_one_name_whoever_mentions_it(chromium: Browser, serving: Serving) -> None:
    _, address, _ = serving
    page, _ = await opened(chromium, f"{address}/?as=newcomer&in=practitioners-lounge&cmd=room+who", 1280)
    await page.get_by_role("button", name="Use /room who").click()
    card = page.locator(".messages article").last
    assert "@Staffroom (" in await card.inner_text()


async def test_the_policymakers_page_opens_from_the_page(chromium: Browser, serving: Serving) -> None:
    _, address, _ = serving
    page, _ = await opened(chromium, f"{address}/?as=policymaker", 1280)
    async with page.expect_popup() as popup:
        await page.get_by_role("link", name="Open the page as Adaeze Whitlock").click()
    answered = await popup.value
    await answered.wait_for_load_state()
    content = await answered.content()
    assert "Send our response" in content
    assert "Taken back" in content
    assert await answered.locator("table.months td").all_inner_texts() == ["5+", "5+"]


async def test_a_superintendent_reads_what_her_own_district_raised(chromium: Browser, serving: Serving) -> None:
    _, address, _ = serving
    page, complaints = await opened(chromium, f"{address}/?as=superintendent", 1280)
    async with page.expect_popup() as popup:
        await page.locator(".outside").get_by_role("link", name="Open the page as Solveig Aaltonen").click()
    answered = await popup.value
    await answered.wait_for_load_state()
    assert "Lakeshore Public Schools" in await answered.content()
    assert complaints == []


async def test_other_sites_cannot_act_here(chromium: Browser, serving: Serving) -> None:
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


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
async def test_two_tabs_are_two_people_and_each_page_passes_the_checker(
    chromium: Browser, serving: Serving, width: int, scheme: Literal["light", "dark"]
) -> None:
    teacher, wrong = await opened(chromium, f"{serving[1]}/?as=teacher&in=lobby#write", width, scheme)
    keys = Keyboard(teacher)
    mentor, _ = await opened(chromium, f"{serving[1]}/?as=mentor&in=practitioners-lounge", width, scheme)
    await keys.reach(teacher.get_by_label("Message or command as Noor"))
    await keys.write("/help")
    await teacher.get_by_role("option", name="/help").first.wait_for()
    await keys.enter()
    await keys.reach(teacher.get_by_role("button", name="Use /help"))
    await keys.enter()
    assert "Only Noor Haddad sees this." in await teacher.locator(".messages article").last.inner_text()
    assert await teacher.evaluate("document.documentElement.scrollWidth") <= width
    word = f"Good morning from a screen {width} wide."
    await teacher.goto(f"{serving[1]}/?as=teacher&in=practitioners-lounge#write")
    await keys.write(word)
    await keys.reach(teacher.get_by_role("button", name="Send"))
    await keys.enter()
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
    keys = Keyboard(page)
    await keys.enter()  # the command that is offered
    await keys.enter()  # and its button, which has the focus
    answer = await page.locator(".messages article").last.inner_text()
    assert "Solo Marisol Quiñones ve esto." in answer
    assert "pedir mentoría" in answer  # the bot reads the language of whoever asks
    async with page.expect_navigation():
        await page.get_by_role("button", name="English").click()
    assert await page.get_by_role("heading", name="The mission in eight steps").count() == 1
    assert "as=mentor" in page.url
    assert complaints == []


async def test_whoever_types_faster_than_commands_are_offered_gets_the_one_they_typed(
    chromium: Browser, serving: Serving
) -> None:
    page, complaints = await opened(chromium, f"{serving[1]}/?as=teacher&in=lobby#write", 1280)
    typed, offered = page.get_by_label("Message or command as Noor"), page.locator("[role=option]")

    async def hold(route: Route) -> None:
        await asyncio.sleep(0.5)
        await route.continue_()

    await page.route("**/*text=%2Fhe*", hold)
    await typed.press_sequentially("/")
    await offered.first.wait_for()
    assert not (await offered.first.inner_text()).startswith("/help")
    await typed.press_sequentially("help")
    await typed.press("Enter")
    await page.get_by_role("button", name="Use /help").wait_for(timeout=5000)
    assert complaints == []


async def test_a_part_that_is_drawn_anew_with_less_in_it_keeps_the_focus(chromium: Browser, serving: Serving) -> None:
    page, complaints = await opened(chromium, serving[1], 1280)
    focused = await page.evaluate(
        """async () => {
            const {redraw} = await import(new URL("keys.js", document.querySelector("script[type=module]").src));
            const part = document.querySelector("main").appendChild(document.createElement("section"));
            part.innerHTML = "<button>one</button><button>two</button>";
            part.lastElementChild.focus();
            return ["<button>left</button>", "<p>nothing</p>"].map(html => {
                redraw(part, html);
                return document.activeElement === part ? "the part" : document.activeElement.innerText.slice(0, 20);
            });
        }"""
    )
    assert focused == ["left", "the part"]
    assert complaints == []


async def test_the_tour_walks_the_whole_mission_without_a_mouse(chromium: Browser, serving: Serving) -> None:
    """The last one here: it begins the story anew."""
    page, complaints = await opened(chromium, serving[1], 1280)
    await Walk(page).whole()
    assert complaints == []
