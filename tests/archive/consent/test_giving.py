from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, update

from archive.consent import (
    Offer,
    accept,
    agree,
    ask_reviews,
    change_words,
    count_me,
    count_me_out,
    counted,
    decline,
    describe,
    drop,
    give_back,
    mark_published,
    offer,
    propose,
    publishable,
    recalls,
    still_publishable,
    take_up,
    typed,
    waiting_for,
    withdraw,
)
from archive.consent.person import forget_person, reviewed_by
from archive.consent.rules import AlreadyDecided, NotYourReview, WordsChanged, edition_of
from archive.consent.store import ConsentStore
from bot.database.ids import new_id
from bot.database.network import Network, Networks
from bot.database.schema.sharing import consents, contributions
from bot.errors import Gone
from bot.people.model import Person
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from tests.archive.consent.places import MONTH, NOW, WORDS, Places, agreed, furnish, key_of, offered


@pytest.fixture
async def places(network: Network) -> Places:
    return await furnish(network)


async def accepted(places: Places, words: str = WORDS) -> int:
    each = await agreed(places, words)
    async with places.network.write() as tx:
        await accept(tx, places.steward.id, each.id, now=NOW)
    return each.id


async def published_words(places: Places, month: str = MONTH, *, held_over: int = 0) -> list[str]:
    async with places.network.read() as tx:
        return [each.words for each in await publishable(tx, month, key_of=key_of, months_held_over=held_over)]


async def test_accepted_words_are_publishable_with_the_authors_place(places: Places) -> None:
    await accepted(places)
    async with places.network.read() as tx:
        [statement] = await publishable(tx, MONTH, key_of=key_of)
    assert (statement.words, statement.person_id, statement.kind) == (WORDS, places.author.id, "concern")
    assert (statement.site_id, statement.district, statement.region) == (places.site.id, "North", "Upper")


async def test_nothing_is_publishable_before_the_stewards_yes(places: Places) -> None:
    await offered(places, "only offered")
    await agreed(places, "only agreed to")
    assert await published_words(places) == []


async def test_words_altered_in_the_database_are_left_out(places: Places) -> None:
    contribution_id = await accepted(places)
    await accepted(places, "Untouched.")
    async with places.network.write() as tx:
        condition = (tx.mine(contributions), contributions.c.id == contribution_id)
        altered = tx.seal(contributions.c.words, places.author.id, WORDS.replace("bus", "train"))
        await tx.execute(update(contributions).where(*condition).values(words=altered))
    assert await published_words(places) == ["Untouched."]


async def test_a_destroyed_key_ends_every_yes(places: Places) -> None:
    contribution_id = await accepted(places)
    async with places.network.read() as tx:
        assert await publishable(tx, MONTH, key_of=lambda _: bytes(32)) == []
        assert await still_publishable(tx, [contribution_id], key_of=lambda _: bytes(32)) == []
        assert len(await still_publishable(tx, [contribution_id], key_of=key_of)) == 1


async def test_a_yes_for_the_digest_is_none_for_the_archive(places: Places) -> None:
    await accepted(places)
    async with places.network.read() as tx:
        assert await publishable(tx, MONTH, key_of=key_of, purpose="archive") == []


async def test_changed_words_need_a_new_yes(places: Places) -> None:
    contribution_id, author = await accepted(places), places.author.id
    async with places.network.write() as tx:
        new = Offer("The train leaves early.", "original")
        changed = await change_words(tx, contribution_id, new, person_id=author, now=NOW)
    assert changed.state == "offered"
    assert await published_words(places) == []
    async with places.network.read() as tx:
        assert await tx.rows(select(consents).where(tx.mine(consents))) == []


async def test_a_yes_to_other_words_than_stand_there_is_refused(places: Places) -> None:
    each, author = await offered(places), places.author.id
    with pytest.raises(WordsChanged):
        async with places.network.write() as tx:
            await agree(tx, each.id, key=key_of(author), person_id=author, words="other words", now=NOW)


