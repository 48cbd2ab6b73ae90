"""From consented words to a policymaker's mail and back, on the simulated Discord and a real mail server."""

from __future__ import annotations

import asyncio
import io
import re
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from pypdf import PdfReader
from simcord.actors import MemberActor

from archive import consent
from archive.delivery.sending import send_edition
from archive.delivery.store import RecipientStore
from archive.digest.states import AlreadySent
from archive.digest.store import EditionStore
from bot.people.model import Person
from bot.people.rules import Audience
from bot.visibility.admission.spaces import AUDIENCES, SpaceStore
from tests.cogs.digest.county import LEE, WORDS, County, browser, build_here
from tests.kit.town import Town

MONTH = "2026-03"


def text_of(result: Any) -> str:
    embed = result.response.embeds[0]
    fields = "\n".join(f"{field.name}: {field.value}" for field in embed.fields)
    return f"{embed.title or ''}\n{embed.description or ''}\n{fields}"


async def digest_texts(town: Town, audience: Audience) -> str:
    async with town.network.read() as tx:
        [space] = await SpaceStore(tx).all("digest", audience)
    posts = [embed for post in town.channel_by_id(space.channel_id).history() for embed in post.embeds]
    return "\n".join(f"{embed.title}\n{embed.description}" for embed in posts)


async def command(county: County, name: str, **options: str) -> Any:
    result = await county.steward.slash(county.town.channel("general"), f"digest {name}", **options)
    await county.town.settle()
    return result


async def approve(county: County, steward: MemberActor | None = None) -> Any:
    who = steward or county.steward
    asked = await who.slash(county.town.channel("general"), "digest approve", month=MONTH)
    assert asked.response is not None
    result = await who.click(asked.response, label="Yes, approve it")
    await county.town.settle()
    return result


async def send(county: County) -> EmailMessage:
    await build_here(county, MONTH)
    await approve(county)
    await county.town.forward(timedelta(hours=49))
    [mail] = [mail for mail in county.town.mailbox if LEE.mail in str(mail["To"])]
    return mail


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"http://127\.0\.0\.1:1(/digest/open/[\w-]+)", body(mail, "plain"))
    assert found
    return found.group(1)


async def test_the_digest_goes_out_after_members_saw_it_and_the_answer_comes_back(county: County) -> None:
    town = county.town
    assert "1 theme is in" in text_of(await command(county, "build", month=MONTH))
    assert "Members can read it now" in text_of(await approve(county))
    assert "interpreters" in await digest_texts(town, "practitioners")
    assert "goes out by itself" in text_of(await command(county, "send", month=MONTH))
    assert [mail for mail in town.mailbox if LEE.mail in str(mail["To"])] == []

    await town.forward(timedelta(hours=49))
    [mail] = [mail for mail in town.mailbox if LEE.mail in str(mail["To"])]
    assert mail["List-Unsubscribe"]
    assert mail["Message-ID"].startswith("<digest.")
    [attached] = list(mail.iter_attachments())
    sheets = PdfReader(io.BytesIO(attached.get_content())).pages
    pdf = " ".join(sheet.extract_text() for sheet in sheets)
    for shown in (body(mail, "plain"), body(mail, "html"), pdf):
        assert "interpreters" in shown
        assert not any(author.name in shown for author in county.authors)

    async with browser(town) as client:
        answer = await client.get(link_in(mail))
        assert answer.status == 200
        assert answer.url.path == "/digest"
        form = re.search(r'name="form" value="(\w+)"', await answer.text())
        assert form
        fields = {"form": form.group(1), "kind": "will_act", "by_when": "2026-09-01", "details": "From *September*."}
        thanks = await client.post("/digest/answer/concern-1", data=fields)
        assert "Thank you" in await thanks.text()
    await town.settle()
    for audience in AUDIENCES:
        assert "State Board responded" in await digest_texts(town, audience)
    assert "State Board will act by September 1, 2026. From \\*September\\*." in await digest_texts(
        town, "practitioners"
    )
    told = [embed for message in town.direct_messages(county.ana) for embed in message.embeds]
    assert "You helped to raise this" in "\n".join(str(embed.description) for embed in told)


def said_by(county: County, contribution_id: int) -> tuple[Person, str]:
    place = county.offered.index(contribution_id)
    return county.authors[place], WORDS[place]


