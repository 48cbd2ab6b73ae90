"""A webinar that has been, on a real database: what the tests of what follows it begin with."""

from __future__ import annotations

from datetime import timedelta

from archive.issues.model import Group
from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from archive.issues.themes import ThemeStore
from bot.clock import ManualClock
from bot.database.network import Network
from bot.keys.conversations import ConversationKeys
from bot.people.model import Person
from bot.visibility.admission.spaces import SpaceStore
from cogs.webinars.after.following import carry_out, plan
from cogs.webinars.after.store import AfterStore
from cogs.webinars.model import Plan, Webinar
from cogs.webinars.store import WebinarStore
from config.texts import texts_for

VOICE = 77


async def hold(
    network: Network,
    clock: ManualClock,
    person: Person,
    keys: ConversationKeys,
    *,
    late: timedelta = timedelta(0),
    cancelled: bool = False,
) -> Webinar:
    """Plan a webinar for tomorrow, let it pass, and carry out what is due then, or when the machine is on again."""
    issue_id = await raise_issue(network, person, Draft("Buses are late"), now=clock.now())
    async with network.write() as tx:
        await ThemeStore(tx).save([Group([issue_id], ["school bus"])], now=clock.now())
        await SpaceStore(tx).add("voice", "practitioners", VOICE, "Practitioners")
        themes = await ThemeStore(tx).ranked()
        plan = Plan(themes[0].id, "Late buses", "practitioners", clock.now() + timedelta(days=1), 60)
        webinar_id = await WebinarStore(tx).propose(plan, person.id, now=clock.now())
        if not cancelled:
            await WebinarStore(tx).schedule(webinar_id, channel_id=VOICE, event_id=webinar_id)
    clock.forward(timedelta(days=1, hours=1) + late)
    await follow(network, clock, keys)
    async with network.read() as tx:
        webinar = await WebinarStore(tx).webinar(webinar_id)
    assert webinar is not None
    return webinar


async def follow(network: Network, clock: ManualClock, keys: ConversationKeys) -> list[str]:
    """Do what the sweep does, without a server; return what was due."""
    now = clock.now()
    async with network.write() as tx:
        await plan(tx, network, now)
        due = await AfterStore(tx).due(now)
    for each in due:
        key_id = keys.make(now)
        async with network.write() as tx:
            await carry_out(tx, keys, each, texts_for("en"), key_id=key_id, now=now)
    return [each.kind for each in due]