async def test_what_was_typed_is_sealed_and_gone_with_the_yes(places: Places) -> None:
    each, author = await offered(places), places.author.id
    async with places.network.read() as tx:
        sealed = await tx.scalar(select(contributions.c.original).where(tx.mine(contributions)))
        assert b"originally" not in sealed
        assert (await typed(tx, each.id, person_id=author))[0].startswith("originally")
    async with places.network.write() as tx:
        await agree(tx, each.id, key=key_of(author), person_id=author, words=WORDS, now=NOW)
        assert await ConsentStore(tx).original(each.id, person_id=author) is None


async def test_taking_back_erases_words_and_yes(places: Places) -> None:
    contribution_id = await accepted(places)
    async with places.network.write() as tx:
        taken = await withdraw(tx, contribution_id, person_id=places.author.id, now=NOW)
        assert (taken.state, taken.words) == ("withdrawn", "")
        assert await tx.rows(select(consents).where(tx.mine(consents))) == []
    assert await published_words(places) == []
    with pytest.raises(AlreadyDecided):
        async with places.network.write() as tx:
            await withdraw(tx, contribution_id, person_id=places.author.id, now=NOW)


async def test_taking_back_after_sending_is_a_recall(places: Places) -> None:
    contribution_id = await accepted(places)
    async with places.network.write() as tx:
        await mark_published(tx, [contribution_id], now=NOW)
    assert await published_words(places) == []
    async with places.network.write() as tx:
        taken = await withdraw(tx, contribution_id, person_id=places.author.id, now=NOW + timedelta(days=1))
        assert (taken.state, taken.words) == ("recalled", "")
        assert await recalls(tx, since=NOW) == [contribution_id]
        assert await recalls(tx, since=NOW + timedelta(days=2)) == []


async def test_nobody_else_can_touch_a_contribution(places: Places) -> None:
    each = await offered(places)
    other = places.steward.id
    with pytest.raises(Gone):
        async with places.network.write() as tx:
            await agree(tx, each.id, key=key_of(other), person_id=other, words=WORDS, now=NOW)
    with pytest.raises(Gone):
        async with places.network.write() as tx:
            await withdraw(tx, each.id, person_id=other, now=NOW)


async def test_the_author_and_those_above_cannot_review(places: Places) -> None:
    each = await agreed(places)
    for reviewer in (places.author, places.boss, places.steward_above):
        with pytest.raises(NotYourReview):
            async with places.network.write() as tx:
                await accept(tx, reviewer.id, each.id, now=NOW)
    async with places.network.read() as tx:
        assert await waiting_for(tx, places.steward_above.id) == []
        assert [waiting.id for waiting in await waiting_for(tx, places.steward.id)] == [each.id]


async def test_nor_may_they_reword_or_turn_down(places: Places) -> None:
    each = await agreed(places)
    for reviewer in (places.author, places.boss, places.steward_above):
        for act in (decline, give_back):
            with pytest.raises(NotYourReview):
                async with places.network.write() as tx:
                    await act(tx, reviewer.id, each.id, reason="why", now=NOW)
        with pytest.raises(NotYourReview):
            async with places.network.write() as tx:
                await propose(tx, reviewer.id, each.id, rewording=Offer("Other.", ""), now=NOW)
    async with places.network.read() as tx:
        assert (await ConsentStore(tx).contribution(each.id)).state == "in_review"


async def test_a_rewording_waits_for_the_authors_yes_to_its_own_words(places: Places) -> None:
    each, author = await agreed(places), places.author.id
    mine = partial(take_up, key=key_of(author), person_id=author, now=NOW)
    async with places.network.write() as tx:
        reworded = await propose(tx, places.steward.id, each.id, rewording=Offer("Buses leave early.", ""), now=NOW)
        assert (reworded.state, reworded.words) == ("returned", WORDS)
        with pytest.raises(WordsChanged):
            await mine(tx, each.id, words=WORDS)
        taken = await mine(tx, each.id, words="Buses leave early.")
        assert (taken.state, taken.words, taken.proposal) == ("in_review", "Buses leave early.", None)
        with pytest.raises(AlreadyDecided):
            await mine(tx, each.id, words="Buses leave early.")
        await accept(tx, places.steward.id, each.id, now=NOW)
    assert await published_words(places) == ["Buses leave early."]


