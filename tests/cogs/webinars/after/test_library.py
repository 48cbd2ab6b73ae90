"""The library on real databases: for those a webinar was for, found by words, sealed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.database.network import Network
from bot.database.schema.afterwards import materials
from bot.errors import Gone
from bot.keys import Keyring
from bot.people.model import Person
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from cogs.forum.entries import EntryStore
from cogs.webinars.after import privacy
from cogs.webinars.after.render import library
from cogs.webinars.after.rules import NotALink, NotYoursToKeep
from cogs.webinars.after.shelving import keep, shelves, take_out
from config.texts import texts_for
from tests.archive.issues.roster import enrol
from tests.cogs.webinars.after.held import hold

LINK = "https://video.example.org/w/1"


async def test_what_is_kept_is_found_by_its_words_its_webinars_and_its_themes(
    network: Network, clock: ManualClock, keys: Keyring
) -> None:
    ana, ben = await enrol(network, clock.now(), "Oak", "Elm")
    webinar = await hold(network, clock, ana, keys.conversations(network.id))
    boss = Person(9, "Bo Lind", "bo@example.org", "principal", ana.site_id)
    now, written = clock.now() + timedelta(hours=1), str(webinar.id)
    async with network.write() as tx:
        await PeopleStore(tx).add_person(boss, now=now)
        await keep(tx, ana, written, "recording", " Interpreters [at] night ", LINK, now=now)
        for words in ("interpreter", "late buses", "INTERPRETERS late", "school bus", ""):
            [shelf] = await shelves(tx, network, ben, words, now=now)
            assert [each.link for each in shelf.materials] == [LINK], words
        assert await shelves(tx, network, ben, "trombone", now=now) == []
        assert await shelves(tx, network, boss, "interpreter", now=now) == [], "it was not for principals"
        assert await EntryStore(tx).find("interpreter") == [], "the forum's index knows nothing of it"
        card = library(texts_for("en"), [shelf], "", page=1, pages=1, least=5)
        assert f"[Interpreters ⟦at⟧ night](<{LINK}>)" in card.text
        assert (card.footer, card.fields, card.buttons) == ("", (), ()), "one page needs no number"
        [row] = await tx.rows(select(materials).where(tx.mine(materials)))
        assert b"video" not in row.link
        assert b"nterpreters" not in row.title


async def test_whoever_proposed_it_or_a_steward_keeps_and_takes_out(
    network: Network, clock: ManualClock, keys: Keyring
) -> None:
    ana, ben = await enrol(network, clock.now(), "Oak", "Elm")
    webinar = await hold(network, clock, ana, keys.conversations(network.id))
    now, written = clock.now(), str(webinar.id)
    async with network.write() as tx:
        with pytest.raises(NotYoursToKeep):
            await keep(tx, ben, written, "slides", "Slides", LINK, now=now)
        with pytest.raises(NotALink):
            await keep(tx, ana, written, "slides", "Slides", "slides.pdf", now=now)
        with pytest.raises(Gone):
            await keep(tx, ana, "7", "slides", "Slides", LINK, now=now)
        kept, _ = await keep(tx, ana, written, "slides", "Slides", LINK, now=now)
        with pytest.raises(Gone):
            await take_out(tx, ben, kept)
        await StewardStore(tx).add(ben.id, by=None, now=now)
        await take_out(tx, ben, kept)
        assert await shelves(tx, network, ben, "slides", now=now) == []
        await keep(tx, ana, written, "slides", "Slides", LINK, now=now)
        assert len((await privacy.export(tx, ana.id))["webinar_materials"]) == 1
        await privacy.erase(tx, ana.id, now=now)
        assert await shelves(tx, network, ben, "slides", now=now) == []
