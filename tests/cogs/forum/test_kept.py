"""What the forum keeps of learning and of introductions, on both real databases: exported, and gone when asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.clock import ManualClock
from bot.database.network import Network
from bot.database.schema.learning import leanings, marks
from bot.people.model import Person
from bot.run import features
from cogs.forum.entries import EntryStore
from cogs.forum.introducing.circles import AskedCircleStore
from cogs.forum.introducing.store import IntroductionStore, NewcomerStore
from cogs.forum.model import Asked, Choices
from cogs.forum.prompting.store import PromptStore
from cogs.forum.prompting.tellings import TellingStore
from cogs.forum.prompting.turns import lose, skip, start, stop, take_turn
from cogs.forum.reading.store import ReaderStore
from cogs.forum.reflecting.leanings import LeaningStore
from cogs.forum.store import QuestionStore
from cogs.forum.styles.gathering import read_figures
from cogs.forum.styles.marks import MarkStore, Target
from config.texts import texts_for
from tests.archive.issues.roster import enrol


async def fill(network: Network, clock: ManualClock, own: Person, other: Person) -> Target:
    """Let somebody have something of each kind beside somebody else; returns the other's answer."""
    now = clock.now()
    async with network.write() as tx:
        question_id = await QuestionStore(tx).draft(other.id, Choices("family", "servant"), Asked("T", "W"), now=now)
        answer = Target("entry", await EntryStore(tx).add(question_id, other.id, "answer", "Ask them.", now=now))
        prompt = await PromptStore(tx).plan("two_bosses", now)
        told = [
            await TellingStore(tx).put(prompt.id, each.id, "servant", "I listened.", now=clock.now())
            for each in (own, other)
        ]
        await MarkStore(tx).put(own.id, answer, "not")
        await MarkStore(tx).put(own.id, Target("telling", told[1]), "helped")
        await MarkStore(tx).put(other.id, Target("telling", told[0]), "helped")
        await ReaderStore(tx).set_wanted(own.id, is_wanted=True)
        await LeaningStore(tx).put(own.id, "servant")
        await NewcomerStore(tx).ask(own.id, None, now=now)
        await IntroductionStore(tx).ask(own.id, other.id, now=now)
        await AskedCircleStore(tx).ask("family", [own.id, other.id], now=now)
    return answer


async def test_everything_kept_of_somebody_is_shown_to_them_and_goes_with_them_alone(
    network: Network, clock: ManualClock
) -> None:
    own, other = await enrol(network, clock.now(), "Oak", "Elm")
    answer = await fill(network, clock, own, other)
    async with network.read() as tx:
        shown = [await feature.export(tx, own.id) for feature in features.privacy().values()]
        stored = [row.said for row in await tx.rows(select(marks.c.said).where(tx.mine(marks)))]
        stored += [row.style for row in await tx.rows(select(leanings.c.style).where(tx.mine(leanings)))]
    rows = {table: found for part in shown for table, found in part.items()}
    assert sorted(each["said"] for each in rows["forum_marks"]) == ["helped", "not"]
    assert rows["forum_tellings"] == [{"style": "servant", "words": "I listened."}]
    assert rows["forum_leanings"] == [{"style": "servant"}]
    assert rows["forum_readers"] == [{"last_week": None}]
    assert [each["state"] for each in rows["forum_newcomers"]] == ["asked"]
    assert rows["forum_introductions"][0]["state"] == "not yet", "whom a newcomer waits for is not said"
    assert rows["forum_seats"] == [{"topic": "family", "state": "asked"}]
    assert not any(word in bytes(sealed) for sealed in stored for word in (b"helped", b"not", b"servant"))
    async with network.write() as tx:
        for feature in features.privacy().values():
            await feature.erase(tx, own.id, now=clock.now())
    async with network.read() as tx:
        assert [each.person_id for each in await TellingStore(tx).all()] == [other.id]
        assert await MarkStore(tx).all() == [], "the mark on a telling goes with it"
        assert await LeaningStore(tx).all() == {}
        assert await ReaderStore(tx).all() == {}
        assert await NewcomerStore(tx).all() == []
        assert await IntroductionStore(tx).all() == []
        assert [each.person_id for each in await AskedCircleStore(tx).seats()] == [other.id]
        assert await EntryStore(tx).get(answer.id) is not None


async def test_a_mark_is_one_a_person_can_change_and_goes_with_the_answer(network: Network, clock: ManualClock) -> None:
    own, other = await enrol(network, clock.now(), "Oak", "Elm")
    answer = await fill(network, clock, own, other)
    async with network.write() as tx:
        await MarkStore(tx).put(own.id, answer, "helped")
        assert [each.said for each in await MarkStore(tx).by(own.id, answer)] == ["helped"]
        entry = await EntryStore(tx).get(answer.id)
        assert entry is not None
        await EntryStore(tx).remove([entry])
        assert await MarkStore(tx).by(own.id, answer) == []
        assert len(await MarkStore(tx).by(own.id)) == 1