async def test_words_of_ones_own_make_a_rewording_void(places: Places) -> None:
    each, author = await agreed(places), places.author.id
    async with places.network.write() as tx:
        await propose(tx, places.steward.id, each.id, rewording=Offer("Buses leave early.", ""), now=NOW)
        changed = await change_words(tx, each.id, Offer("The bus leaves at 3.", ""), person_id=author, now=NOW)
        assert (changed.state, changed.proposal) == ("offered", None)


async def test_without_an_eligible_reviewer_words_wait(network: Network) -> None:
    places = await furnish(network, stewards=["steward_above"])
    each = await agreed(places)
    assert each.state == "agreed"
    async with network.write() as tx:
        assert await ask_reviews(tx, now=NOW) == []
        await StewardStore(tx).add(places.steward.id, by=None, now=NOW)
        assert [moved.id for moved in await ask_reviews(tx, now=NOW)] == [each.id]
        assert (await ConsentStore(tx).contribution(each.id)).state == "in_review"


async def test_returned_words_come_again_after_a_change_and_a_yes(places: Places) -> None:
    each, author = await agreed(places), places.author.id
    async with places.network.write() as tx:
        returned = await give_back(tx, places.steward.id, each.id, reason="Which bus?", now=NOW)
        assert (returned.state, returned.reason) == ("returned", "Which bus?")
        await change_words(tx, each.id, Offer("Bus 5 leaves.", ""), person_id=author, now=NOW)
        again = await agree(tx, each.id, key=key_of(author), person_id=author, words="Bus 5 leaves.", now=NOW)
    assert again.state == "in_review"


async def test_what_was_held_over_comes_with_a_later_month(places: Places) -> None:
    await accepted(places)
    assert await published_words(places, "2026-04") == []
    assert await published_words(places, "2026-04", held_over=1) == [WORDS]
    assert await published_words(places, "2026-02", held_over=12) == []


async def test_being_counted_is_a_yes_without_words_that_can_be_taken_back(places: Places) -> None:
    author = places.author.id
    async with places.network.write() as tx:
        for _ in range(2):
            await count_me(tx, 77, key=key_of(author), person_id=author, now=NOW)
        [one] = await counted(tx, MONTH, key_of=key_of)
        assert (one.issue_id, one.person_id) == (77, author)
        assert await counted(tx, MONTH, key_of=lambda _: bytes(32)) == []
        await count_me_out(tx, 77, person_id=author)
        assert await counted(tx, MONTH, key_of=key_of) == []


async def test_erasing_an_author_leaves_neither_words_nor_person(places: Places) -> None:
    sent, waits = await accepted(places, "Sent."), await accepted(places, "Waits.")
    async with places.network.write() as tx:
        await mark_published(tx, [sent], now=NOW)
        await forget_person(tx, places.author.id, now=NOW)
        rows = await tx.rows(select(contributions).where(tx.mine(contributions)))
        assert [(row.id, row.person_id, row.words, row.state) for row in rows] == [(sent, None, None, "recalled")]
        assert await tx.rows(select(consents).where(tx.mine(consents))) == []
    assert waits != sent


async def test_kind_and_topic_are_the_authors_until_the_yes_and_unknown_ones_change_nothing(places: Places) -> None:
    each, author = await offered(places), places.author.id
    async with places.network.write() as tx:
        changed = await describe(tx, each.id, person_id=author, kind="suggestion", topic="family")
        assert (changed.kind, changed.topic) == ("suggestion", "family")
        assert await ConsentStore(tx).contribution(each.id) == changed
        same = await describe(tx, each.id, person_id=author, kind="rumour")
        assert (same.kind, same.topic) == ("suggestion", "family")
        odd = await offer(tx, Offer("Other words.", "original", kind="rumour"), person_id=author, now=NOW)
        assert odd.kind == "concern"
        with pytest.raises(ValueError, match="purpose"):
            await agree(tx, each.id, key=b"", person_id=author, words=WORDS, now=NOW, purposes=("count",))
        await agree(tx, each.id, key=key_of(author), person_id=author, words=WORDS, now=NOW)
        for late in (describe(tx, each.id, person_id=author, topic="equity"), drop(tx, each.id, person_id=author)):
            with pytest.raises(AlreadyDecided):
                await late


