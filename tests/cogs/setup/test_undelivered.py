"""What did not go out reaches a steward, who has it tried again or lets it go."""

from __future__ import annotations

from datetime import timedelta

import discord
from simcord.actors import MemberActor

from bot.cards import Card
from bot.database.schema.people import stewards
from bot.outbox import Outbox
from bot.outbox.ledger import Ledger
from bot.people.stewards import StewardStore
from tests.kit.town import Town


async def _owe_into_the_void(town: Town) -> None:
    """Owe a post to a channel that does not exist."""
    async with town.network.write() as tx:
        await Outbox(tx).post(1, Card("Hello"), now=town.clock.now())
    await town.settle()


def _cards(town: Town, actor: MemberActor) -> list[discord.Message]:
    title = "Some messages or mails didn't go out"
    return [message for message in town.direct_messages(actor) if message.embeds and message.embeds[0].title == title]


async def test_a_steward_learns_once_what_did_not_go_out_and_has_it_tried_again(town: Town) -> None:
    sam = await town.join("Sam Ode", steward=True)
    await _owe_into_the_void(town)
    await town.forward(timedelta(minutes=15))
    await town.forward(timedelta(minutes=15))
    [card] = _cards(town, sam)
    await sam.user.click(card, label="Try them again")
    await town.settle()
    async with town.network.read() as tx:
        assert (await Ledger(tx).stuck()).ended == 1, "it was tried and failed again"
        assert [act.actor for act in await StewardStore(tx).latest()][:1] == ["Sam Ode"]
    await town.forward(timedelta(minutes=15))
    [anew] = _cards(town, sam)
    await sam.user.click(anew, label="Let them go")
    async with town.network.read() as tx:
        assert (await Ledger(tx).stuck()).newest is None


async def test_only_a_steward_decides_about_what_did_not_go_out(town: Town) -> None:
    sam = await town.join("Sam Ode", steward=True)
    await _owe_into_the_void(town)
    await town.forward(timedelta(minutes=15))
    [card] = _cards(town, sam)
    async with town.network.write() as tx:
        await tx.execute(stewards.delete().where(tx.mine(stewards), stewards.c.person_id == town.person(sam).id))
    await sam.user.click(card, label="Let them go")
    async with town.network.read() as tx:
        assert (await Ledger(tx).stuck()).ended == 1


async def test_a_steward_settles_what_did_not_go_out_one_by_one(town: Town) -> None:
    sam = await town.join("Sam Ode", steward=True)
    for _ in range(2):
        await _owe_into_the_void(town)
    await town.forward(timedelta(minutes=15))
    [card] = _cards(town, sam)

    def shown() -> str:
        message = town.direct_messages(sam)[-1]
        return f"{message.embeds[0].title} {message.embeds[0].description}"

    await sam.user.click(card, label="One by one")
    assert shown().startswith("2 didn't go out; this is the first of them A message in <#1>.")
    await sam.user.click(town.direct_messages(sam)[-1], label="Leave it")
    assert shown().startswith("This one didn't go out")
    async with town.network.read() as tx:
        assert (await Ledger(tx).stuck()).ended == 1
    await sam.user.click(town.direct_messages(sam)[-1], label="Send it again")
    assert "settled already" in shown()
    await town.settle()
    async with town.network.read() as tx:
        assert [act.actor for act in await StewardStore(tx).latest()][:2] == ["Sam Ode"] * 2
        assert (await Ledger(tx).stuck()).ended == 1, "it was sent again, and refused again"
