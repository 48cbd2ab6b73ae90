"""An edition that is not sent yet: whoever has the database has neither its words nor who wrote them."""

from __future__ import annotations

import json

from sqlalchemy import select

from archive import consent
from archive.consent.store import ConsentStore
from archive.digest.desk import draft_of, keep_draft, standing, waiting_voices
from archive.digest.model import Edition, Month
from archive.digest.store import EditionStore
from bot.database.schema.digest import editions
from bot.database.schema.sharing import consents, contributions
from bot.people.model import Person
from tests.cogs.digest.county import WORDS, share
from tests.kit.town import Town

MONTH = "2026-03"


async def settle(town: Town) -> tuple[Person, list[Person]]:
    sites = ("Oak Elementary", "Elm Middle", "Ash High")
    for name in sites:
        await town.add_site(name)
    steward = town.person(await town.join("Sam Steward", position="programme manager", steward=True))
    people = [await town.enrol(f"Author {n}", "coordinator", sites[n % 3]) for n in range(len(WORDS))]
    for person, words in zip(people, WORDS, strict=True):
        await share(town, person, words, steward)
    return steward, people


async def build(town: Town) -> Edition:
    """As `build_month`, in this process: the worker process takes seconds to start."""
    async with town.network.write() as tx:
        voices = await waiting_voices(town.house, town.network, tx, MONTH)
        draft = draft_of(voices, Month("North", MONTH), town.network.community)
        await keep_draft(tx, draft, now=town.clock.now())
    return draft.edition


async def as_it_stands(town: Town) -> Edition:
    async with town.network.read() as tx:
        kept = await EditionStore(tx).of_month(MONTH)
        return (await standing(town.house, town.network, tx, kept))[0]


def printed(edition: Edition) -> dict[int, str]:
    return {said.contribution_id: said.words for theme in edition.themes for said in theme.statements}


async def test_no_row_says_who_wrote_what_a_built_edition_prints(town: Town) -> None:
    await settle(town)
    shown = printed(await build(town))
    assert shown
    async with town.network.read() as tx:
        content = await tx.scalar(select(editions.c.content).where(tx.mine(editions)))
        rows = await tx.rows(select(contributions).where(tx.mine(contributions), contributions.c.id.in_(shown)))
        given = await tx.rows(select(consents).where(tx.mine(consents), consents.c.contribution_id.in_(shown)))
    assert not any(words in json.dumps(content) for words in WORDS)
    assert {row.person_id for row in (*rows, *given)} == {None}
    assert len(given) == len(rows) == len(shown)
    assert printed(await as_it_stands(town)) == shown


async def test_it_can_be_built_again_and_is_the_same(town: Town) -> None:
    await settle(town)
    assert await build(town) == await build(town)


async def test_what_is_taken_back_before_sending_is_gone_from_it_at_once(town: Town) -> None:
    _, people = await settle(town)
    first, *_ = printed(await build(town))
    author = await author_of(town, first, people)
    async with town.network.write() as tx:
        await consent.withdraw(tx, first, person_id=author.id, now=town.clock.now())
    assert first not in printed(await as_it_stands(town))


async def test_words_that_changed_and_were_agreed_to_anew_wait_for_the_next_building(town: Town) -> None:
    steward, people = await settle(town)
    first, *_ = printed(await build(town))
    author, now = await author_of(town, first, people), town.clock.now()
    key, other = town.house.keys.person_key(town.network_id, author.id), "Interpreters in the evening, please, for all"
    async with town.network.write() as tx:
        offer = consent.Offer(other, other)
        await consent.change_words(tx, first, offer, person_id=author.id, now=now)
        await consent.agree(tx, first, key=key, person_id=author.id, words=other, now=now)
        await consent.accept(tx, steward.id, first, now=now)
    assert first not in printed(await as_it_stands(town)), "nobody approved an edition with these words"
    async with town.network.read() as tx:
        row = await tx.row(select(contributions).where(tx.mine(contributions), contributions.c.id == first))
    assert row is not None
    assert row.person_id == author.id, "it is reviewed again, so it has an author again"


async def author_of(town: Town, contribution_id: int, people: list[Person]) -> Person:
    async with town.network.read() as tx:
        each = await ConsentStore(tx).contribution(contribution_id)
    return next(person for person in people if person.id == each.person_id)
