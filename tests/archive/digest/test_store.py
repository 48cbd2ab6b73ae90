from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from archive.digest.approving import approve
from archive.digest.desk import mark_shown
from archive.digest.model import Edition
from archive.digest.states import AlreadyApproved, NoEdition, Overtaken
from archive.digest.store import EditionStore
from bot.clock import ManualClock
from bot.database.network import Network
from tests.archive.digest.voices import built, voice

DRAFT = built([voice(n) for n in range(1, 8)])


async def test_an_edition_is_kept_as_it_was_built_with_the_voices_it_counts(
    network: Network, clock: ManualClock
) -> None:
    async with network.write() as tx:
        edition_id = await EditionStore(tx).keep(DRAFT, now=clock.now())
    async with network.read() as tx:
        kept = await EditionStore(tx).of_month("2026-10")
        voices = await EditionStore(tx).voices(edition_id)
    assert (kept.state, kept.built_at) == ("built", clock.now())
    assert kept.edition == Edition.from_json(DRAFT.edition.to_json())
    assert {key: tuple(ids) for key, ids in voices.items()} == DRAFT.voices


async def test_building_again_replaces_what_was_built(network: Network, clock: ManualClock) -> None:
    async with network.write() as tx:
        store = EditionStore(tx)
        first = await store.keep(DRAFT, now=clock.now())
        second = await store.keep(built([]), now=clock.now())
        assert first == second
        assert await store.voices(second) == {}


async def test_an_edition_goes_from_built_to_approved_to_shown_and_never_back(
    network: Network, clock: ManualClock
) -> None:
    async with network.write() as tx:
        with pytest.raises(NoEdition):
            await approve(tx, "2026-10", person_id=None, now=clock.now())
        await EditionStore(tx).keep(DRAFT, now=clock.now())
        due_at = clock.now() + timedelta(hours=48)
        assert (await mark_shown(tx, "2026-10", due_at=due_at, now=clock.now())).state == "built"
        assert (await approve(tx, "2026-10", person_id=None, now=clock.now())).state == "approved"
        with pytest.raises(AlreadyApproved):
            await approve(tx, "2026-10", person_id=None, now=clock.now())
        shown = await mark_shown(tx, "2026-10", due_at=due_at, now=clock.now())
        assert (shown.state, shown.due_at) == ("shown", due_at)
        hour = timedelta(hours=1)
        later = await mark_shown(tx, "2026-10", due_at=due_at + hour, now=clock.forward(hour))
        assert later.due_at == due_at


async def test_two_months_cannot_be_approved_with_the_same_words(network: Network, clock: ManualClock) -> None:
    async with network.write() as tx:
        store = EditionStore(tx)
        await store.keep(DRAFT, now=clock.now())
        november = built([voice(n) for n in range(1, 8)])
        await store.keep(replace(november, edition=replace(november.edition, month="2026-11")), now=clock.now())
        assert await store.spoken_for(besides="2026-11") == frozenset()
        await approve(tx, "2026-10", person_id=None, now=clock.now())
        assert await store.spoken_for(besides="2026-11") == frozenset(range(1, 8))
        with pytest.raises(Overtaken):
            await approve(tx, "2026-11", person_id=None, now=clock.now())


async def test_voices_that_are_dropped_are_free_for_another_month(network: Network, clock: ManualClock) -> None:
    async with network.write() as tx:
        store = EditionStore(tx)
        edition_id = await store.keep(DRAFT, now=clock.now())
        await approve(tx, "2026-10", person_id=None, now=clock.now())
        await store.drop_voices(edition_id, {1, 2})
        assert await store.spoken_for(besides="2026-11") == frozenset(range(3, 8))
