"""Questions and finding them on real databases, the same on both."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import ManualClock
from bot.database.network import Network, Networks
from bot.people.model import Person
from bot.workers import Workers
from cogs.forum import privacy
from cogs.forum.asking import similar
from cogs.forum.asking.similar import similar_to
from cogs.forum.entries import BOUND, EntryStore
from cogs.forum.finding.finding import Wanted
from cogs.forum.finding.finding import find as forum_find
from cogs.forum.finding.render import found_card
from cogs.forum.model import Asked, Choices, Kind
from cogs.forum.private_cards import Found, found_line
from cogs.forum.prompting.store import PromptStore
from cogs.forum.prompting.tellings import TellingStore
from cogs.forum.rules import ranked
from cogs.forum.store import QuestionStore
from config.community import default_community
from config.texts import texts_for
from tests.archive.issues.roster import enrol

FAMILY = Choices("family", "servant", "days")


async def say(
    network: Network, clock: ManualClock, person: Person, words: str, *, kind: Kind = "question", topic: str = "family"
) -> int:
    """Keep one question with an entry that is found; returns the question's id."""
    async with network.write() as tx:
        store = QuestionStore(tx)
        question_id = await store.draft(person.id, Choices(topic), Asked("A title", words), now=clock.now())
        await store.change(question_id, ("draft",), state="open")
        entry_id = await EntryStore(tx).add(question_id, person.id, kind, words, now=clock.now())
        entry = await EntryStore(tx).get(entry_id)
        assert entry is not None
        await EntryStore(tx).publish(entry, topic)
    return question_id


async def find(network: Network, clock: ManualClock, words: str, topic: str = "") -> list[int]:
    """The questions found, the best first."""
    async with network.read() as tx:
        return [match.about_id for match in ranked(await EntryStore(tx).find(words, topic), clock.now())]


async def says_that_older_ones_were_left(network: Network, clock: ManualClock) -> bool:
    t, community = texts_for("en"), default_community()
    async with network.read() as tx:
        found = await forum_find(tx, Wanted("everywhere"), community, t, now=clock.now())
    cut = BOUND if found.is_cut else None
    card = found_card(t, found, Wanted("everywhere"), 1, community, cut=cut)
    return f"the newest {BOUND}" in card.text


def test_what_was_found_is_not_told_twice() -> None:
    found = Found("Late buses", 7, datetime(2026, 3, 2, tzinfo=UTC), "other", "Late buses\nWho pays?", "question")
    assert found_line(texts_for("en"), found, 1).endswith("\n> Who pays?")


async def test_every_word_must_be_there_and_endings_case_and_accents_do_not_count(
    network: Network, clock: ManualClock
) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    buses = await say(network, clock, ana, "Our buses come late. ¿Quién paga el autobús?")
    evenings = await say(network, clock, ana, "Evenings without interpreters")
    assert await find(network, clock, "BUS late") == [buses]
    assert await find(network, clock, "autobus") == [buses]
    assert await find(network, clock, "interpreter evening") == [evenings]
    assert await find(network, clock, "interpreter bus") == []
    assert await find(network, clock, '" OR ) NEAR( * & | !') == []


async def test_a_topic_narrows_what_is_found(network: Network, clock: ManualClock) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    family = await say(network, clock, ana, "Who comes in the evening?")
    equity = await say(network, clock, ana, "Who comes in the evening?", topic="equity")
    assert set(await find(network, clock, "evening")) == {family, equity}
    assert await find(network, clock, "evening", "equity") == [equity]


async def test_what_closed_a_question_stands_before_a_question_of_the_same_day_and_newer_before_older(
    network: Network, clock: ManualClock
) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    old = await say(network, clock, ana, "Interpreters", kind="closing")
    clock.forward(timedelta(days=400))
    asked = await say(network, clock, ana, "Interpreters")
    closed = await say(network, clock, ana, "Interpreters", kind="closing")
    assert await find(network, clock, "interpreters") == [closed, asked, old]


async def test_of_very_many_the_newest_are_looked_at(network: Network, clock: ManualClock) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    old = await say(network, clock, ana, "everywhere", kind="closing")
    clock.forward(timedelta(hours=1))
    new = [await say(network, clock, ana, "everywhere") for _ in range(BOUND - 2)]
    assert not await says_that_older_ones_were_left(network, clock)
    new += [await say(network, clock, ana, "everywhere") for _ in range(2)]
    assert await says_that_older_ones_were_left(network, clock)
    assert set(await find(network, clock, "everywhere")) == set(new)
    clock.forward(timedelta(hours=1))
    newest = await say(network, clock, ana, "everywhere")
    found = await find(network, clock, "everywhere")
    assert found[0] == newest
    assert old not in found


