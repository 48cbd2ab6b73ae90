"""The forum's sweeps: quiet questions, forgotten drafts, and the pinned post that is to be there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import discord

from bot.notices import Notices
from bot.outbox import Outbox
from bot.people.school import school_calendar
from bot.people.store import PeopleStore
from bot.pulse import Sweep
from bot.visibility.admission.spaces import SpaceStore
from cogs.forum.board import PostMissing
from cogs.forum.losing import lose
from cogs.forum.pinned import PIN
from cogs.forum.place import board_on
from cogs.forum.private_cards import quiet_card
from cogs.forum.rules import DRAFTS_KEPT, is_quiet
from cogs.forum.store import QuestionStore
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House
    from cogs.forum.board import Board
    from cogs.forum.model import Question


async def ask_quiet(house: House, network: Network, now: datetime) -> None:
    """Ask whoever asked a question in which nothing was said for a week: solved, or still open?

    Forget drafts that nobody posted.
    """
    async with network.write() as tx:
        await QuestionStore(tx).drop_drafts(before=now - DRAFTS_KEPT)
        maybe = await QuestionStore(tx).quiet_since(now - timedelta(days=network.community.forum.quiet_days))
    board = await board_on(network, house.guild(network))
    for question in maybe:
        is_told = question.nudged_at is not None or question.is_unnamed  # nobody could be told of the latter
        if board is not None and not is_told and question.thread_id is not None:
            await _look(network, board, question, now)


async def _look(network: Network, board: Board, question: Question, now: datetime) -> None:
    try:
        heard_at = await _heard_at(board, question)
    except PostMissing:
        await lose(network, question, now=now)
        return
    async with network.write() as tx:
        store, people = QuestionStore(tx), PeopleStore(tx)
        await store.change(question.id, ("open",), heard_at=heard_at)
        asker = await people.person(question.person_id) if question.person_id is not None else None
        site = await people.site(asker.site_id) if asker is not None and asker.site_id is not None else None
        district, days = (site.district if site is not None else None), network.community.forum.quiet_days
        school = await school_calendar(tx, network.community)
        if asker is None or asker.state != "active" or school.is_paused(now, district):
            return
        if is_quiet(heard_at, now, days, school, district):
            await store.change(question.id, ("open",), nudged_at=now)
            card = quiet_card(texts_for(asker.locale), question, board.forum.guild.id)
            key = f"forum.quiet:{question.id}:{int(heard_at.timestamp())}"
            await Notices(tx).tell(asker.id, "forum.quiet", card, now=now, key=key)


async def _heard_at(board: Board, question: Question) -> datetime:
    """Return when something was last said in a question's post: Discord's ids tell."""
    last = await board.last_said(question.thread_id or 0)
    return max(question.heard_at, discord.utils.snowflake_time(last)) if last is not None else question.heard_at


async def keep_pinned(house: House, network: Network, now: datetime) -> None:
    """Owe the forum its pinned card, where there is a forum."""
    if house.guild(network) is None:
        return
    async with network.write() as tx:
        if await SpaceStore(tx).first("forum", "principals") is None or await Outbox(tx).waits(PIN):
            return
        await Outbox(tx).carry_out(PIN, {}, destination=PIN, now=now)


SWEEPS = (
    Sweep("forum.quiet", every=timedelta(hours=1), run=ask_quiet, needs_server=True),
    Sweep("forum.pinned", every=timedelta(hours=6), run=keep_pinned, needs_server=True),
)
