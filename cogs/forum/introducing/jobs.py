"""The sweep that asks newcomers, then hosts, then circles; each is held against the rules again where it is written."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.matching.circles import circle_with
from bot.matching.sites import partners_for
from bot.matching.weights import weights_of
from bot.notices import Notices
from bot.pulse import Sweep
from cogs.forum.introducing.asking import ask_circle, ask_host, ask_newcomer, conclude, settle_circle
from cogs.forum.introducing.circles import AskedCircleStore
from cogs.forum.introducing.fitting import facts_of, wish_of
from cogs.forum.introducing.model import keys_of
from cogs.forum.introducing.picture import Picture, read_picture
from cogs.forum.introducing.rules import (
    LEAST_SEATED,
    circle_pool,
    is_overdue,
    leads_experienced_school,
    still_to_ask,
    to_ask,
)
from cogs.forum.introducing.store import IntroductionStore
from cogs.forum.place import forum_on

if TYPE_CHECKING:
    import discord

    from bot.database.network import Network
    from bot.house import House


async def introduce_newcomers(house: House, network: Network, now: datetime) -> None:
    """Carry every introduction one step on."""
    forum = await forum_on(network, house.guild(network))
    if forum is None:
        return
    await _let_go(network, forum, now)
    async with network.read() as tx:
        picture = await read_picture(tx, network, forum, now)
    for one, site_id in to_ask(
        list(picture.principals.values()), picture.newcomers, picture.today, network.community.seniority
    ):
        if await _hosts(house, picture, one.person_id, 1):  # nobody is asked who could not be given an answer
            async with network.write() as tx:
                await ask_newcomer(tx, await read_picture(tx, network, forum, now), one.person_id, site_id)
    for newcomer in picture.newcomers:
        if newcomer.state == "yes" and newcomer.person_id in picture.people:
            await _find_hosts(house, network, forum, picture, newcomer.person_id)
    await _form_circle(house, network, forum, picture)


async def _let_go(network: Network, forum: discord.ForumChannel, now: datetime) -> None:
    """Note who has not answered in time, and settle circles that everybody answered, or had the time to."""
    async with network.read() as tx:
        waits = any(each.state == "asked" for each in await IntroductionStore(tx).all())
        waits = waits or any(circle.state == "asking" for circle in await AskedCircleStore(tx).all())
    if not waits:
        return
    async with network.write() as tx:
        picture = await read_picture(tx, network, forum, now)
        for each in picture.introductions:
            district = picture.district_of(each.host_id)
            if each.state == "asked" and is_overdue(each.asked_at, now, picture.school, district):
                await IntroductionStore(tx).settle(each.id, "silent")
                await Notices(tx).retract(*keys_of(each))
        for circle in await AskedCircleStore(tx).all():
            if circle.state != "asking":
                continue
            waits = any(seat.state == "asked" for seat in await AskedCircleStore(tx).seats_of(circle.id))
            if not waits or is_overdue(circle.asked_at, now, picture.school, None):
                await settle_circle(tx, picture, circle)


async def _find_hosts(
    house: House, network: Network, forum: discord.ForumChannel, picture: Picture, newcomer_id: int
) -> None:
    wanted = still_to_ask(picture.of(newcomer_id))
    for host_id in await _hosts(house, picture, newcomer_id, wanted) if wanted else ():
        async with network.write() as tx:
            await ask_host(tx, await read_picture(tx, network, forum, picture.now), newcomer_id, host_id)
    async with network.write() as tx:
        await conclude(tx, await read_picture(tx, network, forum, picture.now), newcomer_id)


async def _hosts(house: House, picture: Picture, newcomer_id: int, most: int) -> list[int]:
    """Return the hosts whose schools fit best; the worker is not woken where nobody may be asked."""
    search = picture.search(newcomer_id)
    hosts = search.hosts(picture.principals.values())
    if not hosts:
        return []
    schools = [facts_of(host, host.opened_on) for host in hosts.values()]
    found = await house.workers.run(
        partners_for,
        search.site,
        schools,
        today=search.today,
        ages=search.ages,
        weights=search.weights,
        most=most,
    )
    return [hosts[site_id].person_id for site_id in found]


async def _form_circle(house: House, network: Network, forum: discord.ForumChannel, picture: Picture) -> None:
    """Ask one circle, where a newcomer waits for one and enough others fit."""
    community = network.community
    async with network.read() as tx:
        seats, circles = await AskedCircleStore(tx).seats(), await AskedCircleStore(tx).all()
    new, others = circle_pool(list(picture.principals.values()), picture.newcomers, seats, circles)
    others = [one for one in others if leads_experienced_school(one, picture.today, community.seniority)]
    if not new or len({one.site_id for one in (*new, *others)}) < LEAST_SEATED:
        return
    topics = [topic.key for topic in community.topics]
    wishes, weights = [wish_of(one) for one in new], weights_of(community)
    others_too = [wish_of(one) for one in others]
    found = await house.workers.run(circle_with, wishes, others_too, topics, apart=picture.apart(), weights=weights)
    if found is not None:
        async with network.write() as tx:
            fresh = await read_picture(tx, network, forum, picture.now)
            await ask_circle(tx, fresh, found.topic, found.person_ids)


SWEEPS = (Sweep("forum.introducing", every=timedelta(hours=1), run=introduce_newcomers, needs_server=True),)
