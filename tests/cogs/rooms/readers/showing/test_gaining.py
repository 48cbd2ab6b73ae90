"""Who could let themselves in, as members are told."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend import serializers

from bot.visibility.permissions.gains import Way
from bot.visibility.permissions.model import MANAGE_CHANNELS, MANAGE_ROLES
from cogs.rooms.readers.showing.gaining import Around, Outsider
from cogs.rooms.readers.showing.gaining_cards import MOST_NAMED, around_card, around_file
from config.community import default_community
from config.texts import texts_for
from tests.cogs.rooms.seeing import LOUNGE
from tests.cogs.setup.replies import told
from tests.kit.town import Town

EN = texts_for("en")
TAKES, OPENS = Way("manage_roles", 11), Way("manage_channels")


def text(around: Around) -> str:
    card = around_card("<#7>", around, {11: "Practitioners"}, default_community(), EN)
    return "\n".join([card.text, *(f"{name}: {value}" for name, value in card.fields)])


def test_each_way_is_said_in_plain_words_people_before_bots() -> None:
    found = (Outsider(1, "Counter", (OPENS,), is_bot=True), Outsider(2, "Mo", (OPENS, TAKES)))
    card = text(Around(unknown=False, outsiders=found, webhooks=()))
    assert "2 accounts can't read <#7> now, but could let themselves in" in card
    assert "May manage channels, so could open this one: <@2>, <@1> (bot)" in card
    assert "May hand out roles, so could take “Practitioners”: <@2>" in card


def test_webhooks_that_cannot_be_seen_are_never_said_to_be_none() -> None:
    assert "I can't see this server's webhooks, so any may write here" in text(Around(unknown=False))
    assert "No webhook writes here" in text(Around(unknown=False, webhooks=()))
    assert "Webhooks: Weather \\*bot\\*" in text(Around(unknown=False, webhooks=("Weather *bot*",)))


def test_copies_of_announcements_leave_where_discord_does_not_say() -> None:
    assert "Copies leave" not in text(Around(unknown=False))
    announced = text(Around(unknown=False, is_announcement=True, leaves_to=(9,)))
    assert "Copies leave: To <#9> on this server. Other servers can follow this channel" in announced


def test_a_crowd_that_could_is_listed_whole_in_a_file() -> None:
    few = Around(unknown=False, outsiders=(Outsider(1, "Mo", (OPENS,)),))
    assert around_file(few, {}, EN) is None
    crowd = Around(unknown=False, outsiders=tuple(Outsider(n, f"Guest {n}", (OPENS,)) for n in range(MOST_NAMED + 2)))
    assert "and 2 more" in text(crowd)
    assert f"Guest {MOST_NAMED + 1}" in (around_file(crowd, {}, EN) or "")


def test_many_ways_stay_within_what_a_card_holds() -> None:
    ways = tuple(Way("manage_roles", role_id) for role_id in range(60))
    crowd = tuple(Outsider(10**18 + n, f"Guest {n}", ways) for n in range(60))
    hooks = tuple(f"{'hook' * 20} {n}" for n in range(40))
    roles = dict.fromkeys(range(60), "r" * 100)
    card = around_card("<#7>", Around(unknown=False, outsiders=crowd, webhooks=hooks), roles, default_community(), EN)
    assert len(card.fields) <= 25
    assert all(len(name) <= 256 and len(value) <= 1024 for name, value in card.fields)
    parts = [card.title, card.text, card.footer, *(part for pair in card.fields for part in pair)]
    assert sum(map(len, parts)) <= 6000


async def ask(town: Town, actor: MemberActor) -> str:
    answer = await actor.slash(town.channel(LOUNGE), "room who")
    assert answer.response is not None
    return told(await actor.click(answer.response, label="Who could let themselves in?"))


async def test_a_reader_sees_who_could_become_one(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    power = town.guild.create_role("Door keepers", permissions=discord.Permissions(MANAGE_CHANNELS))
    keeper = town.guild.add_member(town.env.create_user("keeper"), roles=[power])
    counter = town.guild.add_member(town.env.create_user("counter", bot=True), roles=[power])
    await town.settle()
    town.env.inject_error("GET", f"/guilds/{town.guild.id}/webhooks", status=403, code=50013, times=1)
    answer = await ask(town, ana)
    assert f"May manage channels, so could open this one: <@{keeper.id}>, <@{counter.id}> (bot)" in answer
    assert f"<@{ana.id}>" not in answer
    assert "I can't see this server's webhooks" in answer
    assert town.network.community.safety.line in answer


async def test_whoever_hands_out_roles_below_their_own_could_take_the_rooms_role(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    power = town.guild.create_role("Hands out", permissions=discord.Permissions(MANAGE_ROLES))
    town.env.backend.edit_role(town.guild.id, power.id, {"position": 40})
    giver = town.guild.add_member(town.env.create_user("giver"), roles=[power])
    await town.settle()
    assert f"May hand out roles, so could take “Practitioners”: <@{giver.id}>" in await ask(town, ana)


async def test_the_rooms_card_leads_there_and_answers_nobody_who_cannot_read_it(town: Town) -> None:
    ana, principal = await town.join("Ana Ruiz"), await town.join("Paula Head", "principal")
    [card] = town.channel(LOUNGE).pinned_messages()
    answer = await ana.click(card, label="Who could let themselves in?")
    assert "Nobody who can't read" in told(answer)
    forged = town.channel("lobby").pinned_messages()[0]
    message = town.env.backend.get_message(forged.channel.id, forged.id)
    message.components[0]["components"][0]["custom_id"] = address = f"rooms:could:{town.channel(LOUNGE).id}"
    assert "no longer here" in told(await principal.click(forged, custom_id=address))


async def test_webhooks_are_named_where_the_bot_may_see_them(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    lounge = town.bot.get_channel(town.channel(LOUNGE).id)
    assert isinstance(lounge, discord.TextChannel)
    assert "No webhook writes here" in await ask(town, ana)
    await lounge.create_webhook(name="Weather")
    assert "Webhooks: Weather" in await ask(town, ana)


async def test_an_onboarding_role_of_which_the_gateway_says_nothing_is_asked_about(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, eve = await town.join("Ana Ruiz"), town.stranger("Eve")
    await town.settle()
    role_id = town.guild.roles["Practitioners"].id
    plain = serializers.role_payload

    def by_rest(role: Any) -> Any:
        return {**plain(role), "flags": int(role.id == role_id)}

    monkeypatch.setattr(serializers, "role_payload", by_rest)  # the simulation knows no flags of roles
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    assert not any(role.flags.in_prompt for role in guild.roles)
    assert f"Can pick “Practitioners” when they join the server: <@{eve.id}>" in await ask(town, ana)
