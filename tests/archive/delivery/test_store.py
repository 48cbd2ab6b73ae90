from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from archive.delivery.link_store import LinkStore
from archive.delivery.links import DAYS_VALID, LinkExpired, LinkRevoked, LinkUnknown, make_link
from archive.delivery.model import Jurisdiction, Recipient
from archive.delivery.store import RecipientStore
from archive.digest.store import EditionStore
from bot.clock import ManualClock
from bot.database.network import Network
from tests.archive.digest.voices import built, voice

KEY = b"k" * 32
LEE = Recipient(0, "Lee Park", "State Board", "lee@state.example.org", Jurisdiction(("North",)), ("staffing",))


async def test_importing_twice_changes_nothing_and_a_change_is_kept(network: Network, clock: ManualClock) -> None:
    moved = replace(LEE, office="Governor's office")
    async with network.write() as tx:
        store = RecipientStore(tx)
        assert await store.add_all([LEE], now=clock.now()) == (1, 0)
        assert await store.add_all([LEE], now=clock.now()) == (0, 0)
        assert await store.add_all([moved], now=clock.now()) == (0, 1)
        [kept] = await store.active()
    assert replace(kept, id=0) == moved


async def test_somebody_who_left_is_not_brought_back_by_an_import(network: Network, clock: ManualClock) -> None:
    async with network.write() as tx:
        store = RecipientStore(tx)
        await store.add_all([LEE], now=clock.now())
        await store.leave((await store.active())[0].id)
        await store.add_all([replace(LEE, name="L. Park")], now=clock.now())
        assert await store.active() == []


async def test_a_link_opens_until_it_is_revoked_or_expires(network: Network, clock: ManualClock) -> None:
    _, link = make_link(KEY, network.id, clock.now())
    _, stranger = make_link(KEY, network.id, clock.now())
    async with network.write() as tx:
        await RecipientStore(tx).add_all([LEE], now=clock.now())
        [lee] = await RecipientStore(tx).active()
        edition_id = await EditionStore(tx).keep(built([voice(n) for n in range(1, 7)]), now=clock.now())
        store = LinkStore(tx)
        await store.add(link, lee.id, edition_id)
        opened = await store.open(link, clock.now())
        assert (opened.recipient, opened.edition_id) == (lee, edition_id)
        with pytest.raises(LinkUnknown):
            await store.open(stranger, clock.now())
        with pytest.raises(LinkExpired):
            await store.open(link, clock.now() + DAYS_VALID + timedelta(seconds=1))
        assert await store.revoke(lee.id, now=clock.now()) == 1
        with pytest.raises(LinkRevoked):
            await store.open(link, clock.now())
