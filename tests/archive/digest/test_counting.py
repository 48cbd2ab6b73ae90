"""Who said *count me* is counted, in the right theme, once, and no word of theirs is printed."""

from __future__ import annotations

from sqlalchemy import delete

from archive import consent
from archive.digest.approving import approve
from archive.digest.counting import counts_of
from archive.digest.desk import draft_of, keys_of, standing, waiting_voices
from archive.digest.facts import month_facts
from archive.digest.model import Draft
from archive.digest.store import EditionStore
from archive.issues.raising import raise_issue
from archive.issues.rules import Draft as Written
from bot.database.schema.issues import issues
from bot.people.model import Person
from tests.cogs.digest.county import WORDS, share
from tests.kit.town import Town

MONTH = "2026-03"
SECRET = "Evening interpreters, zanzibar"


async def raised(town: Town, person: Person, words: str, choice: str = "count") -> int:
    draft = Written(words, topic="family", for_policymakers=choice)
    key = town.house.keys.person_key(town.network_id, person.id)
    return await raise_issue(town.network, person, draft, now=town.clock.now(), key=key)


async def built_here(town: Town) -> Draft:
    """Build in this process: the worker process takes seconds to start."""
    async with town.network.read() as tx:
        voices = await waiting_voices(town.house, town.network, tx, MONTH)
        facts = await month_facts(tx, town.network, MONTH, "")
    return draft_of(voices, facts, town.network.community)


async def settle(town: Town, aloud: int, silent: int) -> list[Person]:
    sites = ("Oak Elementary", "Elm Middle", "Ash High")
    for name in sites:
        await town.add_site(name)
    steward = await town.join("Sam Steward", position="programme manager", steward=True)
    people = [await town.enrol(f"Author {n}", "coordinator", sites[n % 3]) for n in range(aloud + silent)]
    for person, words in zip(people[:aloud], WORDS, strict=False):
        await share(town, person, words, town.person(steward))
    return people


async def test_who_said_count_me_counts_and_their_words_stay_inside(town: Town) -> None:
    people = await settle(town, aloud=4, silent=2)
    assert (await built_here(town)).edition.themes == ()
    counted = [await raised(town, person, SECRET) for person in people[4:]]
    draft = await built_here(town)
    [theme] = draft.edition.themes
    assert draft.counted == {theme.key: tuple(sorted(counted))}
    assert str(theme.band) == "5\N{EN DASH}9"
    assert "zanzibar" not in repr(draft.edition).casefold()


async def test_only_silent_voices_are_no_theme(town: Town) -> None:
    for person in await settle(town, aloud=0, silent=6):
        await raised(town, person, SECRET)
    assert (await built_here(town)).edition.themes == ()


async def test_removing_every_other_issue_leaves_the_digest_byte_identical(town: Town) -> None:
    people = await settle(town, aloud=5, silent=3)
    for person in people[5:7]:
        await raised(town, person, SECRET)
    for person in people:
        await raised(town, person, "Families and interpreters, and something nobody agreed to", "no")
        await raised(town, person, "Interpreters in the evening: words offered and never agreed to", "words")
    before = await built_here(town)
    async with town.network.write() as tx:
        others = issues.c.for_policymakers != "count"
        assert (await tx.execute(delete(issues).where(tx.mine(issues), others))).rowcount == 16
    after = await built_here(town)
    assert repr(before.edition).encode() == repr(after.edition).encode()
    assert (before.voices, before.counted) == (after.voices, after.counted)
    assert before.edition.themes


async def test_a_yes_to_be_counted_that_is_taken_back_counts_no_more(town: Town) -> None:
    people = await settle(town, aloud=5, silent=1)
    issue = await raised(town, people[5], SECRET)
    draft = await built_here(town)
    async with town.network.write() as tx:
        edition_id = await EditionStore(tx).keep(draft, now=town.clock.now())
        assert await counts_of(tx, edition_id) == {"concern-1": [issue]}
        await consent.count_me_out(tx, issue, person_id=people[5].id)
        kept = await EditionStore(tx).of_month(MONTH)
        edition, behind = await standing(town.house, town.network, tx, kept)
    assert behind.issues == frozenset()
    assert edition.themes == ()  # it was six; five that are left once somebody went would say that they are five


async def test_nobody_is_counted_in_two_editions(town: Town) -> None:
    people = await settle(town, aloud=5, silent=1)
    issue = await raised(town, people[5], SECRET)
    draft = await built_here(town)
    async with town.network.write() as tx:
        await EditionStore(tx).keep(draft, now=town.clock.now())
        await approve(tx, MONTH, person_id=None, now=town.clock.now())
    async with town.network.read() as tx:
        assert await waiting_voices(town.house, town.network, tx, "2026-04") == []
        assert [voice.id for voice in await waiting_voices(town.house, town.network, tx, MONTH) if voice.is_silent] == [
            issue
        ]


async def test_whose_words_are_given_is_counted_by_them_alone(town: Town) -> None:
    people = await settle(town, aloud=5, silent=0)
    issue = await raised(town, people[0], SECRET)
    key = keys_of(town.house, town.network)(people[0].id)
    async with town.network.write() as tx:
        offer = consent.Offer(words=WORDS[5], original="", kind="concern", topic="family", issue_id=issue)
        offered = await consent.offer(tx, offer, person_id=people[0].id, now=town.clock.now())
        await consent.agree(tx, offered.id, key=key, person_id=people[0].id, words=offered.words, now=town.clock.now())
        panel = await consent.ReviewPanel.load(tx)
        [steward] = panel.stewards
        await consent.accept(tx, steward, offered.id, now=town.clock.now())
    assert (await built_here(town)).counted == {}
    async with town.network.write() as tx:
        await consent.mark_published(tx, [offered.id], now=town.clock.now())
    async with town.network.read() as tx:
        waiting = await waiting_voices(town.house, town.network, tx, "2026-04")
    assert not any(voice.is_silent for voice in waiting)
