"""Putting a question to principals who fit: who they are now, and what they are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord

from bot.calendar.school import SchoolCalendar
from bot.database.network import Network
from bot.database.transaction import Tx
from bot.notices import Notices
from bot.people.model import Person, Site
from bot.people.rules import audiences
from bot.people.school import school_of
from bot.people.store import PeopleStore
from bot.visibility.admission.pauses import read_pauses
from cogs.forum.model import Question
from cogs.forum.reaching.render import helper_card
from cogs.forum.reaching.rules import REMEMBERED, Need, Principal, choose
from cogs.forum.reaching.store import ReachStore
from config.texts import texts_for


async def fitting(
    tx: Tx, network: Network, forum: discord.ForumChannel, question: Question, *, now: datetime, most: int
) -> list[Person]:
    """Return the principals who may be asked about a question and fit it, the first first."""
    people, graph = PeopleStore(tx), await PeopleStore(tx).graph()
    everybody, sites = await people.people(), {site.id: site for site in await people.sites()}
    asker = next((one for one in everybody if one.id == question.person_id), None)
    if asker is None:
        return []
    known = {one.id: one for one in everybody if "principals" in audiences(one, graph, network.community)}
    school = school_of(network.community, list(sites.values()))
    candidates = await principals_now(tx, forum, list(known.values()), sites, school, now)
    site = sites.get(asker.site_id or 0)
    need = Need(asker.id, site.district if site else "", site.level if site else "", question.choices.topic)
    before = [reach.person_id for reach in await ReachStore(tx).of_question(question.id)]
    related = set(graph.above(asker.id) | graph.below(asker.id))
    related |= {one for pair in await read_pauses(tx) if asker.id in pair for one in pair}  # a flag counts as one
    chosen = choose(need, candidates, related=related, asked_before=before, now=now, most=most)
    return [known[each] for each in chosen]


async def put_to(tx: Tx, question: Question, helpers: Sequence[Person], guild_id: int, *, now: datetime) -> None:
    """Ask them privately, each once."""
    for helper in helpers:
        await ReachStore(tx).forget_drawn(question.id, helper.id)
        reach_id = await ReachStore(tx).add(question.id, helper.id, now=now)
        card = helper_card(texts_for(helper.locale), question, reach_id, guild_id)
        await Notices(tx).tell(helper.id, "forum.reach", card, now=now, key=f"forum.reach:{reach_id}")


async def principals_now(
    tx: Tx,
    forum: discord.ForumChannel,
    people: Sequence[Person],
    sites: dict[int, Site],
    school: SchoolCalendar,
    now: datetime,
) -> list[Principal]:
    """Return principals as the rules look at them, now."""
    store = ReachStore(tx)
    unwilling, helped, asked = await store.unwilling(), await store.helped_on(), await store.since(now - REMEMBERED)
    last = {reach.person_id: reach.asked_at for reach in asked}  # the oldest first, so the last one stays
    carried: dict[int, int] = {}
    for reach in asked:
        carried[reach.person_id] = carried.get(reach.person_id, 0) + 1

    def principal(person: Person) -> Principal:
        site = sites.get(person.site_id or 0)
        district = site.district if site else ""
        return Principal(
            person.id,
            district,
            site.level if site else "",
            frozenset(person.topics) | frozenset(helped.get(person.id, ())),
            is_willing=person.id not in unwilling,
            is_here=reads(forum, person) and not school.is_paused(now, district or None),
            asked_at=last.get(person.id),
            carried=carried.get(person.id, 0),
        )

    return [principal(person) for person in people]


def reads(forum: discord.ForumChannel, person: Person) -> bool:
    """Say whether somebody can read the forum by Discord's own rules."""
    member = forum.guild.get_member(person.account_id) if person.account_id is not None else None
    return member is not None and forum.permissions_for(member).view_channel
