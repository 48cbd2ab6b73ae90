"""A mail that does not arrive is told to stewards in plain words, whether refused at once or reported later."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from simcord.actors import MemberActor

from archive.delivery.deliveries import DeliveryStore
from archive.delivery.marks import edition_mark, message_id
from archive.delivery.store import RecipientStore
from archive.digest.store import EditionStore
from cogs.digest.recipients.bouncing import PATIENCE
from tests.archive.bounces.letters import report
from tests.archive.digest.voices import built
from tests.cogs.digest.county import LEE, County, browser, build_here, sent_here
from tests.cogs.digest.test_flow import MONTH, approve, command, link_in, text_of
from tests.cogs.digest.test_inviting import ask
from tests.kit.imap import ImapServer, open_imap
from tests.kit.town import Town

KIM = replace(LEE, name="Kim Oh", office="County Board", mail="kim@county.example.org")
BACK, STUCK = "A mail about the digest came back", "Some messages or mails didn't go out"
UNREAD = "I can't see which mails came back"


@pytest.fixture
async def imap() -> AsyncIterator[ImapServer]:
    async with open_imap() as server:
        yield server


@pytest.fixture
async def county(county: County, imap: ImapServer) -> County:
    town = county.town
    async with town.network.write() as tx:
        await RecipientStore(tx).add_all([KIM], now=town.clock.now())
    settings = town.house.settings
    town.house.settings = settings.model_copy(update={"bounce_imap_url": SecretStr(imap.url)})
    return county


def told(town: Town, actor: MemberActor, title: str) -> list[str]:
    """What somebody was told under a title: text and fields."""
    embeds = [embed for letter in town.direct_messages(actor) for embed in letter.embeds if embed.title == title]
    return ["\n".join([str(each.description), *(f"{f.name}: {f.value}" for f in each.fields)]) for each in embeds]


def sent_to(town: Town, address: str) -> list[Any]:
    return [mail for mail in town.mailbox if address in str(mail["To"])]


async def until_due(county: County) -> None:
    """Build the edition, have it approved, and wait until it goes out."""
    await build_here(county, MONTH)
    await approve(county)
    await county.town.forward(timedelta(hours=49))


async def send(county: County) -> str:
    """Send the edition; return the Message-ID of the mail to Lee."""
    await until_due(county)
    [mail] = sent_to(county.town, LEE.mail)
    return str(mail["Message-ID"])


async def sent(county: County) -> str:
    """Keep the edition as sent, and return what would be the Message-ID of the mail to Lee."""
    kept = await sent_here(county, MONTH)
    async with county.town.network.read() as tx:
        [lee] = [each for each in await RecipientStore(tx).all() if each.mail == LEE.mail]
    return message_id(edition_mark(kept.id, lee.id), county.town.house.settings.mail_from or "")


async def test_a_refused_mail_is_told_in_plain_words_and_the_others_go_out(county: County) -> None:
    town = county.town
    town.letters.refuses[LEE.mail] = "550 5.1.1 <lee@state.example.org> canary unknown"
    await until_due(county)
    await town.forward(timedelta(minutes=15))
    await town.forward(timedelta(minutes=15))
    assert (len(sent_to(town, KIM.mail)), len(sent_to(town, LEE.mail))) == (1, 0)
    [said] = told(town, county.steward, STUCK)
    assert "State Board: Lee Park: Their mail server doesn't know this address" in said
    assert "give it to the host" in said
    assert "canary" not in said
    assert LEE.mail not in said
    shown = text_of(await command(county, "recipients"))
    assert "State Board: Lee Park\n↳ The newest mail did not arrive. Their mail server doesn't know" in shown
    assert shown.count("did not arrive") == 1

    town.letters.refuses.clear()
    [card] = [m for m in town.direct_messages(county.steward) if m.embeds and m.embeds[0].title == STUCK]
    await county.steward.user.click(card, label="Try them again")
    await town.settle()
    assert len(sent_to(town, LEE.mail)) == 1
    assert "did not arrive" not in text_of(await command(county, "recipients"))


async def test_a_mail_that_is_put_off_is_still_tried_and_told_as_that(county: County) -> None:
    town = county.town
    town.letters.refuses[LEE.mail] = "451 4.7.1 greylisted"
    await until_due(county)
    for _ in range(10):
        await town.forward(timedelta(minutes=10))
    [said] = told(town, county.steward, STUCK)
    assert "Their mail server takes no mail from us." in said
    assert "Still tried." in said
    town.letters.refuses.clear()
    await town.forward(timedelta(minutes=15))
    assert len(sent_to(town, LEE.mail)) == 1


async def test_a_mail_that_comes_back_is_told_once_and_marks_the_recipient(county: County, imap: ImapServer) -> None:
    town, message_id = county.town, await send(county)
    imap.receive(report(message_id, status="4.2.2", action="delayed"), town.clock.now())
    imap.receive(report(message_id, status="5.2.2"), town.clock.now())
    for _ in range(3):
        await town.forward(timedelta(minutes=15))
    [said] = told(town, county.steward, BACK)
    assert "The mail to State Board: Lee Park came back, so they have not read it." in said
    assert "Their mailbox is full. Call them" in said
    shown = text_of(await command(county, "recipients"))
    assert "State Board: Lee Park\n↳ The newest mail did not arrive. Their mailbox is full." in shown
    assert "County Board: Kim Oh\n↳" not in shown


async def test_nothing_is_told_twice_whatever_the_server_or_the_bot_forgets(county: County, imap: ImapServer) -> None:
    town, message_id = county.town, await sent(county)
    imap.receive(report(message_id), town.clock.now())
    await town.forward(timedelta(minutes=15))
    imap.receive(report(message_id, whole=False), town.clock.now())
    await town.restart()
    await town.forward(timedelta(minutes=15))
    imap.start_anew()
    await town.forward(timedelta(minutes=15))
    assert len(told(town, county.steward, BACK)) == 1
    fetched = [line for line in imap.said if line.lower().startswith("uid fetch")]
    assert len(fetched) == 4, "each report once, and again where the server numbered them anew"


async def test_only_reports_are_read_and_nothing_in_the_mailbox_is_changed(county: County, imap: ImapServer) -> None:
    town, message_id = county.town, await sent(county)
    imap.receive(b"From: lee@state.example.org\nSubject: Re: digest\n\nOur private thoughts.\n", town.clock.now())
    imap.receive(report(message_id), town.clock.now() - timedelta(days=90))
    imap.receive(report("<digest.00000000000000000000000000000000@example.org>"), town.clock.now())
    imap.receive(report("") + b"x" * 6_000_000, town.clock.now())
    await town.forward(timedelta(minutes=15))
    assert told(town, county.steward, BACK) == []
    words = {line.partition(" ")[0] for line in imap.said}
    assert words <= {"CAPABILITY", "LOGIN", "STATUS", "EXAMINE", "UID", "LOGOUT"}
    assert [line.split()[2] for line in imap.said if line.lower().startswith("uid fetch")] == ["3"]
    async with town.network.read() as tx:
        assert [each.bounce for each in await DeliveryStore(tx).all()] == ["", ""]


async def test_a_reminder_that_comes_back_counts_and_a_later_edition_that_arrives_ends_it(
    county: County, imap: ImapServer
) -> None:
    town = county.town
    await sent(county)
    await town.forward(timedelta(days=14))
    reminder = sent_to(town, LEE.mail)[-1]
    assert str(reminder["Subject"]).startswith("Waiting for you")
    imap.receive(report(str(reminder["Message-ID"]), status="5.7.1"), town.clock.now())
    await town.forward(timedelta(minutes=15))
    assert "Their mail server takes no mail from us." in told(town, county.steward, BACK)[0]
    assert "did not arrive" in text_of(await command(county, "recipients"))
    async with town.network.write() as tx:
        [lee] = [each for each in await RecipientStore(tx).all() if each.mail == LEE.mail]
        later = await EditionStore(tx).keep(built([]), now=town.clock.now())
        await DeliveryStore(tx).add(later, lee.id, now=town.clock.now())
    assert "did not arrive" not in text_of(await command(county, "recipients"))


async def test_a_colleague_whose_mail_comes_back_is_told_without_an_address(county: County, imap: ImapServer) -> None:
    town = county.town
    await send(county)
    async with browser(town) as client:
        await client.get(link_in(sent_to(town, LEE.mail)[0]))
        assert (await ask(client, "nobody@state.example.org"))[0] == 200
    await town.settle()
    [asked] = sent_to(town, "nobody@state.example.org")
    imap.receive(report(str(asked["Message-ID"])), town.clock.now())
    await town.forward(timedelta(minutes=15))
    [said] = told(town, county.steward, BACK)
    assert "The mail to a colleague whom State Board: Lee Park asked to help came back" in said
    assert "nobody@" not in said


async def test_a_mailbox_that_cannot_be_read_is_said_once_and_read_on_when_it_can(
    county: County, imap: ImapServer, caplog: pytest.LogCaptureFixture
) -> None:
    town, message_id = county.town, await sent(county)
    caplog.set_level(logging.DEBUG)
    imap.refuses = True
    for _ in range(3):
        await town.forward(timedelta(minutes=15))
    assert told(town, county.steward, UNREAD) == [], "a hiccup is nobody's business"
    for _ in range(3):
        await town.forward(PATIENCE)
    [said] = told(town, county.steward, UNREAD)
    assert "Tell the host" in said
    warned = [record for record in caplog.records if "mailbox for reports" in record.getMessage()]
    assert len(warned) == 1
    assert not any("canary" in caplog.handler.format(record) for record in caplog.records)
    imap.receive(report(message_id), town.clock.now())
    imap.refuses = False
    await town.forward(timedelta(minutes=15))
    assert len(told(town, county.steward, BACK)) == 1
    imap.refuses = True
    for _ in range(2):
        await town.forward(PATIENCE)
    assert len(told(town, county.steward, UNREAD)) == 2, "another outage is news"


async def test_without_the_setting_no_mailbox_is_opened(county: County, imap: ImapServer) -> None:
    county.town.house.settings = county.town.house.settings.model_copy(update={"bounce_imap_url": None})
    await sent(county)
    await county.town.forward(timedelta(hours=1))
    assert imap.said == []
