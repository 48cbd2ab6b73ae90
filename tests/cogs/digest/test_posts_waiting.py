"""What members read of a digest is written when it is posted, however long it waited and however often it is tried."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from archive import consent
from archive.delivery.store import RecipientStore
from archive.digest.store import EditionStore
from archive.responses.answering import answer_theme
from archive.responses.rules import Answer
from bot.database.schema.outbox import outbox
from bot.outbox.claims import EVERYTHING, LEASE, Claims
from bot.visibility.admission.spaces import SpaceStore
from cogs.digest import edition_cards
from cogs.digest.telling import tell_response
from cogs.privacy.walk import erase_all
from tests.cogs.digest.county import LEE, WORDS, County, build_here, sent_here
from tests.cogs.digest.test_flow import MONTH, approve, digest_texts, said_by
from tests.cogs.digest.test_waiting import let_two_people_be_enough
from tests.cogs.sharing.test_flow import reply
from tests.kit.town import Town

LONGEST_WAIT = timedelta(minutes=11)  # between two tries


@pytest.fixture
async def county(county: County) -> County:
    await let_two_people_be_enough(county.town)
    return county


async def place(town: Town) -> int:
    async with town.network.read() as tx:
        [space] = await SpaceStore(tx).all("digest", "practitioners")
    return space.channel_id


async def discord_goes_down(town: Town) -> None:
    async with town.network.read() as tx:
        spaces = await SpaceStore(tx).all("digest")
    for space in spaces:
        town.env.inject_error("POST", f"/channels/{space.channel_id}/messages", status=503, times=None)


async def later(town: Town, step: timedelta) -> None:
    """Move both clocks, and nothing else."""
    town.clock.forward(step)
    await town.env.advance_time(step.total_seconds())


async def approve_in_an_outage(county: County) -> None:
    """Have an edition approved of which Discord takes no post."""
    await build_here(county, MONTH)
    await discord_goes_down(county.town)
    await approve(county)


async def discord_is_back(town: Town) -> None:
    town.env.backend.faults.clear()
    await later(town, LONGEST_WAIT)
    await town.settle()


async def titles(town: Town) -> list[str]:
    posts = town.channel_by_id(await place(town)).history()
    return [embed.title or "" for post in posts for embed in post.embeds]


async def printed(county: County) -> list[int]:
    async with county.town.network.read() as tx:
        [theme] = (await EditionStore(tx).of_month(MONTH)).edition.themes
    return [said.contribution_id for said in theme.statements]


async def taken_back(county: County, contribution_id: int) -> str:
    author, words = said_by(county, contribution_id)
    async with county.town.network.write() as tx:
        await consent.withdraw(tx, contribution_id, person_id=author.id, now=county.town.clock.now())
    return words


async def begin(town: Town, *, and_post: bool) -> None:
    """Be a process that begins what is due in the practitioners' channel, and ends before it can note anything."""
    channel_id, courier = await place(town), town.house.courier
    async with town.network.write() as tx:
        claim = await Claims(tx).take(EVERYTHING, town.clock.now())
    for each in claim.parcels:
        assert courier is not None
        assert each.facts is not None
        if and_post and each.facts.get("channel_id") == channel_id:
            await courier._effects[each.kind].run(town.house, town.network, each.facts)


async def test_words_taken_back_or_erased_while_discord_is_down_are_never_posted(county: County) -> None:
    town = county.town
    await approve_in_an_outage(county)
    assert await titles(town) == []
    erased, words = said_by(county, next(each for each in await printed(county) if each != county.offered[-1]))
    await erase_all(town.house, town.network, erased.id, now=town.clock.now())
    mine = await county.ana.slash(town.channel("general"), "share mine")
    await county.ana.click(reply(mine), label="1: Take it back")
    await discord_is_back(town)
    said = await digest_texts(town, "practitioners")
    assert not any(gone in said for gone in (words, WORDS[-1]))
    assert "interpreters" in said, "what the others said is read all the same"
    assert "take it back with" in said
    async with town.network.read() as tx:
        [theme] = (await EditionStore(tx).of_month(MONTH)).edition.themes
    first, second = await titles(town)
    assert "March 2026" in first
    assert second == theme.fallback, "the title may have held a word of theirs"


