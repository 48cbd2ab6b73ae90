"""What changed about who reads what while nobody was connected, or while Discord itself was away."""

from __future__ import annotations

from datetime import timedelta

from simcord.backend import serializers

from bot.people.store import PeopleStore
from bot.visibility.admission.spaces import Space, SpaceStore
from bot.visibility.keeping.exposures import ExposureStore
from cogs.rooms.readers.keeping.gone import gone_card
from config.texts import texts_for
from tests.cogs.rooms.readers.looking.test_exposure import cards, deputise, lasting
from tests.cogs.rooms.readers.looking.test_ledger import turns
from tests.cogs.rooms.seeing import LOUNGE, reads, roles
from tests.kit.gap import Asked, away, begin_session, new_session, tell
from tests.kit.town import Town


def test_stewards_read_how_a_channel_comes_back() -> None:
    space, t = Space(1, "room", "practitioners", 501, "lounge"), texts_for("en")
    assert "“lounge”" in gone_card(t, space, is_opened=False).text
    assert "Run /setup" in gone_card(t, space, is_opened=False).text
    assert "/room open" in gone_card(t, space, is_opened=True).text


async def test_nothing_done_while_we_were_away_outlasts_our_return(town: Town) -> None:
    steward = await town.join("Sue Steward", steward=True)
    ana, boss = await town.join("Ana Ruiz"), await town.join("Paula Head", "principal")
    deputy = await deputise(town)
    asked = Asked(town)
    await new_session(town)
    assert asked.writing() == []

    backend, guild = town.env.backend, town.env.backend.guilds[town.guild.id]
    practitioners, lounge = town.guild.roles["Practitioners"].id, town.channel(LOUNGE)
    [shown] = [each for each in town.bot_messages(lounge) if "Somebody" in str(each.embeds[0].title)]
    town.env.inject_error("PATCH", f"/guilds/{guild.id}/members/{boss.id}", status=404, code=10011)
    async with away(town):
        guild.members[boss.id].role_ids.append(practitioners)  # gives herself the role
        guild.members[ana.id].role_ids.remove(practitioners)
        backend.channels[lounge.id].overwrites.clear()
        backend.delete_message(lounge.id, shown.id)
        begin_session(town)  # two sessions in quick succession
    assert reads(town, boss), "a role was deleted in the moment hers were to be taken: nothing was"
    town.clock.forward(timedelta(seconds=30))
    await town.settle()
    assert not reads(town, boss)
    assert roles(ana) == {"Members", "Practitioners"}
    assert [each.split()[0] for each in await turns(town, boss)] == ["gained", "lost"]
    again = [card for card in cards(town) if f"<@{deputy.id}>" in card]
    assert len(again) == 1, "who can still read it is said again, once"
    assert await lasting(town) == {deputy.id, town.guild.owner.id}

    gone = dict(serializers.channel_payload(backend, backend.channels[lounge.id]))
    async with away(town):
        backend.delete_channel(lounge.id)
    tell(town, "CHANNEL_DELETE", gone, times=2)
    tell(town, "CHANNEL_UPDATE", gone)  # out of order
    await town.settle()
    async with town.network.read() as tx:
        assert await SpaceStore(tx).by_channel(lounge.id) is None
        assert await ExposureStore(tx).of(lounge.id) == []
    assert [each.embeds[0].title for each in town.direct_messages(steward)] == ["A channel is gone"]
    assert LOUNGE not in town.guild.channels, "nothing is made again by itself"


async def test_whose_roles_are_about_to_be_taken_is_not_shown_as_an_exposure_on_our_return(town: Town) -> None:
    """The process may have ended between somebody's erasure and their roles; a card would name them for good."""
    ana = await town.join("Ana Ruiz")
    async with away(town), town.network.write() as tx:
        await PeopleStore(tx).suspend(town.person(ana).id)
        assert reads(town, ana)
    assert not reads(town, ana)
    await town.forward(timedelta(seconds=30))
    assert not [card for card in cards(town) if f"<@{ana.id}>" in card]
    assert [each.split()[0] for each in await turns(town, ana)][-1] == "lost"


async def test_a_server_that_discord_cannot_reach_is_no_server_whose_channels_are_gone(town: Town) -> None:
    boss = await town.join("Paula Head", "principal")
    backend, guild = town.env.backend, town.env.backend.guilds[town.guild.id]
    await town.settle()
    asked, lounge = Asked(town), town.channel(LOUNGE)
    tell(town, "GUILD_DELETE", {"id": str(town.guild.id), "unavailable": True})
    await town.env.settle()
    assert town.house.guild(town.network) is None
    feed = town.env._gateway_feed
    backend.subscribers.remove(feed)
    guild.members[boss.id].role_ids.append(town.guild.roles["Practitioners"].id)
    backend.delete_channel(town.channel("you-said-they-did").id)
    backend.subscribers.append(feed)
    assert asked.all() == []
    tell(town, "GUILD_CREATE", serializers.guild_create_payload(backend, guild))
    await town.settle()
    assert not reads(town, boss)
    async with town.network.read() as tx:
        assert await SpaceStore(tx).by_channel(lounge.id) is not None
        digests = await SpaceStore(tx).all("digest", "practitioners")
    assert digests == [], "what went during the outage is not kept in the cache"
