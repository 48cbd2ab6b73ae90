"""Asking again: after 14 and 30 days, those who owe a response, with a fresh link; nobody else."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from archive.delivery.deliveries import APART, DeliveryStore, next_reminder
from archive.delivery.link_store import OVERLAP
from archive.delivery.reminding import remind_due
from archive.delivery.removing import remove_recipient, revoke_links
from archive.delivery.sending import OPEN_PATH, send_edition
from archive.delivery.store import RecipientStore
from archive.digest.store import EditionStore
from archive.responses.answering import take_answer
from archive.responses.rules import Answer
from tests.cogs.digest.county import LEE, County, browser, build_here, sent_here
from tests.cogs.digest.test_flow import MONTH, approve, body, link_in, send
from tests.kit.town import Town

SENT = datetime(2026, 3, 4, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def test_the_first_reminder_comes_after_14_days_the_second_after_30_and_no_third() -> None:
    assert next_reminder(SENT, 0, SENT) == SENT + 14 * DAY
    assert next_reminder(SENT, 1, SENT + 14 * DAY) == SENT + 30 * DAY
    assert next_reminder(SENT, 1, SENT + 40 * DAY) == SENT + 40 * DAY + APART
    assert next_reminder(SENT, 2, SENT + 30 * DAY) is None


def reminders(town: Town) -> list[str]:
    return [body(mail, "plain") for mail in town.mailbox if str(mail["Subject"]).startswith("Waiting for you")]


async def answer(county: County, kind: str = "received") -> None:
    town = county.town
    async with town.network.write() as tx:
        kept = await EditionStore(tx).of_month(MONTH)
        [lee] = await RecipientStore(tx).all()
        for theme in kept.edition.themes:
            await take_answer(tx, kept.id, lee, theme.key, Answer(kind), now=town.clock.now())  # type: ignore[arg-type]


async def test_two_reminders_each_with_a_fresh_link_that_takes_the_place_of_the_last(county: County) -> None:
    town, first = county.town, link_in(await send(county))
    await town.forward(13 * DAY)
    assert reminders(town) == []
    await town.forward(DAY)
    [letter] = reminders(town)
    assert "Family engagement" in letter
    second = re.search(OPEN_PATH + r"[\w-]+", letter)
    assert second
    assert second.group() != first
    async with browser(town) as client:
        assert (await client.get(first)).status == 200  # the mail may still be on its way
        town.clock.forward(OVERLAP)
        assert "a newer link" in await (await client.get(first)).text()
        assert (await client.get(second.group())).status == 200
    await town.forward(14 * DAY)
    assert "our last reminder" in re.sub(r"\s+", " ", reminders(town)[1])
    await town.forward(60 * DAY)
    assert len(reminders(town)) == 2


async def test_a_reminder_speaks_the_recipients_language(county: County) -> None:
    town = county.town
    async with town.network.write() as tx:
        await RecipientStore(tx).add_all([replace(LEE, language="es")], now=town.clock.now())
    await build_here(county, MONTH)
    await approve(county)
    await town.forward(timedelta(hours=49))
    await town.forward(14 * DAY)
    letter = body(town.mailbox[-1], "plain")
    assert "Family engagement" in letter
    assert "Responda en su página:" in letter
    assert "Hello" not in letter


async def test_nobody_is_reminded_who_has_responded(county: County) -> None:
    await sent_here(county, MONTH)
    await answer(county)
    await county.town.forward(40 * DAY)
    assert reminders(county.town) == []


async def test_a_response_between_two_reminders_ends_them(county: County) -> None:
    await sent_here(county, MONTH)
    await county.town.forward(15 * DAY)
    await answer(county)
    await county.town.forward(30 * DAY)
    assert len(reminders(county.town)) == 1


async def test_nobody_is_reminded_who_left_or_was_removed(county: County) -> None:
    town = county.town
    kim, uma = (replace(LEE, mail=f"{name}@state.example.org", name=name) for name in ("kim", "uma"))
    async with town.network.write() as tx:
        await RecipientStore(tx).add_all([kim, uma], now=town.clock.now())
    await sent_here(county, MONTH)
    async with town.network.write() as tx:
        left, removed, _ = await RecipientStore(tx).active()
        await RecipientStore(tx).leave(left.id)
        await remove_recipient(tx, removed, by=None, now=town.clock.now())
    await town.forward(40 * DAY)
    assert {str(mail["To"]) for mail in town.mailbox} == {uma.mail}, "who stayed is reminded"


async def test_a_theme_that_fell_by_recall_is_not_asked_about_again(county: County) -> None:
    await sent_here(county, MONTH)
    town = county.town
    for place, author in enumerate(county.authors[:2]):
        from archive import consent  # noqa: PLC0415 -- one use

        async with town.network.write() as tx:
            await consent.withdraw(tx, county.offered[place], person_id=author.id, now=town.clock.now())
    await town.forward(15 * DAY)
    assert reminders(town) == []


async def test_two_processes_that_wake_at_once_remind_once(county: County) -> None:
    await sent_here(county, MONTH)
    town = county.town
    now = town.clock.forward(15 * DAY)
    done = await asyncio.gather(*(remind_due(town.house, town.network, now=now) for _ in range(3)))
    assert sum(done) == 1
    await town.settle()
    assert len(reminders(town)) == 1


async def test_without_a_mail_server_a_reminder_waits_and_is_not_lost(county: County) -> None:
    await sent_here(county, MONTH)
    town = county.town
    now = town.clock.forward(20 * DAY)
    silent = replace(town.house, settings=town.house.settings.model_copy(update={"smtp_url": None}))
    assert await remind_due(silent, town.network, now=now) == 0
    assert await remind_due(town.house, town.network, now=now) == 1


async def test_without_a_public_address_a_reminder_asks_for_a_reply(county: County) -> None:
    town = county.town
    await build_here(county, MONTH)
    await approve(county)
    now = town.clock.forward(timedelta(hours=49))
    house = replace(town.house, settings=town.house.settings.model_copy(update={"public_url": None}))
    await send_edition(house, town.network, MONTH, now=now)
    now = town.clock.forward(15 * DAY)
    assert await remind_due(house, town.network, now=now) == 1
    await town.settle()
    [letter] = reminders(town)
    assert "Reply to this mail and name the theme" in letter
    assert OPEN_PATH not in letter


async def test_a_reminder_brings_a_new_link_to_somebody_whose_links_were_taken_back(county: County) -> None:
    await sent_here(county, MONTH)
    town = county.town
    async with town.network.write() as tx:
        [lee] = await RecipientStore(tx).all()
        assert await revoke_links(tx, lee, by=None, now=town.clock.now()) == 1
    await town.forward(15 * DAY)
    found = re.search(OPEN_PATH + r"[\w-]+", reminders(town)[0])
    assert found
    async with browser(town) as client:
        assert (await client.get(found.group())).status == 200


async def test_a_recipient_removed_between_building_and_sending_gets_nothing(county: County) -> None:
    town = county.town
    await build_here(county, MONTH)
    await approve(county)
    async with town.network.write() as tx:
        await RecipientStore(tx).add_all([replace(LEE, mail="kim@state.example.org", name="Kim")], now=town.clock.now())
        lee = next(each for each in await RecipientStore(tx).all() if each.mail == LEE.mail)
        await remove_recipient(tx, lee, by=None, now=town.clock.now())
    await town.forward(timedelta(hours=49))
    assert [str(mail["To"]) for mail in town.mailbox] == ["kim@state.example.org"]
    async with town.network.read() as tx:
        assert len(await DeliveryStore(tx).all()) == 1
