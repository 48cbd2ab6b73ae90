"""What the forum had this week: read from the database, and from Discord where only it knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.database.network import Network
from bot.people.store import PeopleStore
from cogs.forum.board import Board, PostMissing
from cogs.forum.model import Question
from cogs.forum.reading.rules import LONGEST_COVERED, UNANSWERED_FOR, Item, Kind
from cogs.forum.store import QuestionStore
from cogs.forum.styles.marks import answers_to

MOST_LOOKED_AT = 20  # posts about which Discord is asked, once a week


async def items_of(network: Network, board: Board, now: datetime) -> list[Item]:
    """Return every line that may stand on a list; whose words are gone has none.

    Only what is known in the open counts: members' private marks on what they tried order nothing here.
    """
    async with network.read() as tx:
        questions = [each for each in await QuestionStore(tx).threads() if each.asked is not None]
        answers = await answers_to(tx, [each.id for each in questions])
    helped = [answer.question_id for answer in answers if answer.helped]
    answered = {answer.question_id for answer in answers}
    lately = [each for each in questions if each.heard_at >= now - LONGEST_COVERED]
    waiting = [each for each in questions if each.state == "open" and each.id not in answered]
    waiting = [each for each in waiting if each.asked_at > now - UNANSWERED_FOR]
    items = [_item("unanswered", each, each.asked_at) for each in await _silent(network, board, waiting)]
    items += [_item("solved", each, each.heard_at) for each in lately if each.state == "solved"]
    items += [_item("helpful", each, each.heard_at, helped.count(each.id)) for each in lately if each.id in helped]
    return items


async def _silent(network: Network, board: Board, waiting: Sequence[Question]) -> list[Question]:
    """Return the questions under which no colleague wrote by hand either."""
    async with network.read() as tx:
        accounts = {person.id: person.account_id for person in await PeopleStore(tx).people()}
    found = []
    for question in waiting[-MOST_LOOKED_AT:]:  # the newest
        try:
            if not await board.is_answered(question.thread_id or 0, accounts.get(question.person_id or 0)):
                found.append(question)
        except PostMissing:
            continue  # the forum's own sweep tells its asker
    return found


def _item(kind: Kind, question: Question, at: datetime, worth: float | None = None) -> Item:
    """Return a line; what is worth nothing else is worth more the newer it is."""
    title, value = (
        question.asked.title if question.asked is not None else "",
        at.timestamp() if worth is None else worth,
    )
    return Item(kind, question.person_id, title, question.thread_id or 0, question.choices.topic, at, value)
