"""What setup made and somebody deleted or changed while nobody was connected."""

from __future__ import annotations

from datetime import timedelta

from bot.ui.forum_posts import tags_to_make
from bot.visibility.admission.roles import MEMBERS, audience_role
from bot.visibility.admission.spaces import SpaceStore
from cogs.setup.effects import place_card
from cogs.setup.plan import parts_gone, plan
from config.community import default_community
from config.texts import texts_for
from tests.kit.gap import Asked, away, new_session, tell
from tests.kit.town import Town

PLAN = plan(default_community(), texts_for("en"))
CARDS = 6  # the lobby's, the mentoring channel's, a room's, and one in each of three voice channels


def test_only_what_was_made_once_can_be_gone() -> None:
    keys = [*(role.key for role in PLAN.roles), *(category.key for category in PLAN.categories)]
    installed = {key: number for number, key in enumerate(keys, start=1)}
    assert parts_gone(PLAN, installed, installed.values()) == ()
    assert parts_gone(PLAN, {}, []) == ()
    gone = parts_gone(PLAN, installed, [number for number in installed.values() if number not in {1, 2}])
    assert [part.key for part in gone] == [MEMBERS, audience_role("practitioners")]


def titles(town: Town, steward: object) -> list[str | None]:
    return [message.embeds[0].title for message in town.direct_messages(steward)]  # type: ignore[arg-type]


async def test_nothing_is_written_where_nothing_differs_and_what_differs_comes_back_once(town: Town) -> None:
    steward = await town.join("Sue Steward", steward=True)
    backend, lobby, forum = town.env.backend, town.channel("lobby"), town.channel("principals-forum")
    asked = Asked(town)
    await new_session(town)
    assert asked.writing() == []
    assert len(asked.all()) == CARDS

    [panel] = town.bot_messages(lobby)
    async with away(town):
        backend.delete_message(lobby.id, panel.id)
        backend.delete_role(town.guild.id, town.guild.roles["Principals"].id)
        backend.channels[forum.id].available_tags.pop(0)
    [again] = town.bot_messages(lobby)
    assert again.pinned
    assert again.id != panel.id
    assert again.embeds[0].title == panel.embeds[0].title
    tags, due = backend.channels[forum.id].available_tags, max(PLAN.spaces, key=lambda space: len(space.tags)).tags
    assert tags_to_make([tag["name"] for tag in tags], due) == ()
    assert titles(town, steward) == ["A role is gone"]

    asked = Asked(town)
    await new_session(town)
    assert asked.writing() == []
    tell(town, "GUILD_ROLE_DELETE", {"guild_id": str(town.guild.id), "role_id": "77"}, times=2)
    await town.settle()
    assert titles(town, steward) == ["A role is gone"], "told once, however often it is found"
    await town.set_up()
    assert "Principals" in town.guild.roles


async def test_a_card_that_was_posted_just_before_a_crash_is_taken_up_though_its_words_have_changed_since(
    town: Town,
) -> None:
    lobby, now = town.channel("lobby"), town.clock.now()
    [card] = town.bot_messages(lobby)
    old = [{"title": card.embeds[0].title, "description": "As it was"}]
    town.env.backend.edit_message(lobby.id, card.id, {"embeds": old})
    async with town.network.write() as tx:
        await SpaceStore(tx).uninstall(f"message:{lobby.id}")  # the process was gone before it could note it
    await town.forward(timedelta(minutes=6))
    facts = {"channel_id": lobby.id, "row_id": 7, "tried_at": now}
    await place_card(town.house, town.network, facts)
    [still] = town.bot_messages(lobby)
    assert (still.id, still.pinned, still.embeds[0].description) == (card.id, True, card.embeds[0].description)
    async with town.network.read() as tx:
        assert (await SpaceStore(tx).installed("message"))[f"message:{lobby.id}"] == card.id
