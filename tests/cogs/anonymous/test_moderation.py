"""Reports, and what moderators do, in the simulated Discord."""

from __future__ import annotations

from datetime import timedelta

import discord
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage
from sqlalchemy import select

from bot.cards import Address, Button, Card
from bot.database.schema.outbox import notices, outbox
from bot.outbox import Outbox
from bot.people.stewards import StewardStore
from tests.cogs.rooms.seeing import LOUNGE, supervise
from tests.cogs.rooms.whispers.saying import form, labels, last, opened, people, posts, say, words
from tests.cogs.setup.replies import said, told
from tests.kit.town import Town

BAD = "The secretary at Oak is a fool."


async def report(
    town: Town, actor: MemberActor, post: discord.Message, why: str = "It insults her."
) -> ResponseMessage:
    asked = await actor.click(post, label="Report")
    answer = last(await actor.submit_modal(asked, {"why": why}))
    await town.settle()
    return answer


async def look(town: Town, moderator: MemberActor) -> ResponseMessage:
    """Press the button of the newest letter."""
    letter = town.direct_messages(moderator)[-1]
    assert "reported" in (letter.embeds[0].title or "")
    return last(await moderator.user.click(letter, label="Look at it"))


async def press(town: Town, moderator: MemberActor, label: str) -> InteractionResult:
    card = await look(town, moderator)
    result: InteractionResult = await moderator.user.click(card, label=label)
    await town.settle()
    return result


async def log(town: Town) -> list[str]:
    async with town.network.read() as tx:
        return [act.act.format(actor=act.actor, about=act.about) for act in await StewardStore(tx).latest()]


async def test_a_report_goes_to_the_stewards_in_the_room_who_see_the_words_and_not_who(town: Town) -> None:
    steward, ana, ben, *_ = await people(town, 9, steward=True)
    principal = await town.join("Paula Head", "principal", steward=True)
    await say(town, ana, BAD)
    answer = await report(town, ben, posts(town)[0])
    assert "One steward who is a member of this room" in said(answer)
    assert town.direct_messages(principal) == []
    letter = town.direct_messages(steward)[-1]
    assert BAD not in str(letter.embeds[0].to_dict())
    card = said(await look(town, steward))
    assert BAD in card
    assert "It insults her." in card
    assert "Ana Ruiz" not in card
    assert "Ben Carter" not in card


async def test_a_post_is_taken_down_by_a_moderator_and_the_log_says_so_without_its_author(town: Town) -> None:
    steward, ana, ben, *_ = await people(town, 9, steward=True)
    receipt = await say(town, ana, BAD)
    await report(town, ben, posts(town)[0])
    await press(town, steward, "Take it down")
    assert posts(town) == []
    assert f"Ana Ruiz took an anonymous post down in #{LOUNGE}." in await log(town)
    assert "A moderator took it down" in said(await opened(town, ana, receipt))


async def test_a_muted_voice_posts_nothing_more_in_this_room_until_its_conversation_ends(town: Town) -> None:
    steward, ana, ben, *_ = await people(town, 9, steward=True)
    await say(town, ana, BAD)
    await report(town, ben, posts(town)[0])
    answer = told(await press(town, steward, "Mute this voice in this room"))
    assert "can't post in this room" in answer
    refused = told(await ana.slash(town.channel(LOUNGE), "room whisper"))
    assert "it was yours" in refused
    assert "Nobody was told who it is" in refused
    assert "it was yours" in told(await ana.click(posts(town)[0], label="Answer without my name"))
    await say(town, ben, "I still can.")
    assert f"Ana Ruiz muted an anonymous voice in #{LOUNGE} until its conversation ends." in await log(town)
    await town.forward(timedelta(days=14))
    await say(town, ana, "Sorry.")


async def test_a_form_that_was_open_when_the_voice_was_muted_gives_the_words_back(town: Town) -> None:
    steward, ana, ben, *_ = await people(town, 9, steward=True)
    await say(town, ana, BAD)
    writing = await form(town, ana)
    await report(town, ben, posts(town)[0])
    await press(town, steward, "Mute this voice in this room")
    refused = told(await ana.submit_modal(writing, {"text": "Once more."}))
    assert "Once more." in refused
    assert "it was yours" in refused


async def test_a_moderator_settles_a_report_by_leaving_the_post_and_others_find_it_settled(town: Town) -> None:
    steward, ana, ben, *_ = await people(town, 9, steward=True)
    await say(town, ana, "Our roof leaks.")
    await report(town, ben, posts(town)[0])
    assert "stays as it is" in told(await press(town, steward, "Nothing to do"))
    assert [words(post) for post in posts(town)] == ["Our roof leaks."]
    assert "Nothing to do" not in str((await look(town, steward)).components)


