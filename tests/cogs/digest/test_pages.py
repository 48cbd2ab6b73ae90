"""The recipients' pages over HTTP: what a link opens, what a form may do, and what a GET never does."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import consent
from archive.delivery.link_store import OVERLAP, LinkStore
from archive.delivery.links import DAYS_VALID
from archive.delivery.removing import remove_recipient
from archive.delivery.sending import LEAVE_PATH, OPEN_PATH
from archive.delivery.store import RecipientStore
from archive.digest.page import page as in_words
from archive.digest.store import EditionStore, KeptEdition
from archive.responses.store import ResponseStore
from bot.clock import ManualClock
from bot.keys.rotation import rotate_signing
from bot.people.store import PeopleStore
from bot.web.limits import OF_LINK
from config.texts import texts_outside
from tests.archive.digest.test_rendering import html_text, squeezed
from tests.cogs.digest.county import browser, lee_with_a_link, link_of, open_quiet_town
from tests.kit.founding import lay_tables
from tests.kit.town import Town, town_settings

Client = TestClient[web.Request, web.Application]
HOSTILE = '<script>alert(1)</script> "quoted" {{ 7*7 }}'
ANSWER = "/digest/answer/concern-1"


@pytest.fixture
async def town(tmp_path: Path, clock: ManualClock, sqlite_template: Path) -> AsyncIterator[Town]:
    settings = town_settings(tmp_path, "smtp://127.0.0.1:1")
    lay_tables(settings, sqlite_template)
    async with open_quiet_town(settings, clock) as quiet:
        yield quiet
        quiet.assert_no_incident()


@pytest.fixture
async def token(town: Town) -> str:
    """A link to an edition that was sent, as it stands in a mail."""
    return await lee_with_a_link(town)


@pytest.fixture
async def client(town: Town) -> AsyncIterator[Client]:
    async with browser(town) as opened:
        yield opened


async def edition(town: Town) -> KeptEdition:
    async with town.network.read() as tx:
        return await EditionStore(tx).of_month("2026-10")


async def answers(town: Town) -> int:
    kept = await edition(town)
    async with town.network.read() as tx:
        return len(await ResponseStore(tx).newest(kept.id))


async def page_of(client: Client) -> str:
    return await (await client.get("/digest")).text()


def fields_in(page: str, **given: str) -> dict[str, str]:
    """What the first form of a page sends: its mark, what its reader saw, and what they fill in."""
    mark, seen = re.search(r'name="form" value="(\w+)"', page), re.search(r'name="seen" value="(\w*)"', page)
    assert mark
    assert seen
    return {"form": mark.group(1), "seen": seen.group(1), **given}


async def test_the_link_becomes_a_cookie_and_an_address_without_it(client: Client, token: str) -> None:
    answer = await client.get(OPEN_PATH + token, allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, "/digest")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("staffroom-digest=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


async def test_over_tls_the_cookie_belongs_to_this_host_alone(town: Town, token: str) -> None:
    secure = town.house.settings.model_copy(update={"public_url": "https://staffroom.example.org"})
    async with browser(replace(town, house=replace(town.house, settings=secure))) as client:
        answer = await client.get(OPEN_PATH + token, allow_redirects=False)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-staffroom-digest=")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
    assert answer.headers["Strict-Transport-Security"]


async def test_without_a_good_link_nothing_opens(client: Client, token: str) -> None:  # noqa: ARG001 -- the edition is there
    forged = [way + each for way in (OPEN_PATH, LEAVE_PATH) for each in ("forged", "A" * 86)]
    for path in ("/digest", *forged):
        answer = await client.get(path)
        assert answer.status == 400, path
        assert "newest mail" in await answer.text(), path


async def test_an_expired_link_opens_nothing_and_still_leaves_the_list(town: Town, client: Client, token: str) -> None:
    town.clock.forward(DAYS_VALID + timedelta(days=1))
    assert "expired" in await (await client.get(OPEN_PATH + token)).text()
    assert "off the list" in await (await client.post(LEAVE_PATH + token)).text()


@pytest.mark.parametrize("sent", [b"", b"List-Unsubscribe=One-Click", b"\xff" * 300_000])
async def test_whoever_asks_to_leave_is_believed_whatever_comes_with_it(
    town: Town, client: Client, token: str, sent: bytes
) -> None:
    kind = {"Content-Type": "application/octet-stream"}
    assert (await client.post(LEAVE_PATH + token, data=sent, headers=kind)).status == 200
    async with town.network.read() as tx:
        assert await RecipientStore(tx).active() == []


async def test_a_revoked_link_opens_nothing_not_even_in_a_browser_that_had_it_open(
    town: Town, client: Client, token: str
) -> None:
    assert (await client.get(OPEN_PATH + token)).status == 200
    async with town.network.write() as tx:
        [lee] = await RecipientStore(tx).active()
        assert await LinkStore(tx).revoke(lee.id, now=town.clock.now()) == 1
    for path in (OPEN_PATH + token, "/digest", LEAVE_PATH + token):
        answer = await client.get(path)
        assert answer.status == 400
        assert "was taken back" in await answer.text()


async def test_a_replaced_link_opens_until_the_newer_mail_had_time_to_arrive(
    town: Town, client: Client, token: str
) -> None:
    kept = await edition(town)
    async with town.network.write() as tx:
        [lee] = await RecipientStore(tx).active()
        await LinkStore(tx).replace_own(lee.id, kept.id, now=town.clock.now())
    newer = await link_of(town, lee, kept.id)
    assert (await client.get(OPEN_PATH + token)).status == 200
    town.clock.forward(OVERLAP)
    answer = await client.get(OPEN_PATH + token)
    assert answer.status == 400
    assert "a newer link" in await answer.text()
    assert (await client.get(OPEN_PATH + newer)).status == 200
    assert "off the list" in await (await client.post(LEAVE_PATH + token)).text()


async def test_a_removed_recipient_is_out_and_nothing_of_them_but_the_office_stays(
    town: Town, client: Client, token: str
) -> None:
    await client.get(OPEN_PATH + token)
    await client.post(ANSWER, data=fields_in(await page_of(client), kind="acted", details="Done."))
    async with town.network.write() as tx:
        [lee] = await RecipientStore(tx).active()
        await remove_recipient(tx, lee, by=None, now=town.clock.now())
    assert "was taken back" in await page_of(client)
    kept = await edition(town)
    async with town.network.read() as tx:
        gone = await RecipientStore(tx).get(lee.id)
        assert gone is not None
        assert (gone.name, gone.mail, gone.office) == ("", str(lee.id), "State Board")
        [response] = await ResponseStore(tx).newest(kept.id)
    assert response.answer.details == "Done."


async def test_what_is_typed_is_not_lost_when_the_link_ended_meanwhile(town: Town, client: Client, token: str) -> None:
    await client.get(OPEN_PATH + token)
    fields = fields_in(await page_of(client), kind="acted", details=f"Two paragraphs. {HOSTILE}")
    async with town.network.write() as tx:
        [lee] = await RecipientStore(tx).active()
        await LinkStore(tx).revoke(lee.id, now=town.clock.now())
    answer = await client.post(ANSWER, data=fields)
    shown = await answer.text()
    assert answer.status == 400
    assert "Two paragraphs. &lt;script&gt;" in shown
    assert await answers(town) == 0


async def test_a_form_of_another_site_changes_nothing(town: Town, client: Client, token: str) -> None:
    await client.get(OPEN_PATH + token)
    good = fields_in(await page_of(client))["form"]
    tries: tuple[tuple[str | None, dict[str, str]], ...] = (
        (None, {}),
        ("0" * 64, {}),
        ("é\0", {}),
        (good, {"Sec-Fetch-Site": "cross-site"}),
        (good, {"Sec-Fetch-Site": "same-site"}),
        (good, {"Origin": "https://elsewhere.example"}),
        (good, {"Origin": "https://["}),
    )
    for form, headers in tries:
        for path in (ANSWER, "/digest/invite"):
            fields = {"kind": "received", "mail": "a@state.example.org", **({"form": form} if form else {})}
            assert (await client.post(path, data=fields, headers=headers)).status == 400
    assert await answers(town) == 0
    assert (await client.post(ANSWER, json={"form": good})).status == 415
    rotate_signing(town.house.keys.folder, town.clock.now(), at_once=False)  # link and form are from before: they hold
    assert (
        await client.post(ANSWER, data={"form": good, "kind": "received"}, headers={"Origin": "null"})
    ).status == 200


async def test_reading_opening_and_asking_to_leave_change_nothing(town: Town, client: Client, token: str) -> None:
    for path in (OPEN_PATH + token, "/digest", "/digest?thanks=concern-1", "/digest?invited", LEAVE_PATH + token):
        assert (await client.get(path)).status == 200
        assert (await client.head(path)).status == 200
    for path in (ANSWER, "/digest/invite", "/digest/close"):
        assert (await client.get(path)).status == 405
    assert await answers(town) == 0
    async with town.network.read() as tx:
        assert len(await RecipientStore(tx).active()) == 1


async def test_an_answer_that_lacks_something_is_shown_again_with_what_was_typed(
    town: Town, client: Client, token: str
) -> None:
    await client.get(OPEN_PATH + token)
    fields = fields_in(await page_of(client), kind="will_act", details=HOSTILE, by_when="")
    answer = await client.post(ANSWER, data=fields)
    shown = await answer.text()
    assert answer.status == 422
    assert "Say by when you will act" in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &#34;quoted&#34; {{ 7*7 }}" in shown
    assert 'value="will_act" checked' in shown
    assert await answers(town) == 0


async def test_ten_thousand_characters_are_given_back_with_the_number_that_fits(
    town: Town, client: Client, token: str
) -> None:
    await client.get(OPEN_PATH + token)
    for letter in ("x", "ع", "漢", "😀"):
        fields = fields_in(await page_of(client), kind="acted", details=letter * 10_000)
        answer = await client.post(ANSWER, data=fields)
        shown = await answer.text()
        assert answer.status == 422, letter
        assert "10000 characters, and 1500 fit" in shown, letter
        assert letter * 10_000 in shown, letter
        assert await answers(town) == 0, letter


async def test_words_from_right_to_left_stay_whole_and_find_their_own_direction(client: Client, token: str) -> None:
    await client.get(OPEN_PATH + token)
    arabic = "سنوظف مترجمين (5) في الخريف"
    await client.post(ANSWER, data=fields_in(await page_of(client), kind="acted", details=arabic))
    shown = await page_of(client)
    assert f'dir="auto">State Board has acted: {arabic}</p>' in shown


async def test_the_same_answer_twice_is_one_and_a_new_one_takes_its_place(
    town: Town, client: Client, token: str
) -> None:
    await client.get(OPEN_PATH + token)
    first = fields_in(await page_of(client), kind="received", details="We hired five.")
    for _ in range(2):  # a double click, or the back button and the same form again
        assert (await client.post(ANSWER, data=first)).status == 200
    assert (
        await client.post(ANSWER, data=fields_in(await page_of(client), kind="acted", details="Five."))
    ).status == 200
    kept = await edition(town)
    async with town.network.read() as tx:
        [only] = await ResponseStore(tx).newest(kept.id)
        assert only.answer.kind == "acted"
        assert await ResponseStore(tx).count_since(only.recipient_id, town.clock.now()) == 2


async def test_a_second_tab_does_not_overwrite_what_the_first_sent_unseen(
    town: Town, client: Client, token: str
) -> None:
    await client.get(OPEN_PATH + token)
    stale = fields_in(await page_of(client), kind="received", details="From the second tab.")
    await client.post(ANSWER, data=fields_in(await page_of(client), kind="acted", details="From the first tab."))
    answer = await client.post(ANSWER, data=stale)
    shown = await answer.text()
    assert answer.status == 422
    assert "after you opened the page" in shown
    assert "State Board has acted: From the first tab." in shown
    assert "From the second tab." in shown
    again = fields_in(shown, kind="received", details="From the second tab.")
    assert (await client.post(ANSWER, data=again)).status == 200
    kept = await edition(town)
    async with town.network.read() as tx:
        [only] = await ResponseStore(tx).newest(kept.id)
    assert only.answer.details == "From the second tab."


async def test_a_theme_that_is_none_takes_no_answer(town: Town, client: Client, token: str) -> None:
    await client.get(OPEN_PATH + token)
    fields = fields_in(await page_of(client), kind="received", details="For nobody.")
    answer = await client.post("/digest/answer/concern-99", data=fields)
    assert answer.status == 422
    assert "no longer here" in await answer.text()
    assert await answers(town) == 0


async def test_a_theme_that_fell_by_recall_takes_no_answer_and_gives_the_words_back(
    town: Town, client: Client, token: str
) -> None:
    await client.get(OPEN_PATH + token)
    fields = fields_in(await page_of(client), kind="acted", details="We hired five.")
    kept = await edition(town)
    async with town.network.write() as tx:
        voices = (await EditionStore(tx).voices(kept.id))["concern-1"]
        for voice in voices[:2]:
            author = (await consent.store.ConsentStore(tx).contribution(voice)).person_id
            assert author is not None
            await consent.mark_published(tx, [voice], now=town.clock.now())
            await consent.withdraw(tx, voice, person_id=author, now=town.clock.now())
    answer = await client.post(ANSWER, data=fields)
    shown = await answer.text()
    assert answer.status == 422
    assert "taken their words back since" in shown
    assert "We hired five." in shown
    assert 'id="concern-1"' not in shown
    assert await answers(town) == 0


async def test_too_much_of_one_link_is_told_when_to_come_back(town: Town, client: Client, token: str) -> None:
    await client.get(OPEN_PATH + token)
    states = {(await client.get("/digest")).status for _ in range(OF_LINK.burst + 1)}
    assert states == {200, 429}
    refused = await client.get("/digest")
    assert int(refused.headers["Retry-After"]) >= 1
    kept = await edition(town)
    async with town.network.read() as tx:
        [lee] = await RecipientStore(tx).active()
    other = await link_of(town, lee, kept.id)
    assert (await client.get(OPEN_PATH + other)).status == 200


async def test_closing_the_page_forgets_it_in_this_browser(client: Client, token: str) -> None:
    await client.get(OPEN_PATH + token)
    answer = await client.post("/digest/close", data={})
    assert answer.status == 200
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Your page is closed" in await answer.text()
    assert (await client.get("/digest")).status == 400


async def test_another_site_cannot_close_the_page(client: Client, token: str) -> None:
    await client.get(OPEN_PATH + token)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        assert (await client.post("/digest/close", data={}, headers=headers)).status == 400
    assert (await client.get("/digest")).status == 200


async def test_the_page_says_every_sentence_that_the_mail_says(town: Town, client: Client, token: str) -> None:
    await client.get(OPEN_PATH + token)
    shown = squeezed(html_text(await page_of(client)))
    written = in_words((await edition(town)).edition, texts_outside("en"))
    assert [said for said in written.sentences() if squeezed(said) not in shown] == []
    [row] = [row for part in written.parts for row in part.rows]
    assert f'aria-label="{row.bar}"' in await page_of(client)


async def test_leaving_takes_a_deliberate_post_and_is_kept(town: Town, client: Client, token: str) -> None:
    answer = await client.post(LEAVE_PATH + token, data={"List-Unsubscribe": "One-Click"})
    assert "off the list" in await answer.text()
    async with town.network.read() as tx:
        assert await RecipientStore(tx).active() == []


async def test_no_token_stands_in_any_log(
    town: Town, client: Client, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "bot")
    await client.get(OPEN_PATH + token)
    await client.post(ANSWER, data=fields_in(await page_of(client), kind="acted", details="canary words"))
    await client.get(LEAVE_PATH + token)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert any("/digest/open/{token}" in line for line in ours)
    assert not any(token in line or "canary" in line for line in ours)
    async with town.network.read() as tx:
        assert await PeopleStore(tx).people()  # the town is real


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.dictionaries(st.sampled_from(["kind", "details", "by_when", "form", "x"]), st.text(max_size=200)))
async def test_whatever_is_sent_the_server_keeps_its_composure(
    town: Town, client: Client, token: str, fields: dict[str, str]
) -> None:
    town.clock.forward(timedelta(minutes=1))
    await client.get(OPEN_PATH + token)
    sent = {**fields_in(await page_of(client)), **fields}
    assert (await client.post(ANSWER, data=sent)).status in {200, 400, 422}
