"""A recipient asks a colleague: one mail, to the office only, with a link that responds and does nothing else."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from archive.delivery.colleagues import MOST_A_DAY
from archive.delivery.invitations import InvitationStore
from archive.delivery.links import DAYS_VALID
from archive.delivery.sending import LEAVE_PATH, OPEN_PATH
from archive.delivery.store import RecipientStore
from archive.digest.store import EditionStore
from archive.responses.store import ResponseStore
from tests.cogs.digest.county import browser, lee_with_a_link
from tests.cogs.digest.test_flow import text_of
from tests.cogs.digest.test_pages import fields_in, page_of
from tests.kit.town import Town

Client = TestClient[web.Request, web.Application]
COLLEAGUE = "ana@state.example.org"


@pytest.fixture
async def client(town: Town) -> AsyncIterator[Client]:
    token = await lee_with_a_link(town)
    async with browser(town) as opened:
        await opened.get(OPEN_PATH + token)
        yield opened


async def ask(client: Client, mail: str) -> tuple[int, str]:
    answer = await client.post("/digest/invite", data=fields_in(await page_of(client), mail=mail))
    return answer.status, await answer.text()


def letters_to(town: Town, address: str) -> list[str]:
    found = [mail.get_body(("plain",)) for mail in town.mailbox if address in str(mail["To"])]
    return [str(part.get_content()) for part in found if part is not None]


def token_in(letter: str) -> str:
    found = re.search(OPEN_PATH + r"([\w-]+)", letter)
    assert found
    return found.group(1)


async def test_a_colleague_gets_one_mail_and_responds_for_the_office(town: Town, client: Client) -> None:
    status, shown = await ask(client, COLLEAGUE)
    assert status == 200
    assert "Your colleague has a mail" in shown
    await town.settle()
    [letter] = letters_to(town, COLLEAGUE)
    assert "Lee Park (State Board) asks you" in letter
    assert "You are on no list" in re.sub(r"\s+", " ", letter)
    async with browser(town) as colleague:
        page = await (await colleague.get(OPEN_PATH + token_in(letter))).text()
        assert "Lee Park asked you to help." in page
        assert "Invite a colleague" not in page
        sent = await colleague.post("/digest/answer/concern-1", data=fields_in(page, kind="acted", details="Five."))
        assert sent.status == 200
    async with town.network.read() as tx:
        kept = await EditionStore(tx).of_month("2026-10")
        [response] = await ResponseStore(tx).newest(kept.id)
    assert (response.office, response.answer.details) == ("State Board", "Five.")
    assert "State Board has acted: Five." in await page_of(client)


async def test_a_colleague_can_neither_invite_nor_take_the_recipient_off_the_list(town: Town, client: Client) -> None:
    await ask(client, COLLEAGUE)
    await town.settle()
    token = token_in(letters_to(town, COLLEAGUE)[0])
    async with browser(town) as colleague:
        page = await (await colleague.get(OPEN_PATH + token)).text()
        asked = await colleague.post("/digest/invite", data=fields_in(page, mail="ben@state.example.org"))
        assert asked.status == 400
        assert "Only the person who asked you" in await asked.text()
        assert (await colleague.post(LEAVE_PATH + token)).status == 400
    async with town.network.read() as tx:
        assert len(await RecipientStore(tx).active()) == 1
    assert letters_to(town, "ben@state.example.org") == []


async def test_an_address_elsewhere_is_refused_in_plain_words_and_given_back(town: Town, client: Client) -> None:
    status, shown = await ask(client, 'x"><script>@elsewhere.example')
    assert status == 422
    assert "isn&#39;t a mail address yet" in shown
    assert "<script>" not in shown
    status, shown = await ask(client, "ana@elsewhere.example")
    assert status == 422
    assert "only go to an address there (state.example.org)" in shown
    assert 'value="ana@elsewhere.example"' in shown
    await town.settle()
    assert letters_to(town, "elsewhere.example") == []


async def test_asking_twice_within_a_day_sends_once_and_later_brings_a_fresh_link(town: Town, client: Client) -> None:
    for _ in range(2):
        assert (await ask(client, COLLEAGUE))[0] == 200
    await town.settle()
    assert len(letters_to(town, COLLEAGUE)) == 1
    town.clock.forward(timedelta(days=2))
    await ask(client, COLLEAGUE)
    await town.settle()
    first, second = letters_to(town, COLLEAGUE)
    town.clock.forward(timedelta(days=4))
    assert "a newer link" in await (await client.get(OPEN_PATH + token_in(first))).text()
    assert (await client.get(OPEN_PATH + token_in(second))).status == 200


async def test_an_office_asks_so_many_colleagues_a_day_and_no_more(town: Town, client: Client) -> None:
    for number in range(MOST_A_DAY):
        assert (await ask(client, f"colleague{number}@state.example.org"))[0] == 200
    status, shown = await ask(client, "onemore@state.example.org")
    assert status == 422
    assert "waits until tomorrow" in shown
    town.clock.forward(timedelta(days=1))
    assert (await ask(client, "onemore@state.example.org"))[0] == 200


async def test_stewards_see_that_somebody_was_asked_and_never_the_address(town: Town, client: Client) -> None:
    await ask(client, COLLEAGUE)
    steward = await town.join("Sue Steward", position="programme manager", steward=True)
    shown = await steward.slash(town.channel("general"), "digest recipients")
    text = text_of(shown)
    assert "State Board: Lee Park · asked one colleague to help" in text
    assert "@" not in text


async def test_the_address_of_a_colleague_is_erased_when_the_link_has_run_out(town: Town, client: Client) -> None:
    await ask(client, COLLEAGUE)
    await town.forward(DAYS_VALID - timedelta(days=1))
    async with town.network.read() as tx:
        assert [each.mail for each in await InvitationStore(tx).all()] == [COLLEAGUE]
    await town.forward(timedelta(days=1))
    async with town.network.read() as tx:
        assert [each.mail for each in await InvitationStore(tx).all()] == [""]


async def test_without_mail_the_page_offers_nobody_to_ask(town: Town, client: Client) -> None:
    page = await page_of(client)
    assert "Invite a colleague" in page
    town.house.settings = town.house.settings.model_copy(update={"smtp_url": None})
    assert "Invite a colleague" not in await page_of(client)
    status, shown = await ask(client, COLLEAGUE)
    assert status == 422
    assert "isn&#39;t switched on here" in shown
