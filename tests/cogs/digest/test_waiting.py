"""A mail that has not left yet is written anew when somebody takes back, or has erased, what stands in it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from archive.delivery.sending import send_edition
from archive.delivery.store import RecipientStore
from archive.digest.store import EditionStore
from bot.database.schema.outbox import outbox
from bot.outbox.claims import LEASE, Claims, Reach
from bot.outbox.mailing import EFFECTS
from bot.outbox.outbox import MAIL, State
from cogs.privacy.walk import erase_all
from tests.cogs.digest.county import LEE, WORDS, County, browser, build_here, sent_here
from tests.cogs.digest.test_flow import MONTH, approve, body, link_in, said_by
from tests.cogs.sharing.test_flow import reply
from tests.kit.town import Town

KIM = replace(LEE, name="Kim Oh", office="County Board", mail="kim@county.example.org")
LU = replace(LEE, name="Lu Oh", office="Lake Board", mail="lu@lake.example.org")


async def by_the_courier_alone(town: Town, step: timedelta) -> None:
    town.clock.forward(step)
    await town.settle()


async def let_go(town: Town, address: str, *, arrive: int = 1) -> str:
    """Let the mails to an address arrive; return all that the one mail says, PDF included, on one line."""
    town.letters.refuses.pop(address, None)
    for _ in range(2):  # one to write it anew, one to send it
        await by_the_courier_alone(town, timedelta(minutes=11))
    mails = [mail for mail in town.mailbox if address in str(mail["To"])]
    assert len(mails) == arrive
    if not mails:
        return ""
    [mail] = mails
    [attached] = list(mail.iter_attachments())
    pages = PdfReader(io.BytesIO(attached.get_content())).pages
    said = " ".join([body(mail, "plain"), body(mail, "html"), *(page.extract_text() for page in pages)])
    return re.sub(r"\s+>?\s*", " ", said)


async def states(town: Town) -> dict[str, Any]:
    async with town.network.read() as tx:
        rows = await tx.rows(select(outbox).where(tx.mine(outbox), outbox.c.destination.startswith("mail:")))
    return {row.destination: row.state for row in sorted(rows, key=lambda row: row.seq)}


async def let_two_people_be_enough(town: Town) -> None:
    publication = town.network.community.publication.model_copy(update={"people": 2, "sites": 2})
    community = town.network.community.model_copy(update={"publication": publication})
    await town.house.networks.define(town.network.id, community)


async def mails_waiting(county: County) -> None:
    """Have an edition sent of which no mail can leave."""
    town = county.town
    async with town.network.write() as tx:
        await RecipientStore(tx).add_all([KIM, LU], now=town.clock.now())
    await let_two_people_be_enough(town)
    for each in (LEE, KIM, LU):
        town.letters.refuses[each.mail] = "451 4.7.1 greylisted"
    await build_here(county, MONTH)
    await approve(county)
    await town.forward(timedelta(hours=49))
    assert not town.mailbox


async def test_words_that_are_erased_or_taken_back_leave_the_mails_that_wait(county: County) -> None:
    town = county.town
    await mails_waiting(county)
    async with town.network.read() as tx:
        [theme] = (await EditionStore(tx).of_month(MONTH)).edition.themes
    author, words = said_by(county, theme.statements[0].contribution_id)
    assert author.id != county.authors[-1].id, "she is the one who takes hers back"
    await erase_all(town.house, town.network, author.id, now=town.clock.now())
    said = await let_go(town, LEE.mail)
    assert words not in said
    assert "interpreters" in said, "what the others said is told all the same"
    async with browser(town) as client:
        [mail] = [mail for mail in town.mailbox if LEE.mail in str(mail["To"])]
        assert (await client.get(link_in(mail))).status == 200

    town.clock.forward(timedelta(minutes=11))  # the longest wait between two tries
    async with town.network.write() as tx:  # a mail server is at it in this moment
        [sending] = (await Claims(tx).take(Reach(frozenset([MAIL]), False, 1), town.clock.now(), risked=[MAIL])).parcels
    assert sending.facts is not None
    mine = await county.ana.slash(town.channel("general"), "share mine")
    await county.ana.click(reply(mine), label="1: Take it back")
    await by_the_courier_alone(town, LEASE)
    assert State.DOUBT in (await states(town)).values(), "nobody knows whether that one left"
    other, doubted = (KIM, LU) if sending.facts["mail"]["to"] == LU.mail else (LU, KIM)
    said = await let_go(town, other.mail)
    assert not any(each in said for each in (words, WORDS[-1]))
    await let_go(town, doubted.mail, arrive=0)
    async with town.network.read() as tx:
        kept = await tx.row(select(outbox).where(tx.mine(outbox), outbox.c.id == sending.id))
    assert kept is not None
    assert kept.kind != MAIL, "should a steward send it again, it is written anew first"


async def test_a_reminder_that_waits_names_its_themes_without_what_was_taken_back(county: County) -> None:
    town = county.town
    await let_two_people_be_enough(town)
    await sent_here(county, MONTH)
    town.letters.refuses[LEE.mail] = "451 4.7.1 greylisted"
    await town.forward(timedelta(days=14))
    async with town.network.read() as tx:
        [theme] = (await EditionStore(tx).of_month(MONTH)).edition.themes
    author, _ = said_by(county, theme.statements[0].contribution_id)
    await erase_all(town.house, town.network, author.id, now=town.clock.now())
    town.letters.refuses.clear()
    for _ in range(2):
        await by_the_courier_alone(town, timedelta(minutes=11))
    [reminder] = [mail for mail in town.mailbox if str(mail["Subject"]).startswith("Waiting for you")]
    said = re.sub(r"\s+", " ", body(reminder, "plain"))
    assert theme.title not in said
    assert theme.fallback in said
    async with browser(town) as client:
        assert (await client.get(link_in(reminder))).status == 200
    await town.forward(timedelta(days=60))
    reminders = [mail for mail in town.mailbox if str(mail["Subject"]).startswith("Waiting for you")]
    assert len(reminders) == 2, "and the second comes when it is due"


@pytest.mark.parametrize("relay_has_it", [False, True])
async def test_a_recipient_never_gets_both_mails_from_the_folder_though_a_process_ended_in_between(
    county: County, tmp_path: Path, *, relay_has_it: bool
) -> None:
    town, folder = county.town, tmp_path / "spool"
    town.house.settings = town.house.settings.model_copy(update={"mail_spool": folder, "smtp_url": None})
    await build_here(county, MONTH)
    await approve(county)
    assert town.house.courier is not None
    await town.house.courier.close()  # nobody takes up anything but this test
    town.clock.forward(timedelta(hours=49))
    await send_edition(town.house, town.network, MONTH, now=town.clock.now())
    async with town.network.write() as tx:
        [parcel] = (await Claims(tx).take(Reach(frozenset([MAIL]), False, 1), town.clock.now())).parcels
    assert parcel.facts is not None
    await EFFECTS[MAIL].run(town.house, town.network, parcel.facts)  # and then the process is gone
    for file in folder.glob("*.eml") if relay_has_it else ():
        file.unlink()
    mine = await county.ana.slash(town.channel("general"), "share mine")
    await county.ana.click(reply(mine), label="1: Take it back")
    await by_the_courier_alone(town, LEASE)
    mails = [message_from_bytes(file.read_bytes()) for file in folder.glob("*.eml")]
    assert [mail["To"] for mail in mails] == [LEE.mail] * (not relay_has_it)
    assert not any(file.stem == str(parcel.id) for file in folder.glob("*.eml"))