async def test_words_taken_back_while_members_read_are_not_sent(county: County) -> None:
    town = county.town
    await build_here(county, MONTH)
    await approve(county)
    async with town.network.read() as tx:
        kept = await EditionStore(tx).of_month(MONTH)
    first = kept.edition.themes[0].statements[0]
    author, words = said_by(county, first.contribution_id)
    async with town.network.write() as tx:
        await consent.withdraw(tx, first.contribution_id, person_id=author.id, now=town.clock.now())
    await town.forward(timedelta(hours=49))
    [mail] = [mail for mail in town.mailbox if LEE.mail in str(mail["To"])]
    assert words not in re.sub(r"\s+>?\s*", " ", body(mail, "plain"))


async def test_what_falls_under_the_threshold_is_not_sent_and_waits(county: County) -> None:
    town = county.town
    await build_here(county, MONTH)
    await approve(county)
    async with town.network.write() as tx:
        for author, offered in list(zip(county.authors, county.offered, strict=True))[:2]:
            await consent.withdraw(tx, offered, person_id=author.id, now=town.clock.now())
    await town.forward(timedelta(hours=49))
    [mail] = [mail for mail in town.mailbox if LEE.mail in str(mail["To"])]
    assert "A quiet month, on purpose" in body(mail, "plain")
    async with town.network.read() as tx:
        assert await EditionStore(tx).spoken_for(besides="2026-04") == frozenset()


async def test_sending_twice_sends_once(county: County) -> None:
    await send(county)
    town = county.town
    with pytest.raises(AlreadySent):
        await send_edition(town.house, town.network, MONTH, now=town.clock.now())
    await town.forward(timedelta(hours=1))
    assert len([mail for mail in town.mailbox if LEE.mail in str(mail["To"])]) == 1


async def test_two_senders_at_once_send_once(county: County) -> None:
    town = county.town
    await build_here(county, MONTH)
    await approve(county)
    now = town.clock.forward(timedelta(hours=49))
    both = [send_edition(town.house, town.network, MONTH, now=now) for _ in range(2)]
    done = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["AlreadySent", "int"]
    await town.settle()
    assert len([mail for mail in town.mailbox if LEE.mail in str(mail["To"])]) == 1


async def test_a_mail_program_leaves_the_list_with_one_post_to_the_address_in_the_mail(county: County) -> None:
    """RFC 8058: without cookies, without a page before it, from wherever the mail is read."""
    town, mail = county.town, await send(county)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.fullmatch(r"<http://127\.0\.0\.1:1(/digest/leave/[\w-]+)>", "".join(mail["List-Unsubscribe"].split()))
    assert found
    async with browser(town) as client:
        assert (await client.get(found.group(1))).status == 200
        async with town.network.read() as tx:
            assert len(await RecipientStore(tx).active()) == 1, "a scanner that follows the link takes nobody off"
        sent_by = {"Origin": "https://webmail.example", "Sec-Fetch-Site": "cross-site"}
        answer = await client.post(found.group(1), data={"List-Unsubscribe": "One-Click"}, headers=sent_by)
        assert answer.status == 200
    async with town.network.read() as tx:
        assert await RecipientStore(tx).active() == []


async def test_a_network_says_itself_how_long_members_read_before_it_is_sent(county: County) -> None:
    town = county.town
    publication = town.network.community.publication.model_copy(update={"preview_hours": 5})
    community = town.network.community.model_copy(update={"publication": publication})
    await town.house.networks.define(town.network_id, community)
    town._network = await town.house.networks.get(town.network_id)
    await build_here(county, MONTH)
    await approve(county)
    for audience in AUDIENCES:
        assert "interpreters" in await digest_texts(town, audience)
    for hours, mails in ((4, 0), (1, 1)):
        await town.forward(timedelta(hours=hours))
        assert len([mail for mail in town.mailbox if LEE.mail in str(mail["To"])]) == mails


