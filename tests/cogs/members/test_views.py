"""The lobby's button for joining."""

from __future__ import annotations

import discord

from bot.people.codes import make_code
from bot.people.store import PeopleStore
from tests.cogs.members.test_joining import code_for, roles
from tests.cogs.setup.replies import told
from tests.kit.town import Town

BUTTON = "Join with my code"


def panel(town: Town) -> discord.Message:
    [card] = town.channel("lobby").pinned_messages()
    return card


async def test_a_stranger_joins_through_the_button_after_a_restart_too(town: Town) -> None:
    person, ana = await town.enrol("Ana Ruiz"), town.stranger("ana")
    before = roles(ana)
    await town.restart()
    form = await ana.click(panel(town), label=BUTTON)
    await town.restart()
    assert "Welcome, Ana Ruiz." in told(await ana.submit_modal(form, {"code": await code_for(town, person)}))
    await town.settle()
    async with town.network.read() as tx:
        linked = await PeopleStore(tx).by_account(ana.id)
    assert linked is not None
    assert linked.id == person.id
    assert roles(ana) > before


async def test_guesses_in_the_form_are_refused_and_counted_as_those_of_the_command_are(town: Town) -> None:
    code, ana = await code_for(town, await town.enrol("Ana Ruiz")), town.stranger("ana")
    for _ in range(5):
        form = await ana.click(panel(town), label=BUTTON)
        assert "doesn't match" in told(await ana.submit_modal(form, {"code": make_code()}))
    assert "as often as it can within an hour (5)" in told(await ana.slash(town.channel("lobby"), "join", code=code))


async def test_somebody_who_has_joined_is_told_so_before_they_look_for_a_code(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    answer = await ana.click(panel(town), label=BUTTON)
    assert answer.modal is None
    assert "already joined, as Ana Ruiz" in told(answer)


async def test_a_form_opened_before_joining_links_nobody_else_afterwards(town: Town) -> None:
    mine, other = await town.enrol("Ana Ruiz"), await town.enrol("Bo Li")
    ana = town.stranger("ana")
    forms = [await ana.click(panel(town), label=BUTTON) for _ in range(2)]
    await ana.submit_modal(forms[0], {"code": await code_for(town, mine)})
    again = await ana.submit_modal(forms[1], {"code": await code_for(town, other)})
    assert "already joined, as Ana Ruiz" in told(again)
