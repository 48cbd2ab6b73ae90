from __future__ import annotations

from datetime import timedelta

import discord
from discord import app_commands
from simcord.results import InteractionResult

from bot.cards import Address, Button, Card
from bot.notices import Notices
from bot.visibility.admission.spaces import Space, SpaceStore
from cogs.help import privacy
from cogs.help.rules import LINES
from tests.kit.town import Town


def read(result: InteractionResult) -> list[str]:
    """What each private message of an answer says."""
    replies = [*([result.response] if result.response else []), *result.followups]
    assert all(reply.ephemeral for reply in replies)
    return [f"{embed.title or ''} {embed.description or ''}" for reply in replies for embed in reply.embeds]


async def test_help_says_what_this_person_can_do(town: Town) -> None:
    general, stranger = town.channel("general"), town.stranger("Zed")
    member, steward = await town.join("Ana Ruiz"), await town.join("Sam Steward", steward=True)
    [to_stranger] = read(await stranger.slash(general, "help"))
    [to_member] = read(await member.slash(general, "help"))
    for_steward = await steward.slash(general, "help")
    [to_steward] = read(for_steward)
    assert "not linked to the roster yet" in to_stranger
    assert "/mentor" not in to_stranger
    assert "Hello Ana Ruiz. You're in the rooms for practitioners" in to_member
    assert "**/mentor request**" in to_member
    assert "**/mentor round**" not in to_member
    assert "**/mentor round**" not in to_steward
    assert for_steward.response is not None
    await steward.select(for_steward.response, ["mentoring"])
    assert "**/mentor round**" in read(for_steward)[0]
    assert f"write to <@{steward.id}>" in to_member
    refused = (await member.slash(general, "mentor round")).response
    assert refused is not None
    assert f"write to <@{steward.id}>" in (refused.embeds[0].description or "")


async def test_help_tells_a_supervisor_that_practitioners_rooms_are_closed_to_them(town: Town) -> None:
    principal = await town.join("Pat Principal", position="principal")
    [shown] = read(await principal.slash(town.channel("general"), "help"))
    assert "The principals' forum is yours" in shown


async def test_help_knows_every_command_and_invents_none(town: Town) -> None:
    kinds = (discord.AppCommandType.chat_input, discord.AppCommandType.message, discord.AppCommandType.user)
    found = (command for kind in kinds for command in town.bot.tree.walk_commands(type=kind))
    there = {command.qualified_name for command in found if not isinstance(command, app_commands.Group)}
    assert {line.command for line in LINES} == there


async def test_what_help_says_is_for_stewards_is_refused_to_everybody_else(town: Town) -> None:
    member = await town.join("Ana Ruiz")
    needs_words = {
        "forum leader",
        "digest response",
        "survey open",
    }  # have their own tests: they need options to be given at all
    for line in LINES:
        if line.reader in {"steward", "owner"} and line.command not in needs_words:
            result = await member.slash(town.channel("general"), line.command)
            reply = result.response or result.followups[0]
            words = " ".join([reply.content, *(embed.description or "" for embed in reply.embeds)])
            assert "for stewards" in words, line.command


async def test_help_begins_with_the_place_where_it_is_asked_for(town: Town) -> None:
    member, principal = await town.join("Ana Ruiz"), await town.join("Pat Principal", position="principal")
    lounge = next(space.channel_id for space in await _spaces(town) if space.kind == "room")
    [in_room] = read(await member.slash(town.channel_by_id(lounge), "help"))
    here, anywhere = in_room.split("**To begin with**")
    assert f"**In <#{lounge}>**" in here
    assert "**/room whisper**" in here
    assert "**/mentor request**" in anywhere
    [in_lobby] = read(await principal.slash(town.channel("lobby"), "help"))
    assert "**/privacy export**" in in_lobby.split("**To begin with**")[0]
    assert "/room whisper" not in in_lobby
    [private] = read(await member.user.slash("help"))
    assert "**/inbox**" in private
    assert "/mentor request" not in private
    assert "happens on the server" in private


async def _spaces(town: Town) -> list[Space]:
    async with town.network.read() as tx:
        return await SpaceStore(tx).all()


async def test_what_could_not_be_sent_waits_in_the_inbox_and_is_shown_once(town: Town) -> None:
    member, other, general = await town.join("Ana Ruiz"), await town.join("Ben Carter"), town.channel("general")
    assert "Nothing waits for you" in read(await member.slash(general, "inbox"))[0]
    town.env.inject_error("POST", "/channels/*/messages", status=403, code=50007, message="Cannot send", times=2)
    for number in (1, 2):
        card = Card(
            title=f"News {number}", text="A mentor?", buttons=(Button("Accept", Address("mentoring", "accept")),)
        )
        async with town.network.write() as tx:
            await Notices(tx).tell(town.person(member).id, "test", card, now=town.clock.now())
        await town.settle()
        town.clock.forward(timedelta(minutes=1))
    assert town.direct_messages(member) == []
    assert "Nothing waits for you" in read(await other.slash(general, "inbox"))[0]
    shown = await member.slash(general, "inbox")
    assert [text.split(" A ")[0] for text in read(shown)] == ["News 1", "News 2"]
    assert shown.response is not None
    assert shown.response.components[0]["components"][0]["label"] == "Accept"
    assert "Nothing waits for you" in read(await member.slash(general, "inbox"))[0]


async def test_help_stores_nothing(town: Town) -> None:
    member = await town.join("Ana Ruiz")
    await member.slash(town.channel("general"), "help")
    async with town.network.read() as tx:
        assert await privacy.export(tx, town.person(member).id) == {}