async def test_somebody_is_counted_once_and_can_take_it_back(network: Network, clock: ManualClock) -> None:
    own, other = await enrol(network, clock.now(), "Oak", "Elm")
    async with network.write() as tx:
        store = LeaningStore(tx)
        assert not await store.put(own.id, "servant")
        assert await store.put(own.id, "distributed")
        await store.put(other.id, "servant")
        assert await store.all() == {own.id: "distributed", other.id: "servant"}
        assert await store.put(own.id, None)
        assert await store.all() == {other.id: "servant"}


async def test_figures_are_read_from_questions_tellings_marks_and_leanings(
    network: Network, clock: ManualClock
) -> None:
    people = await enrol(network, clock.now(), "Oak", "Elm", "Ash", "Fir", "Yew", "Bay")
    async with network.write() as tx:
        question_id = await QuestionStore(tx).draft(
            people[0].id, Choices("equity", "servant"), Asked("Evenings", "Who comes?"), now=clock.now()
        )
        await QuestionStore(tx).change(question_id, ("draft",), state="open", thread_id=11)
        answer = await EntryStore(tx).add(question_id, people[5].id, "answer", "Ask them.", now=clock.now())
        prompt = await PromptStore(tx).plan("two_bosses", clock.now())
        await PromptStore(tx).change(prompt.id, ("waiting",), state="posted", thread_id=12)
        for person in people[:5]:
            await TellingStore(tx).put(prompt.id, person.id, "servant", "I listened.", now=clock.now())
            await MarkStore(tx).put(person.id, Target("entry", answer), "helped")
        for person in people[:4]:
            await LeaningStore(tx).put(person.id, "servant")
        figures = await read_figures(tx, network.community, texts_for("en"))
        await EntryStore(tx).help(answer)
        again = await read_figures(tx, network.community, texts_for("en"))
    found = next(each for each in figures if each.style.key == "servant")
    assert (found.times, found.not_helped, found.leaning) == (6, None, None)
    assert found.helped is not None
    assert found.helped.least == 5
    assert found.topics == ("skills", "equity")
    assert [link.title for link in found.helpful] == ["Evenings"]
    assert [link.thread_id for link in found.others] == [12]
    assert next(each for each in again if each.style.key == "servant").helped == found.helped, "one person, one voice"


async def test_a_list_is_claimed_once_a_week_and_only_while_it_is_wanted(network: Network, clock: ManualClock) -> None:
    (own,) = await enrol(network, clock.now(), "Oak")
    async with network.write() as tx:
        store = ReaderStore(tx)
        assert not await store.claim(own.id, "2026-03-02")
        await store.set_wanted(own.id, is_wanted=True)
        await store.set_wanted(own.id, is_wanted=True)
        assert await store.claim(own.id, "2026-03-02")
        assert not await store.claim(own.id, "2026-03-02")
        assert await store.claim(own.id, "2026-03-09")
        await store.set_wanted(own.id, is_wanted=False)
        assert not await store.claim(own.id, "2026-03-16")


async def test_situations_take_turns_and_a_steward_can_skip_stop_and_start_them(
    network: Network, clock: ManualClock
) -> None:
    async with network.write() as tx:
        store, seen = PromptStore(tx), []
        first = await take_turn(tx, network, clock.now())
        assert first is not None
        assert await take_turn(tx, network, clock.now()) == first, "it is planned once"
        instead = await skip(tx, network, first, clock.now())
        assert instead is not None
        assert (instead.due_at, instead.situation != first.situation) == (first.due_at, True)
        for _ in range(20):
            upcoming = await store.upcoming()
            assert upcoming is not None
            seen.append(upcoming.situation)
            clock.forward(upcoming.due_at - clock.now())
            following = await take_turn(tx, network, clock.now())
            assert following is not None
            assert timedelta(days=13) <= following.due_at - upcoming.due_at <= timedelta(days=17)
        assert len(set(seen[:15])) == 15
        assert first.situation == seen[15]
        upcoming = await store.upcoming()
        assert upcoming is not None
        assert await stop(tx, upcoming)
        clock.forward(timedelta(days=100))
        stopped = await take_turn(tx, network, clock.now())
        assert stopped is not None
        assert (stopped.id, stopped.state) == (upcoming.id, "stopped")
        assert await start(tx, network, stopped, clock.now())
        again = await store.upcoming()
        assert again is not None
        assert clock.now() < again.due_at <= clock.now() + timedelta(days=5)


async def test_what_was_told_in_a_post_that_is_gone_is_kept_no_longer(network: Network, clock: ManualClock) -> None:
    own, other = await enrol(network, clock.now(), "Oak", "Elm")
    await fill(network, clock, own, other)
    async with network.write() as tx:
        (prompt,) = [each for each in [await PromptStore(tx).upcoming()] if each is not None]
        await PromptStore(tx).change(prompt.id, ("waiting",), state="posted", thread_id=5)
        await lose(tx, prompt)
        assert await TellingStore(tx).all() == []
        assert [each.target.kind for each in await MarkStore(tx).all()] == ["entry"]


async def test_a_network_that_wants_no_situations_has_none(network: Network, clock: ManualClock) -> None:
    forum = network.community.forum.model_copy(update={"prompt_weeks": 0})
    without = replace(network, community=network.community.model_copy(update={"forum": forum}))
    async with without.write() as tx:
        assert await take_turn(tx, without, clock.now()) is None
        assert await PromptStore(tx).upcoming() is None