async def test_no_word_of_a_member_waits_in_the_outbox_for_discord(county: County) -> None:
    town = county.town
    await approve_in_an_outage(county)
    async with town.network.read() as tx:
        rows = await tx.rows(select(outbox).where(tx.mine(outbox), outbox.c.key.startswith("digest.shown:")))
        held = [tx.unseal_unsent(outbox.c.facts, row.facts) or "" for row in rows]
    assert len(held) == 6, "two cards in each of three channels"
    assert all("edition_id" in each for each in held)
    assert not any("interpreters" in each.casefold() for each in held)


@pytest.mark.parametrize("arrives", [True, False])
async def test_a_post_that_is_under_way_when_words_are_taken_back_stands_there_once_without_them(
    county: County, *, arrives: bool
) -> None:
    town = county.town
    await approve_in_an_outage(county)
    assert town.house.courier is not None
    await town.house.courier.close()  # nobody takes up anything but this test
    town.env.backend.faults.clear()
    await later(town, LONGEST_WAIT)
    await begin(town, and_post=arrives)  # the card above them all
    await later(town, LEASE)
    await town.house.courier.deliver_due()
    assert len(await titles(town)) == 1
    await begin(town, and_post=arrives)
    words = await taken_back(county, (await printed(county))[0])
    assert (words in await digest_texts(town, "practitioners")) is arrives
    await later(town, LEASE)
    await town.settle()
    said = await digest_texts(town, "practitioners")
    assert words not in said
    assert "interpreters" in said
    assert len(await titles(town)) == 2


async def test_what_waits_is_not_posted_once_the_approval_was_taken_back(county: County) -> None:
    town = county.town
    await approve_in_an_outage(county)
    asked = await county.steward.slash(town.channel("general"), "digest approve", month=MONTH)
    assert asked.response is not None
    await county.steward.click(asked.response, label="Take the approval back")
    await discord_is_back(town)
    assert all("held back" in title for title in await titles(town))
    await approve(county)
    assert len([title for title in await titles(town) if "held back" not in title]) == 2


async def test_where_all_is_taken_back_that_a_card_would_show_it_is_not_posted(county: County) -> None:
    town = county.town
    await approve_in_an_outage(county)
    for each in await printed(county):
        await taken_back(county, each)
    await discord_is_back(town)
    [title] = await titles(town)
    assert "A quiet month" in title


async def test_a_long_theme_that_waits_shows_every_statement_that_still_stands(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition_cards, "LONGEST_CARD", 130)
    town = county.town
    await approve_in_an_outage(county)
    first, *others = await printed(county)
    gone = await taken_back(county, first)
    await discord_is_back(town)
    said = await digest_texts(town, "practitioners")
    assert gone not in said
    assert others
    assert all(said_by(county, each)[1] in said for each in others)


async def test_a_response_that_waits_names_its_theme_without_what_was_taken_back(county: County) -> None:
    town = county.town
    await sent_here(county, MONTH)
    await discord_goes_down(town)
    async with town.network.write() as tx:
        kept = await EditionStore(tx).of_month(MONTH)
        [theme] = kept.edition.themes
        [lee] = [each for each in await RecipientStore(tx).all() if each.mail == LEE.mail]
        answer, now = Answer("acted", "Two interpreters were hired."), town.clock.now()
        taken = await answer_theme(town.house, town.network, tx, kept.id, lee, theme.key, answer, now=now)
        await tell_response(town.house, town.network, tx, taken, now=now)
    await town.settle()
    assert theme.title != theme.fallback
    await taken_back(county, theme.statements[0].contribution_id)
    await discord_is_back(town)
    *_, told = town.channel_by_id(await place(town)).history()
    assert "Two interpreters were hired." in (told.embeds[0].description or "")
    assert theme.title not in (told.embeds[0].description or "")
    assert theme.fallback in (told.embeds[0].description or "")
