"""The lobby's buttons for help and the inbox."""

from __future__ import annotations

import discord

from bot.cards import Card
from bot.notices import Notices
from tests.cogs.help.test_town import read
from tests.kit.town import Town

HELP, INBOX = "What can I do here?", "What is waiting for me?"


def panel(town: Town) -> discord.Message:
    [card] = town.channel("lobby").pinned_messages()
    return card


async def test_the_button_for_help_says_what_the_command_says_to_everybody(town: Town) -> None:
    ana, stranger = await town.join("Ana Ruiz"), town.stranger("Zed")
    await town.restart()
    for actor in (ana, stranger):
        typed = read(await actor.slash(town.channel("lobby"), "help"))
        assert read(await actor.click(panel(town), label=HELP)) == typed


async def test_what_could_not_be_sent_is_shown_by_the_button_once_and_to_its_reader_only(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter")
    town.env.inject_error("POST", "/channels/*/messages", status=403, code=50007, message="Cannot send", times=1)
    async with town.network.write() as tx:
        await Notices(tx).tell(town.person(ana).id, "test", Card(title="News"), now=town.clock.now())
    await town.restart()
    assert "Nothing waits for you" in read(await ben.click(panel(town), label=INBOX))[0]
    assert "News" in read(await ana.click(panel(town), label=INBOX))[0]
    assert "Nothing waits for you" in read(await ana.click(panel(town), label=INBOX))[0]


async def test_a_stranger_has_no_inbox(town: Town) -> None:
    [answer] = read(await town.stranger("Zed").click(panel(town), label=INBOX))
    assert "not linked to the roster yet. Use /join" in answer
