"""The weekly list, on the simulated Discord."""

from __future__ import annotations

from datetime import date, timedelta

import discord
from simcord.actors import MemberActor

from bot.notices import Notices
from bot.people.store import PeopleStore
from bot.visibility.admission.access import request_sync
from cogs.forum.reading.jobs import send_lists
from cogs.privacy.walk import erase_all
from config.calendar import Break
from tests.cogs.forum.asking import ask, messages_of, principals, question_of, reply, shown
from tests.kit.town import Town


def lists_of(town: Town, actor: MemberActor) -> list[discord.Message]:
    try:
        return [each for each in town.direct_messages(actor) if "This week in" in shown(each)]
    except AttributeError:
        return []


async def to_monday(town: Town, weeks: int = 1) -> None:
    """Move on to a Monday at ten where the network lives."""
    now = town.clock.now()
    town.clock.forward(timedelta(days=7 * weeks - now.weekday(), hours=16 - now.hour))
    await look(town)


async def look(town: Town) -> None:
    """Look for lists that are due, without everything else that the pulse wakes."""
    await send_lists(town.house, town.network, town.clock.now())
    await town.settle()


async def rest(town: Town, first: date, last: date) -> None:
    resting = Break(name="Break", first=first, last=last, districts=())
    calendar = town.network.community.calendar.model_copy(update={"breaks": (resting,)})
    await town.house.networks.define(town.network_id, town.network.community.model_copy(update={"calendar": calendar}))
    town._network = await town.house.networks.get(town.network_id)


async def test_whoever_asked_for_it_gets_what_the_forum_had_once_a_week_and_stops_it_with_one_click(town: Town) -> None:
    ana, ben = await principals(town)
    wanted = reply(await ben.slash(town.channel("general"), "forum reading", weekly="yes"))
    assert "short list" in shown(wanted)
    await to_monday(town)
    assert lists_of(town, ben) == [], "nothing in a quiet week"
    await ask(town, ana)
    town.clock.forward(timedelta(minutes=1))
    await ask(town, ana, title="Late buses", words="Who pays for late buses?", tried="")
    buses = await question_of(town, ana)
    form = await ben.click((await messages_of(town, buses))[0], label="Answer")
    await ben.submit_modal(form, {"text": "The city does."})
    await town.settle()
    await ana.click((await messages_of(town, buses))[-1], label="This helped")
    form = await ana.click((await messages_of(town, buses))[0], label="It's solved")
    await ana.submit_modal(form, {"text": ""})
    await town.settle()
    await to_monday(town)
    await look(town)
    (told,) = lists_of(town, ben)
    assert lists_of(town, ana) == [], "only for whoever asked for it"
    fields = {field.name: field.value or "" for field in told.embeds[0].fields}
    assert list(fields) == ["Nobody has answered yet", "Solved", "Helped most"]
    assert "Interpreters for evenings" in fields["Nobody has answered yet"]
    assert "Late buses" in fields["Solved"]
    assert "Ana" not in shown(told)
    next_monday = town.clock.now().date() + timedelta(days=7)
    await rest(town, next_monday, next_monday + timedelta(days=6))
    await to_monday(town)
    assert len(lists_of(town, ben)) == 1, "none in a break"
    await ben.user.click(told, label="Stop this list")
    await to_monday(town)
    assert len(lists_of(town, ben)) == 1


async def test_whoever_reads_the_forum_no_more_gets_none_and_erased_words_leave_unread_lists(town: Town) -> None:
    ana, ben = await principals(town)
    cy = await town.join("Cy Moss", "principal", "Ash High")
    cora = await town.join("Cora Cole", "coordinator", "Elm Middle")
    assert "isn't open to you" in shown(reply(await cora.slash(town.channel("general"), "forum reading", weekly="yes")))
    for actor in (ben, cy):
        await actor.slash(town.channel("general"), "forum reading", weekly="yes")
    await ask(town, ana)
    async with town.network.write() as tx:  # from now on Cy stands above Ben, so the forum is closed to him
        await PeopleStore(tx).set_supervisors(town.person(ben).id, [town.person(cy).id])
        await request_sync(tx, town.person(cy).id, now=town.clock.now())
    await town.settle()
    blocked = {"status": 403, "code": 50007, "message": "Cannot send", "times": 9}
    town.env.inject_error("POST", "/channels/*/messages", **blocked)  # type: ignore[arg-type]
    await to_monday(town)
    async with town.network.read() as tx:
        waiting = {each.id: await Notices(tx).waiting(town.person(each).id) for each in (ben, cy)}
    assert [each.kind for each in waiting[ben.id] if each.kind == "forum.reading"] == ["forum.reading"]
    assert not any(each.kind == "forum.reading" for each in waiting[cy.id])
    await erase_all(town.house, town.network, town.person(ana).id, now=town.clock.now())
    await town.settle()
    async with town.network.read() as tx:
        left = await Notices(tx).waiting(town.person(ben).id)
    assert not any(each.kind == "forum.reading" for each in left)
