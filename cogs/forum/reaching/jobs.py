"""The sweep that puts a question without an answer to principals who fit."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.notices import Notices
from bot.people.school import school_calendar
from bot.people.store import PeopleStore
from bot.pulse import Sweep
from cogs.forum.board import PostMissing
from cogs.forum.entries import EntryStore
from cogs.forum.losing import lose
from cogs.forum.place import board_on
from cogs.forum.reaching.asking import fitting, put_to
from cogs.forum.reaching.render import on_its_way_card
from cogs.forum.reaching.rules import MOST_AT_ONCE, REMEMBERED
from cogs.forum.reaching.store import ReachStore
from cogs.forum.reaching.unnamed import look_unnamed
from cogs.forum.store import QuestionStore
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House
    from bot.people.model import Person
    from cogs.forum.board import Board
    from cogs.forum.model import Question

MOST_AGE = timedelta(days=30)  # of a question that nobody who fits could be asked about so far


async def reach_out(house: House, network: Network, now: datetime) -> None:
    """Look at open questions that are a day old and were put to nobody; days off are not counted."""
    board = await board_on(network, house.guild(network))
    if board is None:
        return
    wait = timedelta(hours=network.community.forum.reach_hours)
    async with network.write() as tx:
        await ReachStore(tx).forget(before=now - REMEMBERED)
        waiting = await QuestionStore(tx).unreached(now - MOST_AGE, now - wait)
    for question in waiting:
        await (look_unnamed if question.is_unnamed else _look)(network, board, question, now)


async def _look(network: Network, board: Board, question: Question, now: datetime) -> None:
    async with network.read() as tx:
        asker = await PeopleStore(tx).person(question.person_id) if question.person_id is not None else None
        said = await EntryStore(tx).of_question(question.id)
    if asker is None or asker.state != "active" or question.thread_id is None:
        return
    try:
        is_answered = any(entry.kind == "answer" and entry.person_id != asker.id for entry in said)
        is_answered = is_answered or await board.is_answered(question.thread_id, asker.account_id)
    except PostMissing:
        await lose(network, question, now=now)
        return
    async with network.write() as tx:
        if is_answered:
            await QuestionStore(tx).reach(question.id, now=now)
    if not is_answered:
        await _put(network, board, question, asker, now)


async def _put(network: Network, board: Board, question: Question, asker: Person, now: datetime) -> None:
    guild_id = board.forum.guild.id
    async with network.write() as tx:
        site = await PeopleStore(tx).site(asker.site_id) if asker.site_id is not None else None
        district = site.district if site is not None else None
        school = await school_calendar(tx, network.community)
        wait = timedelta(hours=network.community.forum.reach_hours)
        if school.is_paused(now, district) or school.due_after(question.asked_at, wait, (district,)) > now:
            return
        helpers = await fitting(tx, network, board.forum, question, now=now, most=MOST_AT_ONCE)
        if not helpers or not await QuestionStore(tx).reach(question.id, now=now):
            return  # somebody may fit tomorrow
        await put_to(tx, question, helpers, guild_id, now=now)
        card = on_its_way_card(texts_for(asker.locale), question, len(helpers), guild_id)
        await Notices(tx).tell(asker.id, "forum.on_its_way", card, now=now, key=f"forum.on_its_way:{question.id}")


SWEEPS = (Sweep("forum.reach", every=timedelta(hours=1), run=reach_out, needs_server=True),)
