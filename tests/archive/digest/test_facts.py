"""What an edition tells of earlier ones: nothing is lost between the building of one and its sending."""

from __future__ import annotations

from datetime import date, timedelta

from archive import consent
from archive.delivery.store import RecipientStore
from archive.digest.build import build
from archive.digest.desk import keys_of
from archive.digest.facts import month_facts
from archive.digest.store import EditionStore
from archive.responses.answering import take_answer
from archive.responses.rules import Answer
from tests.cogs.digest.county import LEE, sent_edition
from tests.kit.town import Town

PROMISE = Answer("will_act", "From July.", date(2027, 7, 1))


async def test_what_came_while_the_next_edition_was_on_its_way_is_told_in_the_one_after_it(town: Town) -> None:
    now, keys = town.clock.now(), keys_of(town.house, town.network)
    first = await sent_edition(town, now=now)
    later = now + timedelta(days=30)
    async with town.network.write() as tx:
        store = EditionStore(tx)
        kept = await store.get(first)
        assert kept is not None
        [theme] = kept.edition.themes
        printed = [said.contribution_id for said in theme.statements]
        everybody = {each for ids in (await store.voices(first)).values() for each in ids}
        await consent.mark_published(tx, everybody, now=now)
        await RecipientStore(tx).add_all([LEE], now=now)
        [lee] = await RecipientStore(tx).active()
        facts = await month_facts(tx, town.network, "2026-11", "")
        second = await store.keep(build([], facts, town.network.community), now=later)
        [said] = await consent.still_publishable(tx, printed[:1], key_of=keys)
        await consent.withdraw(tx, printed[0], person_id=said.person_id, now=later + timedelta(days=1))
        await take_answer(tx, first, lee, theme.key, PROMISE, now=later + timedelta(days=1))
        await store.set(second, state="sent", sent_at=later + timedelta(days=3))
        facts = await month_facts(tx, town.network, "2026-12", "")
    assert [(each.month, each.title) for each in facts.recalls] == [("2026-10", theme.fallback)]
    assert [(each.month, each.title, each.office) for each in facts.answered] == [
        ("2026-10", theme.fallback, "State Board")
    ]
