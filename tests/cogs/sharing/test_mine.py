"""/share mine: everything one ever shared, in pages, with what came of it."""

from __future__ import annotations

from archive import consent
from archive.consent.store import ConsentStore
from archive.delivery.store import RecipientStore
from archive.digest.store import EditionStore
from archive.responses.answering import take_answer
from archive.responses.rules import Answer
from tests.cogs.digest.county import build_here, settle_county
from tests.cogs.sharing.test_flow import reply, text_of
from tests.kit.town import Town


async def test_what_was_sent_shows_its_edition_and_what_policymakers_answered(town: Town) -> None:
    county, now = await settle_county(town), town.clock.now()
    month = f"{now:%Y-%m}"
    await build_here(county, month)
    async with town.network.write() as tx:
        kept = await EditionStore(tx).of_month(month)
        await EditionStore(tx).set(kept.id, state="sent", sent_at=now)
        await consent.mark_published(tx, county.offered, now=now)
    before = text_of(await county.ana.slash(town.channel("general"), "share mine"))
    assert "sent to policymakers" in before
    assert "In the digest for March 2026." in before
    assert "No policymaker has answered yet." in before

    async with town.network.write() as tx:
        [lee] = await RecipientStore(tx).active()
        [theme] = kept.edition.themes
        await take_answer(tx, kept.id, lee, theme.key, Answer("acted", "Two interpreters were hired."), now=now)
    after = text_of(await county.ana.slash(town.channel("general"), "share mine"))
    assert "State Board has acted: Two interpreters were hired." in after


async def test_taking_back_after_sending_is_one_click_and_the_next_digest_can_say_so(town: Town) -> None:
    county, now = await settle_county(town), town.clock.now()
    async with town.network.write() as tx:
        await consent.mark_published(tx, county.offered, now=now)
    mine = await county.ana.slash(town.channel("general"), "share mine")
    assert "one was recalled" in text_of(await county.ana.click(reply(mine), label="1: Take it back"))
    async with town.network.read() as tx:
        assert await consent.recalls(tx, since=now) == [county.offered[-1]]
        [left] = await ConsentStore(tx).of_person(town.person(county.ana).id)
    assert (left.words, left.state) == ("", "recalled")


async def test_there_are_as_many_pages_as_it_takes(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    async with town.network.write() as tx:
        for number in range(7):
            words = f"Thing {number} is late."
            await consent.offer(tx, consent.Offer(words, words), person_id=town.person(ana).id, now=town.clock.now())
    first = await ana.slash(town.channel("general"), "share mine")
    assert text_of(first).count("waits for your yes") == 5
    again = await ana.slash(town.channel("general"), "share mine")
    asked = text_of(await ana.click(reply(again), label="1: Look at it and say yes"))
    assert "May these exact words" in asked  # the card with the yes is private, and gone once it was closed
    second = await ana.click(reply(first), label="Older")
    assert text_of(second).count("waits for your yes") == 2
    assert "**7**" in text_of(second)
    assert text_of(await ana.click(reply(second), label="Newer")).count("waits for your yes") == 5