async def test_an_offer_without_a_yes_can_be_forgotten_and_what_was_typed_is_gone_with_it(places: Places) -> None:
    each, other, author = await offered(places), await offered(places, "Stays."), places.author.id
    async with places.network.write() as tx:
        assert await typed(tx, each.id, person_id=author) == (f"originally: {WORDS}", [])
        await drop(tx, each.id, person_id=author)
        with pytest.raises(Gone):
            await typed(tx, each.id, person_id=author)
        assert [left.id for left in await ConsentStore(tx).of_person(author)] == [other.id]


async def test_whoever_is_on_no_site_offers_words_from_nowhere(places: Places) -> None:
    alone = Person(new_id(), "Alone", "alone@example.org", "coordinator")
    async with places.network.write() as tx:
        await PeopleStore(tx).add_people([alone], now=NOW)
        each = await offer(tx, Offer(WORDS, "original"), person_id=alone.id, now=NOW)
    assert (each.site_id, each.district, each.region, each.month) == (None, None, None, MONTH)


async def test_what_is_not_accepted_is_not_sent_and_nothing_of_it_changes(places: Places) -> None:
    waits, ready = await agreed(places), await accepted(places, "Ready.")
    for ids in ([waits.id, ready], [ready, 1]):
        with pytest.raises((AlreadyDecided, Gone)):
            async with places.network.write() as tx:
                await mark_published(tx, ids, now=NOW)
    async with places.network.read() as tx:
        states = [(await ConsentStore(tx).contribution(each)).state for each in (waits.id, ready)]
    assert states == ["in_review", "accepted"]


async def test_a_rewording_can_be_taken_up_once_and_only_while_it_is_proposed(places: Places) -> None:
    each, author, steward = await agreed(places), places.author.id, places.steward.id
    async with places.network.write() as tx:
        with pytest.raises(AlreadyDecided):
            await take_up(tx, each.id, key=key_of(author), person_id=author, words=WORDS, now=NOW)
        await give_back(tx, steward, each.id, reason="Shorter, please.", now=NOW)
        with pytest.raises(Gone):
            await take_up(tx, each.id, key=key_of(author), person_id=author, words=WORDS, now=NOW)


async def reviewers(places: Places) -> list[int | None]:
    async with places.network.read() as tx:
        rows = await tx.rows(select(contributions.c.reviewer_person_id).where(tx.mine(contributions)))
    return [row.reviewer_person_id for row in rows]


async def test_a_reviewer_is_told_of_what_month_they_decided_and_nobody_else_is(places: Places) -> None:
    elsewhere = await furnish(await Networks(places.network.database).create("South county", now=NOW))
    await accepted(elsewhere)
    await accepted(places)
    async with places.network.read() as tx:
        told = [await reviewed_by(tx, each.id) for each in (places.steward, places.author, elsewhere.steward)]
    assert told == [[MONTH], [], []]


async def test_erasing_a_reviewer_leaves_the_words_they_read(places: Places) -> None:
    contribution_id = await accepted(places)
    for erased, left in ((places.boss.id, places.steward.id), (places.steward.id, None)):
        async with places.network.write() as tx:
            await forget_person(tx, erased, now=NOW)
            assert (await ConsentStore(tx).contribution(contribution_id)).words == WORDS
        assert await reviewers(places) == [left]


async def test_what_changed_since_it_was_read_is_not_let_in_and_what_has_no_author_is_nobodys(places: Places) -> None:
    each, steward = await agreed(places), places.steward.id
    async with places.network.write() as tx:
        with pytest.raises(WordsChanged):
            await accept(tx, steward, each.id, now=NOW, edition=edition_of("Other words."))
        assert (await accept(tx, steward, each.id, now=NOW, edition=edition_of(WORDS))).state == "accepted"
        await mark_published(tx, [each.id], now=NOW)
        await forget_person(tx, places.author.id, now=NOW)
        with pytest.raises(Gone):
            await decline(tx, steward, each.id, reason="Nobody's.", now=NOW)
        assert await ConsentStore(tx).of_person(places.author.id) == []
