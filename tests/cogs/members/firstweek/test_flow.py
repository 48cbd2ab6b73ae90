"""A newcomer's first week in the simulated Discord."""

from __future__ import annotations

from datetime import date, timedelta

from simcord.actors import MemberActor

from cogs.members.firstweek.jobs import show_steps
from tests.cogs.members.test_joining import code_for
from tests.cogs.setup.replies import told
from tests.kit.town import Town


async def look(town: Town, step: timedelta) -> None:
    """Move the clock and have the sweep look: it alone, for a whole day of every sweep takes seconds."""
    town.clock.forward(step)
    await show_steps(town.house, town.network, town.clock.now())
    await town.settle()


async def join_with_code(town: Town, name: str, **fields: object) -> tuple[MemberActor, str]:
    person = await town.enrol(name, **fields)  # type: ignore[arg-type]  # the fields of a person
    actor = town.stranger(name.split(maxsplit=1)[0])
    answer = told(await actor.slash(town.channel("lobby"), "join", code=await code_for(town, person)))
    await town.settle()
    return actor, answer


def titles(town: Town, actor: MemberActor) -> list[str]:
    cards = [message.embeds[0].title or "" for message in town.direct_messages(actor)]
    return [title.removeprefix("A small step for today: ") for title in cards if title.startswith("A small step")]


async def test_a_newcomer_is_shown_a_step_a_day_skips_what_is_done_and_stops_it(town: Town) -> None:
    nia, welcome = await join_with_code(town, "Nia Okoro")
    assert "From your next school day on I show you one small step a day" in welcome
    old, seasoned = await join_with_code(town, "Old Hand", started_on=date(2010, 9, 1))
    assert "small step" not in seasoned
    await look(town, timedelta(hours=2))
    assert titles(town, nia) == []
    await look(town, timedelta(days=1))
    assert titles(town, nia) == ["your rooms"]
    spaces = await nia.user.click(town.direct_messages(nia)[-1], label="Show my spaces")
    assert f"<#{town.channel('practitioners-lounge').id}>" in told(spaces)
    await look(town, timedelta(days=1))
    assert titles(town, nia) == ["your rooms", "somebody to ask"]
    stopped = await nia.user.click(town.direct_messages(nia)[-1], label="No more of these")
    assert stopped.acknowledged
    assert "No more of these will come" in str(town.direct_messages(nia)[-1].embeds[0].description)
    for _ in range(7):
        await look(town, timedelta(days=1))
    assert titles(town, nia) == ["your rooms"]
    assert titles(town, old) == []
