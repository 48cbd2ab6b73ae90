"""What came by mail is entered by a steward; everybody sees who responds; an author sees what came of their words."""

from __future__ import annotations

from typing import Any

import pytest

from archive.delivery.store import RecipientStore
from archive.digest.store import EditionStore
from archive.responses.scoreboard import Score, scoreboard
from archive.responses.store import ResponseStore
from bot.people.stewards import StewardStore
from tests.cogs.digest.county import County, sent_here
from tests.cogs.digest.test_flow import MONTH, digest_texts, text_of

THEME = f"{MONTH}.concern-1"


@pytest.fixture
async def county(county: County) -> County:
    await sent_here(county, MONTH)
    return county


async def lee_id(county: County) -> str:
    async with county.town.network.read() as tx:
        [lee] = await RecipientStore(tx).all()
    return str(lee.id)


async def enter(county: County, response: str, **typed: str) -> Any:
    channel = county.town.channel("general")
    asked = await county.steward.slash(
        channel, "digest response", office=await lee_id(county), theme=THEME, response=response
    )
    done = await county.steward.submit_modal(asked, typed)
    await county.town.settle()
    return done


async def test_a_steward_enters_what_came_by_mail_and_members_read_it(county: County) -> None:
    done = await enter(county, "will_act", by_when="2026-09-01", details="From *September*.")
    assert "with members now" in text_of(done)
    assert "State Board will act by September 1, 2026. From \\*September\\*." in await digest_texts(
        county.town, "practitioners"
    )
    async with county.town.network.read() as tx:
        [act, *_] = await StewardStore(tx).latest()
    assert (act.actor, act.about) == ("Sam Steward", "State Board")
    assert "sent by mail" in act.act


async def test_members_read_a_response_in_their_servers_language(county: County) -> None:
    county.town.env.backend.edit_guild(county.town.guild.id, {"preferred_locale": "es-ES"})
    await county.town.env.settle()
    await enter(county, "will_act", by_when="2026-09-01", details="From *September*.")
    posted = await digest_texts(county.town, "practitioners")
    assert "State Board respondió" in posted
    assert "1 de septiembre de 2026. From \\*September\\*." in posted
    assert "(marzo de 2026)" in posted


async def test_the_same_response_entered_twice_is_told_once(county: County) -> None:
    await enter(county, "acted", details="Five.")
    assert "already said just that" in text_of(await enter(county, "acted", details="Five."))
    assert (await digest_texts(county.town, "practitioners")).count("State Board responded") == 1


async def test_what_is_missing_is_said_and_nothing_is_kept(county: County) -> None:
    for response, typed, said in (
        ("will_act", {"by_when": "soon", "details": ""}, "Say by when you will act"),
        ("acted", {"details": " "}, "Add a sentence"),
    ):
        assert said in text_of(await enter(county, response, **typed)), response
        async with county.town.network.read() as tx:
            kept = await EditionStore(tx).of_month(MONTH)
            assert await ResponseStore(tx).newest(kept.id) == [], response


async def test_an_office_or_theme_that_is_none_gets_a_sentence(county: County) -> None:
    lee = await lee_id(county)
    for wrong in (
        {"office": "1"},
        {"office": "nobody"},
        {"theme": f"{MONTH}.concern-9"},
        {"theme": "2019-01.concern-1"},
        {"theme": "anything"},
    ):
        chosen = {"office": lee, "theme": THEME, "response": "received", **wrong}
        asked = await county.steward.slash(county.town.channel("general"), "digest response", **chosen)
        assert text_of(asked).strip(), wrong
        assert asked.modal is None, wrong


async def test_only_a_steward_enters_responses_and_takes_links_back(county: County) -> None:
    channel = county.town.channel("practitioners-lounge")
    refused = await county.ana.slash(
        channel, "digest response", office=await lee_id(county), theme=THEME, response="received"
    )
    assert "That is for stewards" in text_of(refused)


async def test_every_member_reads_the_scoreboard(county: County) -> None:
    channel = county.town.channel("practitioners-lounge")
    shown = text_of(await county.ana.slash(channel, "digest scoreboard"))
    assert "**State Board** · 1 sent · 0 responded · 0 acted" in shown
    await enter(county, "acted", details="Five.")
    shown = text_of(await county.ana.slash(channel, "digest scoreboard"))
    assert "**State Board** · 1 sent · 1 responded · 1 acted" in shown


async def test_the_scoreboard_does_not_move_when_members_take_words_back(county: County) -> None:
    from archive import consent  # noqa: PLC0415 -- one use

    town = county.town
    async with town.network.write() as tx:
        for place, author in enumerate(county.authors[:3]):
            await consent.withdraw(tx, county.offered[place], person_id=author.id, now=town.clock.now())
    async with town.network.read() as tx:
        assert await scoreboard(tx) == [Score("State Board", 1, 0, 0)]


async def test_an_author_reads_the_responses_under_what_they_shared(county: County) -> None:
    channel = county.town.channel("practitioners-lounge")
    await enter(county, "will_act", by_when="2026-09-01", details="From *September*.")
    mine = text_of(await county.ana.slash(channel, "share mine"))
    assert "sent to policymakers" in mine
    assert "↳ March 2026: State Board will act by September 1, 2026. From \\*September\\*." in mine
    await enter(county, "acted", details="Hired.")
    mine = text_of(await county.ana.slash(channel, "share mine"))
    assert "State Board has acted: Hired." in mine
    assert "will act by" not in mine


async def test_a_steward_takes_links_back_from_the_list(county: County) -> None:
    channel = county.town.channel("general")
    shown: Any = await county.steward.slash(channel, "digest recipients")
    done = await county.steward.select(shown.response, values=[await lee_id(county)])
    assert "is taken back" in text_of(done)
    async with county.town.network.read() as tx:
        [act, *_] = await StewardStore(tx).latest()
    assert (act.actor, act.about) == ("Sam Steward", "State Board")
