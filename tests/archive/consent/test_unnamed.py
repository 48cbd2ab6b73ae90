"""Once words were sent, the rows no longer say whose they are; whoever holds the keys still finds out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from archive.consent import accept, mark_published, still_publishable, withdraw
from archive.consent.person import forget_person, given_by
from archive.consent.store import ConsentStore
from bot.database.network import Network
from bot.database.schema import metadata
from bot.database.schema.sharing import consents, contributions
from bot.errors import Gone
from tests.archive.consent.places import NOW, WORDS, Places, agreed, furnish, key_of


@pytest.fixture
async def places(network: Network) -> Places:
    return await furnish(network)


async def sent(places: Places, words: str = WORDS) -> int:
    each = await agreed(places, words)
    async with places.network.write() as tx:
        await accept(tx, places.steward.id, each.id, now=NOW)
        await mark_published(tx, [each.id], now=NOW + timedelta(days=9))
    return each.id


async def test_a_sent_row_and_its_yes_name_neither_author_nor_place_nor_reviewer_nor_hour(places: Places) -> None:
    contribution_id = await sent(places)
    async with places.network.read() as tx:
        [row] = await tx.rows(select(contributions).where(tx.mine(contributions)))
        [given] = await tx.rows(select(consents).where(tx.mine(consents)))
        kept = ConsentStore(tx)
        assert (await kept.contribution(contribution_id)).site_id == places.site.id, "the keys still tell"
    assert [row.person_id, row.reviewer_person_id, row.issue_id, row.site_id, row.district, row.region] == [None] * 6
    assert given.person_id is None
    assert row.offered_at == given.given_at == NOW.replace(day=1, hour=0)
    everybody = {places.author.id, places.site.id}
    assert not everybody & {value for value in (*row, *given) if isinstance(value, int)}


async def test_two_marks_of_one_person_have_nothing_in_common(places: Places) -> None:
    first, second = await sent(places), await sent(places, "Another thing.")
    async with places.network.read() as tx:
        rows = await tx.rows(select(contributions.c.author_mark).where(tx.mine(contributions)))
    marks = {row.author_mark for row in rows}
    assert first != second
    assert len(marks) == 2
    assert {len(mark) for mark in marks} == {32}


async def test_only_its_author_finds_what_was_sent(places: Places) -> None:
    contribution_id = await sent(places)
    async with places.network.read() as tx:
        store = ConsentStore(tx)
        assert [each.words for each in await store.of_person(places.author.id)] == [WORDS]
        assert await store.of_person(places.steward.id) == []
        assert [row.contribution_id for row in await given_by(tx, places.author.id)] == [contribution_id]
        with pytest.raises(Gone):
            await store.contribution(contribution_id, person_id=places.steward.id)


async def test_people_are_still_counted_behind_what_was_sent(places: Places) -> None:
    ids = [await sent(places), await sent(places, "Another thing.")]
    async with places.network.read() as tx:
        found = await still_publishable(tx, ids, key_of=key_of)
    assert {(each.person_id, each.site_id) for each in found} == {(places.author.id, places.site.id)}
    assert len(found) == 2


async def test_taking_back_and_erasing_still_find_what_was_sent(places: Places) -> None:
    first, second = await sent(places), await sent(places, "Another thing.")
    async with places.network.write() as tx:
        with pytest.raises(Gone):
            await withdraw(tx, first, person_id=places.steward.id, now=NOW)
        assert (await withdraw(tx, first, person_id=places.author.id, now=NOW)).state == "recalled"
        shown = {each.id: each.state for each in await ConsentStore(tx).of_person(places.author.id)}
        assert shown == {first: "recalled", second: "published"}
        await forget_person(tx, places.author.id, now=NOW)
        rows = await tx.rows(select(contributions).where(tx.mine(contributions)))
        assert {(row.state, row.words, row.origin, row.author_mark) for row in rows} == {("recalled", None, None, None)}
        assert await tx.rows(select(consents).where(tx.mine(consents))) == []


async def test_who_holds_the_database_and_no_keys_cannot_tell_the_author_from_anybody_else(places: Places) -> None:
    """Nothing in any row that speaks of a sent contribution is the same for its author and different for others."""
    contribution_id = await sent(places)
    others = {places.boss.id, places.steward.id, places.steward_above.id, places.author.id}
    async with places.network.read() as tx:
        for table in metadata.sorted_tables:
            if table.name in {"networks", "leases", "people"}:
                continue
            for row in await tx.rows(select(table).where(tx.mine(table))):
                values = {value for value in row._mapping.values() if isinstance(value, int)}
                assert not (contribution_id in values and others & values), table.name
