"""The recipients' pages over HTTP: what a link opens, what a form may do, and what a GET never does."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.delivery.links import DAYS_VALID, make_link
from archive.delivery.sending import LEAVE_PATH, LINKS_KEY, OPEN_PATH
from archive.delivery.store import LinkStore, RecipientStore
from archive.digest.store import EditionStore
from archive.responses.store import ResponseStore
from tests.cogs.digest.county import LEE, browser, sent_edition
from tests.kit.town import Town

Client = TestClient[web.Request, web.Application]
HOSTILE = '<script>alert(1)</script> "quoted" {{ 7*7 }}'


@pytest.fixture
async def token(town: Town) -> str:
    """A link to an edition that was sent, as it stands in a mail."""
    now = town.clock.now()
    key = town.house.keys.signing_key(LINKS_KEY)
    made, link = make_link(key, town.network_id, now)
    edition_id = await sent_edition(town, now=now)
    async with town.network.write() as tx:
        await RecipientStore(tx).add_all([LEE], now=now)
        [lee] = await RecipientStore(tx).active()
        await LinkStore(tx).add(link, lee.id, edition_id)
    return made


@pytest.fixture
async def client(town: Town) -> AsyncIterator[Client]:
    async with browser(town) as opened:
        yield opened


async def answers(town: Town) -> int:
    async with town.network.read() as tx:
        kept = await EditionStore(tx).of_month("2026-10")
        return len(await ResponseStore(tx).newest(kept.id))


async def test_the_link_becomes_a_cookie_and_an_address_without_it(client: Client, token: str) -> None:
    answer = await client.get(OPEN_PATH + token, allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, "/digest")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/digest" in cookie
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/digest", OPEN_PATH + "forged", OPEN_PATH + "A" * 86, LEAVE_PATH + "forged"])
async def test_without_a_good_link_nothing_opens(client: Client, token: str, path: str) -> None:  # noqa: ARG001 -- the edition is there
    answer = await client.get(path)
    assert answer.status == 400
    assert "newest mail" in await answer.text()


async def test_an_expired_and_a_revoked_link_open_nothing(town: Town, client: Client, token: str) -> None:
    async with town.network.write() as tx:
        [lee] = await RecipientStore(tx).active()
        await LinkStore(tx).revoke(lee.id, now=town.clock.now())
    assert (await client.get(OPEN_PATH + token)).status == 400
    town.clock.forward(DAYS_VALID + timedelta(days=1))
    assert "expired" in await (await client.get(OPEN_PATH + token)).text()


async def test_a_form_of_another_site_changes_nothing(town: Town, client: Client, token: str) -> None:
    await client.get(OPEN_PATH + token)
    good = await form_of(client)
    for form, comes_from in ((None, "none"), ("0" * 64, "none"), ("é\0", "none"), (good, "cross-site")):
        fields = {"kind": "received", **({"form": form} if form else {})}
        headers = {"Sec-Fetch-Site": comes_from}
        assert (await client.post("/digest/answer/concern-1", data=fields, headers=headers)).status == 400
    assert await answers(town) == 0


async def test_reading_opening_and_asking_to_leave_change_nothing(town: Town, client: Client, token: str) -> None:
    for path in (OPEN_PATH + token, "/digest", "/digest?thanks=concern-1", LEAVE_PATH + token):
        assert (await client.get(path)).status == 200
        assert (await client.head(path)).status == 200
    assert await answers(town) == 0
    async with town.network.read() as tx:
        assert len(await RecipientStore(tx).active()) == 1


async def form_of(client: Client) -> str:
    found = re.search(r'name="form" value="(\w+)"', await (await client.get("/digest")).text())
    assert found
    return found.group(1)


async def test_an_answer_that_lacks_something_is_shown_again_with_what_was_typed(
    town: Town, client: Client, token: str
) -> None:
    await client.get(OPEN_PATH + token)
    fields = {"form": await form_of(client), "kind": "will_act", "details": HOSTILE, "by_when": ""}
    answer = await client.post("/digest/answer/concern-1", data=fields)
    shown = await answer.text()
    assert answer.status == 422
    assert "Say by when you will act" in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &#34;quoted&#34; {{ 7*7 }}" in shown
    assert await answers(town) == 0


async def test_the_same_answer_twice_is_one_and_a_new_one_takes_its_place(
    town: Town, client: Client, token: str
) -> None:
    await client.get(OPEN_PATH + token)
    form = await form_of(client)
    for kind in ("received", "received", "acted"):
        fields = {"form": form, "kind": kind, "details": "We hired five."}
        assert (await client.post("/digest/answer/concern-1", data=fields)).status == 200
    async with town.network.read() as tx:
        kept = await EditionStore(tx).of_month("2026-10")
        [only] = await ResponseStore(tx).newest(kept.id)
        assert only.answer.kind == "acted"
        assert await ResponseStore(tx).count_since(only.recipient_id, town.clock.now()) == 2


async def test_a_theme_that_is_none_takes_no_answer(town: Town, client: Client, token: str) -> None:
    await client.get(OPEN_PATH + token)
    fields = {"form": await form_of(client), "kind": "received"}
    assert (await client.post("/digest/answer/concern-99", data=fields)).status == 400
    assert await answers(town) == 0


async def test_leaving_takes_a_deliberate_post_and_is_kept(town: Town, client: Client, token: str) -> None:
    answer = await client.post(LEAVE_PATH + token, data={"List-Unsubscribe": "One-Click"})
    assert "off the list" in await answer.text()
    async with town.network.read() as tx:
        assert await RecipientStore(tx).active() == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.dictionaries(st.sampled_from(["kind", "details", "by_when", "form", "x"]), st.text(max_size=200)))
async def test_whatever_is_sent_the_server_keeps_its_composure(
    client: Client, token: str, fields: dict[str, str]
) -> None:
    await client.get(OPEN_PATH + token)
    sent = {**fields, "form": await form_of(client)} if "form" not in fields else fields
    assert (await client.post("/digest/answer/concern-1", data=sent)).status < 500