async def test_another_networks_words_are_not_found_and_take_up_no_room(network: Network, clock: ManualClock) -> None:
    other = await Networks(network.database).create("South", now=clock.now())
    (ana,) = await enrol(network, clock.now(), "Oak")
    (eve,) = await enrol(other, clock.now(), "Elm")
    here = await say(network, clock, ana, "interpreters")
    clock.forward(timedelta(hours=1))
    for _ in range(BOUND):
        await say(other, clock, eve, "interpreters")
    assert await find(network, clock, "interpreters") == [here]


async def test_how_a_situation_was_handled_is_found_until_it_is_told_otherwise_or_taken_back(
    network: Network, clock: ManualClock
) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    asked, t = await say(network, clock, ana, "Who does lunch duty?"), texts_for("en")
    async with network.write() as tx:
        prompt, store = await PromptStore(tx).plan("two_bosses", clock.now()), TellingStore(tx)
        for words in ("I did lunch duty.", "I asked the office."):
            telling_id = await store.put(prompt.id, ana.id, "servant", words, now=clock.now())
            await store.publish(telling_id, words, "skills")
        assert await EntryStore(tx).find("lunch duty", "skills") == []
        (match,) = await EntryStore(tx).find("office")
        assert (match.id, match.about_id, match.kind) == (telling_id, prompt.id, "telling")
        page = await forum_find(tx, Wanted("office", "skills"), default_community(), t, now=clock.now())
        assert [(each.words, each.kind) for each in page.found] == [("I asked the office.", "telling")]
        (telling,) = await store.of_person(ana.id)
        await store.remove(telling)
        assert await EntryStore(tx).find("office") == []
    assert await find(network, clock, "lunch duty") == [asked]


async def test_what_is_removed_is_no_longer_found(network: Network, clock: ManualClock) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    kept, gone = [await say(network, clock, ana, f"interpreters and {word}") for word in ("buses", "lunch")]
    async with network.write() as tx:
        await EntryStore(tx).remove(await EntryStore(tx).of_question(gone))
    assert await find(network, clock, "interpreters") == [kept]


async def test_a_question_is_compared_with_earlier_ones_by_what_they_are_about(
    network: Network, clock: ManualClock
) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    evenings = await say(network, clock, ana, "How do you find interpreters for parents' evenings?")
    await say(network, clock, ana, "Who pays for the late bus after clubs?")
    lost = await say(network, clock, ana, "How do you find an interpreter in the evening?")
    async with network.write() as tx:
        await QuestionStore(tx).change(lost, ("open",), state="lost")
    workers = Workers()
    assert await similar_to(network, workers, "Interpreters for evening meetings with parents?") == [evenings]
    assert await similar_to(network, workers, "Xylophone") == []
    assert await similar_to(network, workers, "🙂 the of and") == []


async def test_comparing_what_would_hold_up_everybody_goes_to_the_worker(
    network: Network, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    evenings = await say(network, clock, ana, "How do you find interpreters for parents' evenings?")
    workers, asked = Workers(), "Interpreters for evening meetings with parents?"
    processes = set(multiprocessing.active_children())
    assert await similar_to(network, workers, asked) == [evenings]
    assert set(multiprocessing.active_children()) == processes, "what is short is compared on the spot"
    monkeypatch.setattr(similar, "AT_ONCE", 10)
    assert await similar_to(network, workers, asked) == [evenings]
    assert set(multiprocessing.active_children()) != processes
    workers.close()


async def test_an_erased_person_is_found_no_more_and_what_others_said_stays(
    network: Network, clock: ManualClock
) -> None:
    ana, ben = await enrol(network, clock.now(), "Oak", "Elm")
    hers, his = await say(network, clock, ana, "interpreters"), await say(network, clock, ben, "interpreters")
    async with network.write() as tx:
        answer = await EntryStore(tx).add(hers, ben.id, "answer", "Ask the library about interpreters", now=clock.now())
        entry = await EntryStore(tx).get(answer)
        assert entry is not None
        await EntryStore(tx).publish(entry, "family")
        held = await privacy.export(tx, ana.id)
        assert "interpreters" in str(held["forum_questions"])
        await privacy.erase(tx, ana.id, now=clock.now())
        assert await privacy.export(tx, ana.id) == {"forum_questions": [], "forum_entries": []}
    assert set(await find(network, clock, "interpreters")) == {hers, his}
    async with network.read() as tx:
        question = await QuestionStore(tx).get(hers)
        assert question is not None
        assert (question.asked, question.person_id, question.state) == (None, None, "erased")


@pytest.mark.parametrize("days", [6, 8])
async def test_drafts_are_forgotten_after_their_time(network: Network, clock: ManualClock, days: int) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    async with network.write() as tx:
        draft = await QuestionStore(tx).draft(ana.id, FAMILY, Asked("A title", "words", "tried"), now=clock.now())
    clock.forward(timedelta(days=days))
    async with network.write() as tx:
        await QuestionStore(tx).drop_drafts(before=clock.now() - timedelta(days=7))
        kept = await QuestionStore(tx).get(draft)
    assert (kept is not None and kept.asked == Asked("A title", "words", "tried")) is (days < 7)
