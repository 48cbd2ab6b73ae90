"""Who says yes to a digest, who is reminded, and what each recipient receives of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from archive.delivery.model import Jurisdiction
from archive.delivery.store import RecipientStore
from archive.digest.model import Edition
from archive.digest.store import EditionStore, KeptEdition
from bot.cards import Address
from cogs.digest.approving_cards import Meant, question
from config.texts import texts_for
from tests.cogs.digest.county import LEE, County, build_here
from tests.cogs.digest.test_flow import MONTH, approve, body, command, digest_texts, text_of
from tests.kit.pressing import press
from tests.kit.town import Town

ROSA = replace(LEE, name="Rosa Gil", office="Comité de Educación", mail="rosa@state.example.org", language="es")
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
MARCH = "The digest for March 2026 waits for you"
LAKE = replace(LEE, name="Lu Oh", office="Lake Board", mail="lu@lake.example.org", jurisdiction=Jurisdiction(("Lake",)))


async def ask_for_two(town: Town) -> None:
    publication = town.network.community.publication.model_copy(update={"approvals": 2})
    community = town.network.community.model_copy(update={"publication": publication})
    await town.house.networks.define(town.network.id, community)


def told(town: Town, actor: object) -> str:
    letters = town.direct_messages(actor)  # type: ignore[arg-type]  # an actor of the simulation
    return "\n".join(f"{embed.title} {embed.description}" for letter in letters for embed in letter.embeds)


def mail_to(town: Town, address: str) -> EmailMessage:
    [mail] = [mail for mail in town.mailbox if address in str(mail["To"])]
    return mail


async def state(town: Town) -> str:
    async with town.network.read() as tx:
        return (await EditionStore(tx).of_month(MONTH)).state


async def test_a_network_that_asks_for_two_yeses_needs_two_stewards(county: County) -> None:
    town = county.town
    other = await town.join("Uma Second", position="programme manager", steward=True)
    await ask_for_two(town)
    await build_here(county, MONTH)
    assert "Besides your yes it takes one more" in text_of(await command(county, "approve", month=MONTH))
    assert "one more yes" in text_of(await approve(county))
    again = await command(county, "approve", month=MONTH)
    assert "another steward" in text_of(again)
    assert await state(town) == "built"
    assert "waits for you" in told(town, other)
    assert "waits for you" not in told(town, county.steward)
    assert "is taken back" in text_of(await county.steward.click(again.response, label="Take my yes back"))
    assert "one more yes" in text_of(await approve(county, other)), "the one that was taken back counts no longer"
    assert "is approved" in text_of(await approve(county))
    assert await state(town) == "shown"


async def test_a_yes_is_asked_for_with_what_it_means_and_taken_back_until_it_is_sent(county: County) -> None:
    town, where = county.town, county.town.channel("general")
    await build_here(county, MONTH)
    asked = await command(county, "approve", month=MONTH)
    due = int((town.clock.now() + timedelta(hours=48)).timestamp())
    for said in ("There is 1 theme in it", f"on <t:{due}:f>, by mail to 1 policymaker.", "Nothing calls it back"):
        assert said in text_of(asked)
    assert await state(town) == "built", "asking changes nothing"
    town.clock.forward(timedelta(minutes=1))
    await build_here(county, MONTH)
    stale = await county.steward.click(asked.response, label="Yes, approve it")
    assert "has changed since you looked" in text_of(stale)
    assert await state(town) == "built"

    assert "Members can read it now" in text_of(await approve(county))
    await town.forward(timedelta(hours=47))
    standing = await command(county, "approve", month=MONTH)
    assert "goes out" in text_of(standing)
    held = await county.steward.click(standing.response, label="Take the approval back")
    assert "is held back" in text_of(held)
    await town.forward(timedelta(hours=30))
    assert town.mailbox == [], "what was taken back does not leave"
    assert "doesn't go to policymakers for now" in await digest_texts(town, "practitioners")
    twice = await press(town, county.steward, Address("digest", "approval_back", MONTH))
    assert "isn't approved yet" in text_of(twice)

    await approve(county)
    assert (await digest_texts(town, "practitioners")).count("This goes to policymakers") == 2
    await town.forward(timedelta(hours=47))
    assert town.mailbox == [], "members have the whole time again"
    await town.forward(timedelta(hours=2))
    assert mail_to(town, LEE.mail)
    sent = await county.steward.slash(where, "digest approve", month=MONTH)
    assert "was sent" in text_of(sent)
    late = await press(town, county.steward, Address("digest", "approval_back", MONTH))
    assert "was sent" in text_of(late)


def test_before_a_yes_an_empty_month_and_nobody_to_receive_it_are_said() -> None:
    kept = KeptEdition(1, MONTH, "built", Edition("Lake County", MONTH, 5, 3), NOW, None, None)
    meant = Meant(kept, themes=0, recipients=0, due_at=NOW, needs_another=False, can_mail=True)
    text = question(texts_for("en"), meant).text
    assert "No theme has enough voices for March 2026" in text
    assert "leave it: nothing goes out" in text
    assert "Nobody else receives it yet" in text
    unmailed = question(texts_for("en"), meant._replace(themes=2, recipients=3, can_mail=False)).text
    assert "There are 2 themes in it" in unmailed
    assert "Mail isn't switched on here" in unmailed


async def test_building_anew_takes_a_yes_back(county: County) -> None:
    await ask_for_two(county.town)
    for _ in range(2):
        await build_here(county, MONTH)
        assert "one more yes" in text_of(await approve(county))
    assert await state(county.town) == "built"


async def test_stewards_are_reminded_three_times_and_from_then_on_only_told_in_help(county: County) -> None:
    town = county.town
    await build_here(county, MONTH)
    await town.forward(timedelta(days=2))
    assert MARCH not in told(town, county.steward)
    await town.forward(timedelta(days=2))
    assert told(town, county.steward).count(MARCH) == 1
    assert town.mailbox == [], "nothing leaves without a yes"
    for _ in range(8):
        await town.forward(timedelta(days=3))
    of_march = [line for line in told(town, county.steward).splitlines() if MARCH in line]
    assert ["This is the last reminder." in line for line in of_march] == [False, False, True]
    helped = await county.steward.slash(town.channel("lobby"), "help")
    assert "March 2026" in text_of(helped)
    assert helped.response is not None
    shown = await county.steward.click(helped.response, label="Read the digest for March 2026")
    assert "The digest for March 2026" in text_of(shown)
    await approve(county)
    assert "March 2026" not in text_of(await county.steward.slash(town.channel("lobby"), "help"))


async def test_how_much_waits_is_told_to_nobody(county: County) -> None:
    said = text_of(await command(county, "build", month=MONTH))
    assert "nothing is lost" in said
    assert re.findall(r"\d+ contribution|one contribution", said, re.IGNORECASE) == []


async def test_each_recipient_receives_their_part_in_their_language(county: County) -> None:
    town = county.town
    async with town.network.write() as tx:
        await RecipientStore(tx).add_all([ROSA, LAKE], now=town.clock.now())
    await build_here(county, MONTH)
    await approve(county)
    await town.forward(timedelta(hours=49))
    english, spanish = mail_to(town, LEE.mail), mail_to(town, ROSA.mail)
    assert "What gets in the way" in body(english, "plain")
    assert "Lo que estorba" in body(spanish, "plain")
    assert '<html lang="es"' in body(spanish, "html")
    assert "interpreters" in body(spanish, "plain")
    assert spanish["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<http\S+/digest/leave/[\w-]+>", spanish["List-Unsubscribe"].replace("\n", ""))


async def test_a_recipient_who_is_taken_off_between_building_and_sending_gets_nothing(county: County) -> None:
    town = county.town
    async with town.network.write() as tx:
        await RecipientStore(tx).add_all([ROSA], now=town.clock.now())
    await build_here(county, MONTH)
    await approve(county)
    async with town.network.write() as tx:
        [rosa] = [each for each in await RecipientStore(tx).active() if each.mail == ROSA.mail]
        await RecipientStore(tx).leave(rosa.id)
    await town.forward(timedelta(hours=49))
    assert mail_to(town, LEE.mail)
    assert [mail for mail in town.mailbox if ROSA.mail in str(mail["To"])] == []


async def test_a_steward_can_read_what_one_recipient_will_receive(county: County) -> None:
    town = county.town
    async with town.network.write() as tx:
        await RecipientStore(tx).add_all([ROSA], now=town.clock.now())
        [rosa] = [each for each in await RecipientStore(tx).active() if each.mail == ROSA.mail]
    await build_here(county, MONTH)
    shown = await command(county, "preview", month=MONTH, recipient=str(rosa.id))
    assert "Comité de Educación receives" in text_of(shown)
    gone = await command(county, "preview", month=MONTH, recipient="12")
    assert not gone.response.attachments
