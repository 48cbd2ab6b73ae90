"""What the tests of rooms ask and do."""

from __future__ import annotations

from simcord.actors import MemberActor
from simcord.backend.access import can_access_channel

from bot.people.store import PeopleStore
from bot.visibility.admission.access import request_sync
from tests.kit.town import Town

LOUNGE = "practitioners-lounge"


def reads(town: Town, actor: MemberActor, channel: str = LOUNGE) -> bool:
    """Whether Discord lets somebody read a channel."""
    return can_access_channel(town.env, town.channel(channel).id, actor, history=True)


def roles(actor: MemberActor) -> set[str]:
    assert actor.member is not None
    return {role.name for role in actor.member.roles} - {"@everyone"}


async def supervise(town: Town, boss: MemberActor, report: MemberActor) -> None:
    """Change the roster so that one supervises the other."""
    async with town.network.write() as tx:
        await PeopleStore(tx).set_supervisors(town.person(report).id, [town.person(boss).id])
        await request_sync(tx, town.person(report).id, now=town.clock.now())
    await town.settle()
