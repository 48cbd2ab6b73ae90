"""From two yeses to a thread, and every way it may not come to that, in the simulated Discord."""

from __future__ import annotations

from datetime import timedelta

import discord

from bot.cards import Card
from bot.outbox import Outbox
from bot.people.store import PeopleStore
from bot.visibility.admission.spaces import SpaceStore
from cogs.mentoring import privacy
from cogs.mentoring.notice_cards import answers
from config.texts import texts_for
from tests.cogs.mentoring.town_life import (
    GENERAL,
    answer,
    ask,
    can_see,
    newcomer,
    offer,
    pair_now,
    proposed,
    seasoned,
    shown,
    steward,
    threads,
    words,
)
from tests.kit.town import Town


async def test_two_yeses_open_a_private_thread_with_exactly_the_two(town: Town) -> None:
    mentee, mentor, pair = await proposed(town)
    assert "As soon as the other person says yes too" in await answer(town, mentee)
    assert threads(town) == []
    assert "private thread" in await answer(town, mentor)
    [thread] = threads(town)
    server = town.bot.get_guild(town.guild.id)
    assert server is not None
    real = server.get_thread(thread.id)
    assert real is not None
    assert real.type is discord.ChannelType.private_thread
    assert {member.id for member in await real.fetch_members()} == {mentee.id, mentor.id, server.me.id}
    [made] = [sent for sent in town.env.http_requests if sent.method == "POST" and sent.path.endswith("/threads")]
    assert isinstance(made.json, dict)
    assert made.json["invitable"] is False
    async with town.network.read() as tx:
        space = await SpaceStore(tx).by_channel(thread.id)
    assert space is not None
    assert (space.kind, space.audience) == ("thread", None)
    assert (await pair_now(town, pair.id)).channel_id == thread.id
    [first] = thread.history()
    assert "Your first meeting" in words(first)
    assert first.embeds[0].footer.text == town.network.community.safety.line


async def test_bystanders_and_supervisors_cannot_see_the_thread(town: Town) -> None:
    await town.enrol("Lee Lead", position="district leader", site=None, email="lee@example.org")
    mentee = await newcomer(town, supervisors=("lee@example.org",))
    mentor, bystander = await seasoned(town), await town.join("Cleo Watts")
    principal = await town.join("Pat Principal", position="principal", site="Oak Elementary")
    await ask(town, mentee)
    await offer(town, mentor)
    runs_it = await steward(town)
    preview = await runs_it.slash(town.channel(GENERAL), "mentor round")
    await runs_it.click(shown(preview), label="Publish the round")
    await town.settle()
    for actor in (mentee, mentor):
        await answer(town, actor)
    [thread] = threads(town)
    assert [can_see(town, actor, thread) for actor in (mentee, mentor)] == [True, True]
    assert [can_see(town, actor, thread) for actor in (bystander, principal, runs_it)] == [False, False, False]
    await mentee.send(thread, "Thursday after school?")


async def test_the_buttons_work_after_the_bot_was_restarted(town: Town) -> None:
    mentee, mentor, pair = await proposed(town)
    await town.restart()
    await answer(town, mentee)
    await town.restart()
    await answer(town, mentor)
    assert (await pair_now(town, pair.id)).state == "open"
    assert len(threads(town)) == 1


async def test_a_click_by_somebody_else_changes_nothing(town: Town) -> None:
    _mentee, _mentor, pair = await proposed(town)
    bystander = await town.join("Cleo Watts")
    # Nobody else sees the two's messages, but anyone can forge an address: here the same buttons stand in a channel.
    forged = Card(text="Click", buttons=answers(texts_for("en"), pair))
    async with town.network.write() as tx:
        await Outbox(tx).post(town.channel(GENERAL).id, forged, now=town.clock.now())
    await town.settle()
    message = town.channel(GENERAL).history()[-1]
    for label in ("Accept", "Not now"):
        assert "That is over, or no longer here" in words(await bystander.click(message, label=label))
    assert await pair_now(town, pair.id) == pair


async def test_a_stale_button_is_answered_with_a_sentence(town: Town) -> None:
    mentee, mentor, pair = await proposed(town)
    assert "nobody hears why" in await answer(town, mentor, "Not now")
    assert "This proposal is closed" in await answer(town, mentee)
    async with town.network.write() as tx:
        await privacy.erase(tx, town.person(mentor).id, now=town.clock.now())
    assert "That is over, or no longer here" in await answer(town, mentee)
    assert threads(town) == []
    assert pair.state == "proposed"


async def test_a_proposal_nobody_answers_closes_after_its_days(town: Town) -> None:
    mentee, _mentor, pair = await proposed(town)
    await town.forward(timedelta(days=town.network.community.mentoring.days_to_answer))
    assert (await pair_now(town, pair.id)).state == "expired"
    assert any("did not both answer in time" in words(letter) for letter in town.direct_messages(mentee))
    assert "This proposal is closed" in await answer(town, mentee)


async def test_a_supervisor_assigned_between_the_two_yeses_leads_to_no_thread(town: Town) -> None:
    mentee, mentor, pair = await proposed(town)
    await answer(town, mentee)
    async with town.network.write() as tx:
        await PeopleStore(tx).set_supervisors(town.person(mentee).id, [town.person(mentor).id])
    assert "can't go ahead any more" in await answer(town, mentor)
    assert (await pair_now(town, pair.id)).state == "withdrawn"
    assert threads(town) == []
    assert "we took the proposal back" in words(town.direct_messages(mentee)[-1])
