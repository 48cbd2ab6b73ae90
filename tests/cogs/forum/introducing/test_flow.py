"""New meets experienced, on the simulated Discord: nobody is named without a yes."""

from __future__ import annotations

from datetime import date, timedelta

import discord
from simcord.actors import MemberActor

from bot.visibility.admission.circles import CircleStore
from cogs.forum.introducing.circles import AskedCircleStore
from cogs.forum.introducing.jobs import introduce_newcomers
from cogs.forum.introducing.store import IntroductionStore, NewcomerStore
from tests.cogs.forum.asking import reply, shown
from tests.kit.town import Town

OLD = date(2012, 8, 1)
NAMES = ("Ben Osei", "Cy Moss", "Dot Hale", "Eli Near", "Flo Iles")


def told(town: Town, actor: MemberActor, title: str) -> list[discord.Message]:
    try:
        return [each for each in town.direct_messages(actor) if title in shown(each)]
    except AttributeError:
        return []


async def later(town: Town, step: timedelta) -> None:
    """Move the clock and look for whom to introduce, without everything else that the pulse wakes."""
    town.clock.forward(step)
    await introduce_newcomers(town.house, town.network, town.clock.now())
    await town.settle()


async def county(town: Town) -> tuple[MemberActor, list[MemberActor]]:
    """Ana leads a school that opens in a week; five lead experienced ones, the first of them is above her."""
    opens = town.clock.now().date() + timedelta(days=7)
    await town.add_site("New Start", district="North", opened_on=opens)
    hosts = []
    for number, name in enumerate(NAMES):
        await town.add_site(f"School {number}", district=f"District {number}", opened_on=OLD)
        hosts.append(await town.join(name, "principal", f"School {number}", topics=("family",), started_on=OLD))
    about = {"topics": ("family",), "started_on": OLD, "supervisors": ("ben.osei@example.org",)}
    ana = await town.join("Ana Ruiz", "principal", "New Start", **about)  # type: ignore[arg-type]
    return ana, hosts


async def test_a_new_school_meets_two_who_said_yes_and_a_circle_and_nobody_else_learns_of_it(town: Town) -> None:
    ana, (ben, *hosts) = await county(town)
    everybody = [ben, *hosts]
    await later(town, timedelta(days=2))
    assert told(town, ana, "Meet two") == [], "the school has not opened"
    await later(town, timedelta(days=6))
    (asked,) = told(town, ana, "Meet two")
    assert "New Start has opened" in shown(asked)
    await later(town, timedelta(hours=2))
    assert not any(told(town, host, "would like to meet you") for host in everybody), "not before her yes"
    await ana.user.click(asked, label="Yes, introduce me")
    await later(town, timedelta(hours=2))
    requests = {host.id: told(town, host, "would like to meet you") for host in everybody}
    assert not requests[ben.id], "never across a chain"
    first, second = [host for host in hosts if requests[host.id]]
    assert "**Ana Ruiz**, New Start" in shown(requests[first.id][0])
    assert "You both named: Family engagement." in shown(requests[first.id][0])
    await first.user.click(requests[first.id][0], label="Not this time")
    await second.user.click(requests[second.id][0], label="Glad to")
    await town.settle()
    (met,) = told(town, ana, "You two can talk")
    assert town.person(second).name in shown(met)
    assert f"<@{second.id}>" in shown(met)
    assert "**Ana Ruiz**" in shown(told(town, second, "You two can talk")[0])
    assert reply(await second.user.click(requests[second.id][0], label="Glad to"))
    assert len(told(town, ana, "You two can talk")) == 1
    await later(town, timedelta(hours=2))
    (third,) = [host for host in hosts if host not in {first, second} and told(town, host, "would like to meet you")]
    assert not any(town.person(first).name in shown(each) for each in town.direct_messages(ana))
    await third.user.click(told(town, third, "would like to meet you")[0], label="Glad to")
    await later(town, timedelta(hours=2))
    async with town.network.read() as tx:
        assert [each.state for each in await NewcomerStore(tx).all()] == ["done"]
        assert sorted(each.state for each in await IntroductionStore(tx).all()) == ["no", "yes", "yes"]
        seats = await AskedCircleStore(tx).seats()
    assert {seat.person_id for seat in seats} == {town.person(each).id for each in (ana, *hosts)}, "without Ben"
    for actor in (ana, *hosts):
        (seat,) = told(town, actor, "A circle for you")
        assert not any(name in shown(seat) for name in ("Ana", *NAMES))
        await actor.user.click(seat, label="I'm in" if actor is not first else "Not this time")
    await later(town, timedelta(hours=2))
    async with town.network.read() as tx:
        assert [circle.state for circle in await AskedCircleStore(tx).all()] == ["begun"]
        [circle] = await CircleStore(tx).of(town.person(ana).id)
    thread = town.bot.guilds[0].get_thread(circle.channel_id or 0)
    assert thread is not None, "it is a circle like any other, with a thread of its own"
    inside = {member.id for member in await thread.fetch_members()}
    assert {host.id in inside for host in (ana, *hosts) if host is not first} == {True}
    assert first.id not in inside
    begun = shown(told(town, ana, "Your circle")[0])
    assert all((town.person(host).name in begun) == (host is not first) for host in hosts)
    assert told(town, first, "Your circle") == []


async def test_a_no_is_final_and_silence_passes_to_the_next(town: Town) -> None:
    ana, (_, *hosts) = await county(town)
    bea = await town.join("Bea Lund", "principal", "School 9", started_on=town.clock.now().date())
    await later(town, timedelta(hours=2))
    (asked,) = told(town, bea, "Meet two")
    assert "You're new in the role" in shown(asked)
    await bea.user.click(asked, label="Yes, introduce me")
    await later(town, timedelta(hours=2))
    quiet = {host.id for host in hosts if told(town, host, "would like to meet you")}
    assert len(quiet) == 2
    await later(town, timedelta(days=8))
    following = {host.id for host in hosts if told(town, host, "would like to meet you")} - quiet
    assert len(following) == 2
    late = next(host for host in hosts if host.id in quiet)
    assert "no longer here" in shown(
        reply(await late.user.click(told(town, late, "would like to meet you")[0], label="Glad to"))
    )
    (asked,) = told(town, ana, "Meet two")
    await ana.user.click(asked, label="No, thank you")
    await later(town, timedelta(days=30))
    assert len(told(town, ana, "Meet two")) == 1
    assert told(town, ana, "You two can talk") == []
