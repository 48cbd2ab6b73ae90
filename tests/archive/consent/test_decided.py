"""What a steward's decision and an erasure leave behind, and what they do not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from archive.consent import Offer, accept, decline, give_back, mark_published, propose, take_up, withdraw
from archive.consent.broader import Known
from archive.consent.panel import ReviewPanel
from archive.consent.person import forget_person
from archive.consent.reading import purposes_of, take_names_off
from archive.consent.reviewing import DONE
from archive.consent.rules import Act
from archive.consent.store import ConsentStore
from bot.database.network import Network
from bot.database.schema.people import acts
from bot.database.schema.sharing import consents, contributions
from bot.database.transaction import Tx
from bot.people.store import PeopleStore
from config.community import Publication
from tests.archive.consent.places import NOW, WORDS, Places, agreed, furnish, key_of, offered

Decide = Callable[[Tx, int, int], Awaitable[Any]]
DECISIONS: dict[Act, tuple[Decide, int]] = {  # and how many yeses are left
    "accept": (lambda tx, who, which: accept(tx, who, which, now=NOW), 1),
    "give_back": (lambda tx, who, which: give_back(tx, who, which, reason="Which bus?", now=NOW), 0),
    "propose": (lambda tx, who, which: propose(tx, who, which, rewording=Offer("Buses leave.", ""), now=NOW), 0),
    "decline": (lambda tx, who, which: decline(tx, who, which, reason="Not ours.", now=NOW), 0),
}


@pytest.fixture
async def places(network: Network) -> Places:
    return await furnish(network)


@pytest.mark.parametrize("act", DECISIONS)
async def test_only_what_is_accepted_keeps_its_yes_and_each_decision_is_logged_without_whose_words(
    places: Places, act: Act
) -> None:
    each, (decide, left) = await agreed(places), DECISIONS[act]
    async with places.network.write() as tx:
        await decide(tx, places.steward.id, each.id)
        assert len(await tx.rows(select(consents).where(tx.mine(consents)))) == left
        logged = await tx.rows(select(acts).where(tx.mine(acts), acts.c.actor_id == places.steward.id))
    [done] = [row for row in logged if row.act in DONE.values()]
    assert (done.act, done.about) == (DONE[act], "")


async def test_a_rewording_that_is_taken_up_is_agreed_to_for_no_more_than_the_words_before(places: Places) -> None:
    each, author = await agreed(places), places.author.id
    async with places.network.write() as tx:
        before = await purposes_of(tx, [each.id])
        await propose(tx, places.steward.id, each.id, rewording=Offer("Buses leave early.", ""), now=NOW)
        await take_up(tx, each.id, key=key_of(author), person_id=author, words="Buses leave early.", now=NOW)
        assert await purposes_of(tx, [each.id]) == before == {each.id: frozenset({"digest"})}


async def test_a_suspended_steward_reviews_nothing(places: Places) -> None:
    async with places.network.write() as tx:
        assert (await ReviewPanel.load(tx)).reviewers_of(places.author.id) == {places.steward.id}
        await PeopleStore(tx).set_state([places.steward.id], "suspended")
        assert (await ReviewPanel.load(tx)).reviewers_of(places.author.id) == frozenset()


async def test_whoever_has_left_is_not_among_those_who_hide_somebody(places: Places) -> None:
    async with places.network.write() as tx:
        await PeopleStore(tx).set_state([places.steward.id], "retired")
        known = await Known.load(tx, Publication())
    assert {person.id for person in known.people} == {
        each.id for each in (places.author, places.boss, places.steward_above)
    }


async def test_erasing_an_author_recalls_now_what_was_sent_and_leaves_the_day_of_an_earlier_recall(
    places: Places,
) -> None:
    sent, recalled, author = await agreed(places), await agreed(places), places.author.id
    async with places.network.write() as tx:
        for each in (sent, recalled):
            await accept(tx, places.steward.id, each.id, now=NOW)
        await mark_published(tx, [sent.id, recalled.id], now=NOW)
        await withdraw(tx, recalled.id, person_id=author, now=NOW + timedelta(days=1))
        await forget_person(tx, author, now=NOW + timedelta(days=5))
        rows = await tx.rows(select(contributions).where(tx.mine(contributions)))
    assert {(row.id, row.state, (row.changed_at - NOW).days) for row in rows} == {
        (sent.id, "recalled", 5),
        (recalled.id, "recalled", 1),
    }


async def test_words_whose_names_are_taken_off_are_still_their_authors_to_find(places: Places) -> None:
    each, author = await agreed(places), places.author.id
    async with places.network.write() as tx:
        await accept(tx, places.steward.id, each.id, now=NOW)
        await take_names_off(tx, [each.id])
        [row] = await tx.rows(select(contributions).where(tx.mine(contributions)))
        assert row.person_id is None
        assert [(found.id, found.words) for found in await ConsentStore(tx).of_person(author)] == [(each.id, WORDS)]


async def test_ones_own_words_are_told_the_newest_first(places: Places) -> None:
    for day in (1, 3, 2):
        await offered(places, f"Day {day}.", now=NOW + timedelta(days=day))
    async with places.network.read() as tx:
        found = await ConsentStore(tx).of_person(places.author.id)
    assert [each.words for each in found] == ["Day 3.", "Day 2.", "Day 1."]