async def test_nobody_moderates_their_own_post(town: Town) -> None:
    steward, ben, *_ = await people(town, 9, steward=True)
    await say(town, steward, BAD)
    await report(town, ben, posts(town)[0])
    assert "This post is yours" in said(await look(town, steward))
    assert [words(post) for post in posts(town)] == [BAD]


async def test_without_a_moderator_in_the_room_a_steward_reads_the_one_text_only_after_a_yes(town: Town) -> None:
    ana, ben, *_ = await people(town)
    principal = await town.join("Paula Head", "principal", steward=True)
    await say(town, ana, BAD)
    asked = await report(town, ben, posts(town)[0])
    assert "Paula Head, a steward who isn't in the room, reads this one post" in said(asked)
    assert town.direct_messages(principal) == []
    await ben.click(asked, label="Let them read this one")
    await town.settle()
    assert BAD in said(await look(town, principal))
    await press(town, principal, "Take it down")
    assert posts(town) == []


async def test_without_a_yes_nobody_is_told_and_the_report_is_dropped_after_a_day(town: Town) -> None:
    ana, ben, *_ = await people(town)
    principal = await town.join("Paula Head", "principal", steward=True)
    await say(town, ana, BAD)
    asked = await report(town, ben, posts(town)[0])
    await town.forward(timedelta(hours=26))
    assert "no longer here" in told(await ben.click(asked, label="Let them read this one"))
    assert town.direct_messages(principal) == []


async def test_a_network_without_stewards_says_so(town: Town) -> None:
    ana, ben, *_ = await people(town)
    await say(town, ana, BAD)
    assert "no steward" in said(await report(town, ben, posts(town)[0]))


async def test_whoever_left_the_room_neither_reports_nor_looks(town: Town) -> None:
    steward, ana, ben, *_ = await people(town, 9, steward=True)
    await say(town, ana, BAD)
    await report(town, ben, posts(town)[0])
    await supervise(town, steward, ben)
    assert "isn't open to you" in said(await look(town, steward))
    assert "isn't open to you" in told(await _report_button(town, steward))


async def _report_button(town: Town, actor: MemberActor) -> InteractionResult:
    [post] = posts(town)
    [custom_id] = [button.custom_id for row in post.components for button in row.children if button.label == "Report"]  # type: ignore[union-attr]
    address = Address.parse(custom_id or "")
    assert address is not None
    async with town.network.write() as tx:
        await Outbox(tx).post(
            town.channel("lobby").id, Card("x", buttons=(Button("Report", address),)), now=town.clock.now()
        )
    await town.settle()
    return await actor.click(town.bot_messages(town.channel("lobby"))[-1], label="Report")


async def test_a_second_report_tells_nobody_twice_and_adds_its_reason(town: Town) -> None:
    steward, ana, ben, cleo, *_ = await people(town, 9, steward=True)
    await say(town, ana, BAD)
    for reporter, why in ((ben, "First reason."), (cleo, "Second reason.")):
        await report(town, reporter, posts(town)[0], why)
    reported = [letter for letter in town.direct_messages(steward) if "reported" in (letter.embeds[0].title or "")]
    assert len(reported) == 1
    card = said(await look(town, steward))
    assert "First reason." in card
    assert "Second reason." in card


async def test_who_reported_and_when_stands_in_no_row(town: Town) -> None:
    _, ana, ben, *_ = await people(town, 9, steward=True)
    await say(town, ana, BAD)
    await town.forward(timedelta(minutes=17, seconds=5))
    async with town.network.read() as tx:
        before = {row.id for row in await tx.rows(select(outbox).where(tx.mine(outbox)))}
    await report(town, ben, posts(town)[0])
    async with town.network.read() as tx:
        told_of = await tx.rows(select(notices).where(tx.mine(notices), notices.c.kind == "anonymous.report"))
        added = [row for row in await tx.rows(select(outbox).where(tx.mine(outbox))) if row.id not in before]
    assert [row.created_at.minute for row in told_of] == [0]
    assert {row.due_at.minute for row in added} == {0}
    person = town.person(ben).id
    assert not [row for row in (*told_of, *added) if {person, ben.id} & set(row)]


async def test_the_buttons_of_a_post_are_two(town: Town) -> None:
    ana, *_ = await people(town)
    await say(town, ana, "Words.")
    assert labels(posts(town)[0]) == ["Answer without my name", "Report"]
