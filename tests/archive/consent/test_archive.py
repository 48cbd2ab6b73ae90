"""The members' archive holds words exactly as long as their author's yes to it stands."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from archive.consent import Offer, accept, agree, change_words, mark_published, publishable, withdraw
from archive.consent.person import forget_person
from archive.consent.store import ConsentStore
from archive.finding.store import EntryStore
from bot.database.network import Network
from bot.database.schema.finding import entries
from bot.database.schema.sharing import consents, contributions
from tests.archive.consent.places import MONTH, NOW, WORDS, Places, furnish, key_of, offered


@pytest.fixture
async def places(network: Network) -> Places:
    return await furnish(network)


async def archived(places: Places, words: str = WORDS, purposes: tuple[str, ...] = ("archive",)) -> int:
    each, author = await offered(places, words), places.author.id
    async with places.network.write() as tx:
        await agree(tx, each.id, key=key_of(author), person_id=author, words=words, now=NOW, purposes=purposes)
        assert await EntryStore(tx).everything() == [], "nothing is found before a steward's yes"
        await accept(tx, places.steward.id, each.id, now=NOW)
    return each.id


async def in_archive(places: Places) -> list[str]:
    async with places.network.read() as tx:
        return [entry.words for entry in await EntryStore(tx).everything()]


async def test_a_yes_for_the_digest_alone_puts_nothing_into_the_archive(places: Places) -> None:
    await archived(places, purposes=("digest",))
    assert await in_archive(places) == []


async def test_words_for_the_archive_alone_never_reach_a_digest(places: Places) -> None:
    await archived(places)
    assert await in_archive(places) == [WORDS]
    async with places.network.read() as tx:
        assert await publishable(tx, MONTH, key_of=key_of) == []
        assert [each.words for each in await publishable(tx, MONTH, key_of=key_of, purpose="archive")] == [WORDS]


@pytest.mark.parametrize("is_sent", [False, True])
async def test_taking_back_takes_the_words_out_at_once_before_and_after_sending(places: Places, is_sent: bool) -> None:
    contribution_id = await archived(places, purposes=("archive", "digest"))
    async with places.network.write() as tx:
        if is_sent:
            await mark_published(tx, [contribution_id], now=NOW)
        await withdraw(tx, contribution_id, person_id=places.author.id, now=NOW)
    assert await in_archive(places) == []


async def test_a_changed_word_takes_them_out_until_the_new_yes_and_the_new_review(places: Places) -> None:
    contribution_id, author, new = await archived(places), places.author.id, "The bus leaves early."
    async with places.network.write() as tx:
        changed = await change_words(tx, contribution_id, Offer(new, new), person_id=author, now=NOW)
        assert (changed.site_id, changed.person_id) == (places.site.id, author)
    assert await in_archive(places) == []
    async with places.network.write() as tx:
        await agree(tx, contribution_id, key=key_of(author), person_id=author, words=new, now=NOW, purposes=["archive"])
        await accept(tx, places.steward.id, contribution_id, now=NOW)
    assert await in_archive(places) == [new]


async def test_erasing_an_author_empties_the_archive_of_their_words_only(places: Places) -> None:
    await archived(places)
    async with places.network.write() as tx:
        kept = {"language": "en", "kind": "concern", "topic": "other", "month": MONTH}
        await EntryStore(tx).add(words="Somebody else's.", **kept)
        await forget_person(tx, places.author.id, now=NOW)
        assert await ConsentStore(tx).of_person(places.author.id) == []
    assert await in_archive(places) == ["Somebody else's."]


async def test_who_holds_the_database_and_no_keys_cannot_match_an_entry_with_its_author(places: Places) -> None:
    await archived(places)
    async with places.network.read() as tx:
        [entry] = await tx.rows(select(entries).where(tx.mine(entries)))
        [row] = await tx.rows(select(contributions).where(tx.mine(contributions)))
        [given] = await tx.rows(select(consents).where(tx.mine(consents)))
    assert entry.id not in {value for value in (*row, *given) if isinstance(value, int)}
    assert (row.person_id, given.person_id, row.site_id, row.reviewer_person_id) == (None, None, None, None)
    assert row.changed_at == row.offered_at == given.given_at == NOW.replace(day=1, hour=0)