async def test_without_a_public_address_the_mail_asks_for_a_reply_which_a_steward_enters(county: County) -> None:
    town = county.town
    await build_here(county, MONTH)
    await approve(county)
    now = town.clock.forward(timedelta(hours=49))
    house = replace(town.house, settings=town.house.settings.model_copy(update={"public_url": None}))
    await send_edition(house, town.network, MONTH, now=now)
    await town.settle()
    [mail] = [mail for mail in town.mailbox if LEE.mail in str(mail["To"])]
    assert mail["Reply-To"] == "replies@example.org"
    assert mail["List-Unsubscribe"] is None
    for kind in ("plain", "html"):
        assert "Respond by replying to this mail" in body(mail, kind)
        assert "/digest/open/" not in body(mail, kind)
    async with town.network.read() as tx:
        [lee] = await RecipientStore(tx).all()
    chosen = {"office": str(lee.id), "theme": f"{MONTH}.concern-1", "response": "acted"}
    form = await county.steward.slash(town.channel("general"), "digest response", **chosen)
    await county.steward.submit_modal(form, {"details": "We hired five."})
    await town.settle()
    for audience in AUDIENCES:
        assert "State Board has acted: We hired five." in await digest_texts(town, audience)
    told = "\n".join(str(embed.description) for letter in town.direct_messages(county.ana) for embed in letter.embeds)
    assert "You helped to raise this" in told


async def test_a_recall_is_named_in_the_next_edition_and_leaves_the_page(county: County) -> None:
    town = county.town
    mail = await send(county)
    async with town.network.read() as tx:
        first = (await EditionStore(tx).of_month(MONTH)).edition.themes[0].statements[0]
    author, words = said_by(county, first.contribution_id)
    async with browser(town) as client:
        assert words in await (await client.get(link_in(mail))).text()
    async with town.network.write() as tx:
        await consent.withdraw(tx, first.contribution_id, person_id=author.id, now=town.clock.now())
    async with browser(town) as client:
        assert words not in await (await client.get(link_in(mail))).text()
    await command(county, "build", month="2026-04")
    async with town.network.read() as tx:
        [recall] = (await EditionStore(tx).of_month("2026-04")).edition.recalls
    assert recall.month == MONTH


async def test_the_preview_is_private_and_brings_three_files(county: County) -> None:
    await build_here(county, MONTH)
    shown = await command(county, "preview", month=MONTH)
    assert shown.response.ephemeral
    names = sorted(each.filename for each in shown.response.attachments)
    assert names == [f"staffroom-digest-{MONTH}.{kind}" for kind in ("html", "pdf", "txt")]


async def test_only_stewards_build_read_approve_and_send(county: County) -> None:
    town = county.town
    ben = await town.join("Ben Okoro")
    for name in ("build", "preview", "approve", "send", "recipients"):
        options = {} if name == "recipients" else {"month": MONTH}
        refused = await ben.slash(town.channel("practitioners-lounge"), f"digest {name}", **options)
        assert "That is for stewards" in text_of(refused)


async def test_a_month_that_is_none_and_an_edition_that_is_none_are_told(county: County) -> None:
    assert "2026-10" in text_of(await command(county, "build", month="October"))
    assert "no digest" in text_of(await command(county, "approve", month=MONTH))


async def test_the_recipients_are_shown_without_their_addresses(county: County) -> None:
    shown = text_of(await command(county, "recipients"))
    assert "State Board: Lee Park" in shown
    assert LEE.mail not in shown


async def test_the_first_of_the_month_builds_the_last_month_and_tells_the_steward(county: County) -> None:
    town = county.town
    await town.forward(timedelta(days=31))
    async with town.network.read() as tx:
        assert (await EditionStore(tx).of_month(MONTH)).state == "built"
    told = [embed.title for message in town.direct_messages(county.steward) for embed in message.embeds]
    assert "The digest for March 2026 is built" in told


async def test_words_without_a_yes_leave_no_trace_in_the_digest(county: County) -> None:
    town = county.town
    await command(county, "build", month=MONTH)
    async with town.network.read() as tx:
        before = (await EditionStore(tx).of_month(MONTH)).edition
    now = town.clock.now()
    async with town.network.write() as tx:
        for author in county.authors:
            offer = consent.Offer(words=WORDS[0] + " unagreed", original="unagreed", topic="family")
            await consent.offer(tx, offer, person_id=author.id, now=now)
    await command(county, "build", month=MONTH)
    async with town.network.read() as tx:
        assert (await EditionStore(tx).of_month(MONTH)).edition.to_json() == before.to_json()
