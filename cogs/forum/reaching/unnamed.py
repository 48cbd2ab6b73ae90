"""Putting a question without a name to those who were drawn for it. Its asker finds that with the receipt."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.anonymity.store import ConversationStore, PostStore
from bot.people.school import school_calendar
from cogs.forum.board import PostMissing
from cogs.forum.entries import EntryStore
from cogs.forum.losing import lose
from cogs.forum.reaching.asking import put_to
from cogs.forum.reaching.drawing import still_free
from cogs.forum.reaching.rules import MOST_AT_ONCE
from cogs.forum.store import QuestionStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from cogs.forum.board import Board
    from cogs.forum.model import Question


async def look_unnamed(network: Network, board: Board, question: Question, now: datetime) -> None:
    """Ask those who were drawn, once a day has passed without an answer; the network's days off are not counted."""
    if question.thread_id is None:
        return
    async with network.read() as tx:
        is_answered = await _is_answered(tx, question)
    try:
        is_answered = is_answered or await board.is_answered(question.thread_id, None)
    except PostMissing:
        await lose(network, question, now=now)
        return
    async with network.write() as tx:
        school = await school_calendar(tx, network.community)
        wait = timedelta(hours=network.community.forum.reach_hours)
        is_early = school.is_paused(now, None) or school.due_after(question.asked_at, wait, (None,)) > now
        if is_answered:
            await QuestionStore(tx).reach(question.id, now=now)
        elif not is_early:
            await _put(tx, network, board, question, now)


async def _put(tx: Tx, network: Network, board: Board, question: Question, now: datetime) -> None:
    helpers = (await still_free(tx, network, board.forum, question.id, now=now))[:MOST_AT_ONCE]
    if not helpers or not await QuestionStore(tx).reach(question.id, now=now):
        return  # somebody who was drawn may be back tomorrow
    await put_to(tx, question, helpers, board.forum.guild.id, now=now)
    if question.conversation_id is not None:
        await ConversationStore(tx).asked_privately(question.conversation_id, len(helpers))


async def _is_answered(tx: Tx, question: Question) -> bool:
    """Say whether somebody else answered, through the bot: with their name, or without."""
    if any(entry.kind == "answer" for entry in await EntryStore(tx).of_question(question.id)):
        return True
    posts = await PostStore(tx).of(question.conversation_id or 0)
    own = {post.tag for post in posts if post.is_first}
    return any(post.state == "posted" and post.tag not in own for post in posts)
