"""Drawing who may be asked about a question without a name, and asking them when nobody answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from random import Random

import discord

from bot.database.network import Network
from bot.database.transaction import Tx
from bot.people.model import Person
from bot.people.rules import audiences
from bot.people.school import school_of
from bot.people.store import PeopleStore
from bot.visibility.admission.pauses import read_pauses
from cogs.forum.model import Question
from cogs.forum.reaching.asking import fitting, principals_now, reads
from cogs.forum.reaching.rules import Principal, is_free
from cogs.forum.reaching.store import ReachStore
from cogs.forum.reaching.unseen import crowd, draw, pool_of


async def draw_for(
    tx: Tx, network: Network, forum: discord.ForumChannel, asker: Person, topic: str, *, now: datetime, dice: Random
) -> list[int]:
    """Return who may be asked about a question that somebody asks without their name; written down nowhere here."""
    people, graph = PeopleStore(tx), await PeopleStore(tx).graph()
    sites = {site.id: site for site in await people.sites()}
    everybody = [one for one in await people.people() if "principals" in audiences(one, graph, network.community)]
    pauses = await read_pauses(tx)
    askers = {
        one.id: sites[one.site_id].district if one.site_id in sites else "" for one in everybody if reads(forum, one)
    }
    related = {
        each: graph.above(each) | graph.below(each) | {one for pair in pauses if each in pair for one in pair}
        for each in askers
    }
    free = await _free(tx, network, forum, everybody, now)
    among = crowd(askers, related, free)
    pool, size = pool_of([one for one in free if topic in one.knows], free, among)
    return draw(asker.id, pool, size, among, dice) if asker.id in among.avoids else []


async def still_free(
    tx: Tx, network: Network, forum: discord.ForumChannel, question_id: int, *, now: datetime
) -> list[Person]:
    """Return those who were drawn for a question, were not asked yet and may be asked now, in the order of the draw."""
    drawn = [each.person_id for each in await ReachStore(tx).of_question(question_id) if each.state == "drawn"]
    people, graph = PeopleStore(tx), await PeopleStore(tx).graph()
    known = {one.id: one for one in await people.people() if "principals" in audiences(one, graph, network.community)}
    here = [known[each] for each in drawn if each in known]
    free = {one.person_id for one in await _free(tx, network, forum, here, now)}
    return [one for one in here if one.id in free]


async def who_fits(
    tx: Tx, network: Network, forum: discord.ForumChannel, question: Question, *, now: datetime, most: int
) -> list[Person]:
    """Return who may be asked about a question and fits it; of one without a name, those who were drawn for it."""
    if question.is_unnamed:
        return (await still_free(tx, network, forum, question.id, now=now))[:most]
    return await fitting(tx, network, forum, question, now=now, most=most)


async def _free(
    tx: Tx, network: Network, forum: discord.ForumChannel, people: Sequence[Person], now: datetime
) -> list[Principal]:
    sites = {site.id: site for site in await PeopleStore(tx).sites()}
    school = school_of(network.community, list(sites.values()))
    return [one for one in await principals_now(tx, forum, people, sites, school, now) if is_free(one, now)]
