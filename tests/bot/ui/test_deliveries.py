"""Deliveries to Discord when it is not there yet, and when it will never take what it is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import discord

from bot.cards import Address, Button, Card
from bot.notices import Notices
from bot.outbox import Outbox
from bot.outbox.claims import EVERYTHING, LEASE, Claims
from bot.outbox.ledger import Ledger
from bot.run import features
from bot.ui.bot import StaffroomBot
from bot.ui.render import to_message
from bot.ui.sending import send_once
from tests.kit.town import Town


async def test_a_notice_waits_for_the_connection_and_then_arrives_as_a_message(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    town.forget_members()
    async with town.network.write() as tx:
        await Notices(tx).tell(town.person(ana).id, "test", Card("Welcome"), now=town.clock.now())
    await town.settle()
    assert len(town.direct_messages(ana)) == 1, "who is on the server was asked first"
    connected, town.house.client = town.house.client, StaffroomBot(town.house, features.cog_names())
    async with town.network.write() as tx:
        await Notices(tx).tell(town.person(ana).id, "test", Card("Hello"), now=town.clock.now())
    await town.settle()
    assert town.house.client is not None
    await town.house.client.close()
    town.house.client = connected
    await town.forward(timedelta(minutes=1))
    assert len(town.direct_messages(ana)) == 2
    async with town.network.read() as tx:
        assert await Notices(tx).waiting(town.person(ana).id) == []


async def test_what_discord_calls_malformed_does_not_hold_back_what_is_behind_it(town: Town) -> None:
    lounge = town.channel("practitioners-lounge")
    before = len(town.bot_messages(lounge))
    async with town.network.write() as tx:
        for buttons in (2, 1):  # Discord takes no two with the same address
            card = Card("Hello", buttons=(Button("Help", Address("help", "show")),) * buttons)
            await Outbox(tx).post(lounge.id, card, now=town.clock.now())
    await town.settle()
    async with town.network.read() as tx:
        assert (await Ledger(tx).stuck()).ended == 1
    assert len(town.bot_messages(lounge)) == before + 1


async def test_a_post_that_was_begun_before_is_looked_for_in_the_channel_first(town: Town) -> None:
    """The simulation forgets every nonce, as Discord does after minutes: only the look keeps it from a second post.

    The same words with a button that leads elsewhere are another post.
    """
    lounge = town.channel("practitioners-lounge")
    for target, posts in (("1", 1), ("2", 2)):
        before = len(town.bot_messages(lounge))
        card = Card("Hello", buttons=(Button("Help", Address("help", "show", "1")),))
        async with town.network.write() as tx:
            await Outbox(tx).post(lounge.id, card, now=town.clock.now())
        async with town.network.write() as tx:
            [begun] = (await Claims(tx).take(EVERYTHING, town.clock.now())).parcels
        assert begun.facts is not None
        channel = town.bot.get_channel(lounge.id)  # it was posted, and then the process was gone
        assert isinstance(channel, discord.TextChannel)
        there = replace(card, buttons=(Button("Help", Address("help", "show", target)),))
        await channel.send(**to_message(there))
        await town.forward(LEASE)
        assert len(town.bot_messages(lounge)) == before + posts
    async with town.network.read() as tx:
        assert (await Ledger(tx).counts()).get("claimed", 0) == 0
    before = len(town.bot_messages(lounge))
    assert begun.facts is not None
    assert isinstance(channel, discord.TextChannel)
    for ago in (timedelta(minutes=10), -timedelta(minutes=10)):  # we were held up on our way; our clock was put back
        await send_once(town.house, channel, card, {**begun.facts, "begun_at": town.clock.now() - ago})
    assert len(town.bot_messages(lounge)) == before
