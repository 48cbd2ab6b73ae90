"""A ban, and a second account: what docs/leaving.md says of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.people.stewards import StewardStore
from cogs.members.standing import NotOnRoster, NotSuspended, reopen
from tests.cogs.members.test_joining import code_for, roles, say
from tests.cogs.mentoring.test_following import paired
from tests.cogs.mentoring.town_life import can_see, thread_of
from tests.cogs.rooms.readers.looking.test_ledger import turns
from tests.kit.town import Town

ANA = "ana.ruiz@example.org"


async def test_a_ban_takes_what_leaving_takes_and_no_other_account_gets_round_it(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    before, code = roles(ana), await code_for(town, town.person(ana))
    town.env.backend.apply_ban(town.guild.id, ana.id, None)
    await town.settle()
    assert await turns(town, ana) == ["gained through roster", "lost through role"]
    other = town.stranger("anas other account")
    assert "Another account has already joined" in await say(town, other, code)
    assert roles(other) == {"@everyone"}
    town.env.backend.remove_ban(town.guild.id, ana.id)
    back = town.guild.add_member(ana.user)
    await town.settle()
    assert roles(back) == before


async def test_a_lost_account_is_out_and_a_new_one_comes_in_once_the_host_says_so(town: Town) -> None:
    ana, new = await town.join("Ana Ruiz"), town.stranger("anas new account")
    before = roles(ana)
    with pytest.raises(NotSuspended):
        await reopen(town.house, town.network, ANA)
    with pytest.raises(NotOnRoster):
        await reopen(town.house, town.network, "nobody@example.org", is_lost=True)
    await reopen(town.house, town.network, ANA, is_lost=True)
    await town.settle()
    assert roles(ana) == {"@everyone"}
    assert "Welcome" in await say(town, new, await code_for(town, town.person(ana)))
    assert roles(new) == before
    async with town.network.read() as tx:
        acts = await StewardStore(tx).latest()
    assert [act.about for act in acts if "reopened" in act.act] == ["Ana Ruiz"]


async def test_a_lost_account_reads_no_thread_of_a_pair_any_more(town: Town) -> None:
    mentee, _, pair = await paired(town)
    thread = await thread_of(town, pair.id)
    assert thread is not None
    assert can_see(town, mentee, thread)
    await reopen(town.house, town.network, town.person(mentee).email or "", is_lost=True)
    await town.settle()
    await town.forward(timedelta(hours=1))
    assert not can_see(town, mentee, thread)
