from __future__ import annotations

from datetime import date, timedelta

from archive.delivery.model import Recipient
from archive.delivery.store import RecipientStore
from archive.digest.facts import month_facts
from archive.digest.store import EditionStore
from archive.responses.answering import take_answer, voices_behind
from archive.responses.rules import Answer
from archive.responses.store import ResponseStore
from bot.clock import ManualClock
from bot.database.network import Network
from tests.archive.digest.voices import built, voice

LEE = Recipient(0, "Lee Park", "State Board", "lee@state.example.org")
PROMISE = Answer("will_act", "From July.", date(2027, 7, 1))


async def test_a_response_is_kept_and_told_in_the_next_edition_once(network: Network, clock: ManualClock) -> None:
    async with network.write() as tx:
        editions, responses = EditionStore(tx), ResponseStore(tx)
        await RecipientStore(tx).add_all([LEE], now=clock.now())
        [lee] = await RecipientStore(tx).active()
        edition_id = await editions.keep(built([voice(n) for n in range(1, 7)]), now=clock.now())
        await editions.set(edition_id, state="sent", sent_at=clock.now())
        taken = await take_answer(tx, edition_id, lee, "concern-1", Answer("received"), now=clock.now())
        assert taken.is_new
        assert set(await voices_behind(tx, taken)) == set(range(1, 7))
        later = clock.forward(timedelta(days=1))
        assert (await take_answer(tx, edition_id, lee, "concern-1", PROMISE, now=later)).is_new
        assert not (await take_answer(tx, edition_id, lee, "concern-1", PROMISE, now=later)).is_new
        [newest] = await responses.newest(edition_id)
        assert (newest.answer, newest.office) == (PROMISE, "State Board")
        [told] = (await month_facts(tx, network, "2026-11", "")).answered
        assert (told.month, told.office, told.by_when) == ("2026-10", "State Board", date(2027, 7, 1))
        after = built([], month="2026-11")
        next_id = await editions.keep(after, now=later + timedelta(seconds=1))
        await editions.set(next_id, state="sent", sent_at=later + timedelta(days=3))
        assert (await month_facts(tx, network, "2026-12", "")).answered == ()
