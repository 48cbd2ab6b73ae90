"""Raising, supporting and following without a name: what is said, offered, opened by a receipt, and left."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from sqlalchemy import select

from archive.issues.model import Issue
from archive.issues.rules import Draft
from archive.issues.store import IssueStore
from bot.cards import Address
from bot.database.ids import new_id
from bot.database.schema import metadata
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.run.log import PlacesOnly, quieten_libraries
from cogs.issues.rules import pack
from tests.cogs.rooms.whispers.saying import RECEIPT, last, people
from tests.cogs.rooms.whispers.test_no_trace import on_disk
from tests.cogs.setup.replies import told
from tests.kit.pressing import press
from tests.kit.town import Town

BUS, ALIKE = "The zeppelin arrives late every morning", "The zeppelin arrives late in the morning, every day"
ROOM = "practitioners-lounge"


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """Everything that is logged, at the most talkative level."""
    written, root = StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(written), root.level
    handler.setFormatter(PlacesOnly("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    quieten_libraries("debug")
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


async def three_of_eight(town: Town) -> list[MemberActor]:
    """Have three practitioners join, and five more at their site be members."""
    joined = await people(town, 3)
    site_id, now = town.person(joined[0]).site_id, town.clock.now()
    async with town.network.write() as tx:
        for number in range(5):
            other = Person(new_id(), f"Other {number}", f"other{number}@example.org", "teacher", site_id)
            await PeopleStore(tx).add_person(other, now=now)
            await PeopleStore(tx).link(other.id, 1000 + number, now)
    return joined


async def card_of(town: Town, actor: MemberActor) -> Any:
    return last(await actor.slash(town.channel(ROOM), "issue raise", without_my_name=True))


async def write(town: Town, actor: MemberActor, words: str) -> Any:
    form = await actor.click(await card_of(town, actor), label="Write it")
    return await actor.submit_modal(form, {"text": words})


def receipt_in(result: Any) -> str:
    found = RECEIPT.search(told(result))
    assert found, told(result)
    return found[0]


async def rows(town: Town) -> dict[str, list[str]]:
    async with town.network.read() as tx:
        return {
            table.name: sorted(str(tuple(row)) for row in await tx.rows(select(table).where(tx.mine(table))))
            for table in metadata.sorted_tables
            if "network_id" in table.c
        }


async def kept(town: Town) -> list[Issue]:
    async with town.network.read() as tx:
        return list(await IssueStore(tx).everything())


async def opened(town: Town, actor: MemberActor, receipt: str) -> Any:
    return await actor.slash(town.channel(ROOM), "issue receipt", receipt=receipt)


async def test_the_whole_way_names_nobody_and_the_receipt_follows_it(town: Town, lines: StringIO) -> None:
    ana, ben, cleo = await three_of_eight(town)
    before = await rows(town)
    lines.truncate(0)
    card = await card_of(town, ana)
    for promise in ("Your site is kept", "Policymakers learn nothing", "31 days", "supervise nobody"):
        assert promise in told_of(card)
    form = await ana.click(card, label="Write it")
    receipt = receipt_in(await ana.submit_modal(form, {"text": BUS}))

    offer = await write(town, ben, ALIKE)
    assert BUS in told(offer)
    assert "1 site says so now" in told(offer)
    assert len(await kept(town)) == 1, "nothing is stored before he decides"
    voice = receipt_in(await ben.click(last(offer), label="1: Add my voice"))

    after = await rows(town)
    assert {table for table in after if after[table] != before[table]} == {"issues", "issue_supports"}
    said = lines.getvalue() + str([row for table in after for row in after[table] if row not in before[table]])
    for one in (ana, ben):
        assert str(one.id) not in said
        assert str(town.person(one).id) not in said
    assert not [word for word in ("zeppelin", receipt, voice, receipt.replace("-", "")) if word in lines.getvalue()]
    assert on_disk(town, "zeppelin") == set()

    [issue] = await kept(town)
    assert "You raised this one" in told(await press(town, ana, Address("issues", "support", str(issue.id))))
    await town.forward(timedelta(days=1, hours=1))
    look = await opened(town, ana, receipt)
    assert "heard" in told(look)
    assert "Change the words" in str(last(look).components) or "1 site" in told(look)
    assert "What you support" in told(await opened(town, ben, voice))
    assert town.direct_messages(ana) == town.direct_messages(ben) == [], "nobody is told: that would mean knowing them"

    assert "voice is taken back" in told(await ben.click(last(await opened(town, ben, voice)), label="Take it back"))
    form = await ana.click(last(await opened(town, ana, receipt)), label="Change the words")
    refused = await ana.submit_modal(form, {"text": "🙂"})
    assert "doesn't tell colleagues" in told(refused)
    form = await ana.click(last(refused), label="Try again with these words")
    assert "new words" in told(await ana.submit_modal(form, {"text": "The zeppelin never comes"}))
    assert "taken back" in told(await cleo.click(last(await opened(town, cleo, receipt)), label="Take it back"))
    assert await kept(town) == []
    assert "nothing with this receipt" in told(await opened(town, ana, receipt))


def told_of(message: Any) -> str:
    embed: discord.Embed = message.embeds[0]
    return "\n".join((embed.description or "", *(f"{field.name}\n{field.value}" for field in embed.fields)))


async def test_words_survive_whatever_goes_wrong_and_limits_are_kept_in_memory(town: Town) -> None:
    ana, ben, cleo = await three_of_eight(town)
    first = await write(town, ana, BUS)
    offer = await write(town, ben, ALIKE)
    await ana.click(last(first), label="Take it back")
    gone = await ben.click(last(offer), label="1: Add my voice")
    assert "no longer here" in told(gone)
    posted = await ben.click(last(offer), label="Post mine anyway")  # his words still stand on the card
    receipt_in(posted)
    assert [issue.text for issue in await kept(town)] == [ALIKE]
    again = await ben.click(last(offer), label="Post mine anyway")
    assert "raised these very words" in told(again)
    assert ALIKE in told(again)

    for number in range(5):
        result = await write(town, cleo, f"Number {number}: {'abcde'[number] * 30}")
        receipt_in(result)
    often = await write(town, cleo, "One more, and it comes back to me")
    assert "5 times" in told(often)
    assert "One more" in told(often)
    outside = pack(Draft("", for_policymakers="words", is_anonymous=True))
    assert "stays in this community" in told(await press(town, cleo, Address("issues", "write", outside)))
    for _ in range(10):
        assert "nothing with this receipt" in told(await opened(town, ana, "AAAAA-AAAAA-AAAAA-AAAAA"))
    assert "Try again in an hour" in told(await opened(town, ana, "AAAAA-AAAAA-AAAAA-AAAAA"))


async def test_where_few_are_members_nobody_writes_in_vain(town: Town) -> None:
    [ana] = await people(town, 1)
    refused = await ana.slash(town.channel(ROOM), "issue raise", without_my_name=True)
    assert "fewer than 8" in told(refused)
