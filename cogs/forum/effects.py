"""What the forum owes to Discord. Each effect brings a post in line with its row; run again, it ends the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import discord

from bot.anonymity.showing import FOLLOW
from bot.outbox import Effect, GiveUp, Retry
from bot.people.store import PeopleStore
from bot.visibility.keeping.exposures import is_locked_now
from cogs.forum.board import Board, PostMissing
from cogs.forum.entries import EntryStore
from cogs.forum.losing import lose
from cogs.forum.model import STANDING
from cogs.forum.pinned import PIN, pin
from cogs.forum.place import board_on
from cogs.forum.render import answer_card, question_card, topic_label
from cogs.forum.rules import STATES, tags_due
from cogs.forum.store import QuestionStore
from cogs.forum.taking_back import ANSWER, SHOW, WITHDRAW
from cogs.forum.unnamed.following import follow

if TYPE_CHECKING:
    from bot.cards import Card
    from bot.database.network import Network
    from bot.house import House
    from cogs.forum.model import Question

LOCKED_SECONDS = 60.0


async def show(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Post a question, or bring its post in line: its card, and its tags, made anew where somebody deleted them."""
    board = await connected_board(house, network)
    async with network.read() as tx:
        question = await QuestionStore(tx).get(facts["question_id"])
    if question is None or (question.state not in STANDING and question.state != "erased"):
        return
    if board is None:
        await lose(network, question, now=house.clock.now())
        return
    if question.thread_id is None:
        await wait_while_locked(network, board)
    try:
        await _bring_in_line(network, board, question, await name_of(network, question.person_id))
    except PostMissing:
        await lose(network, question, now=house.clock.now())


async def _bring_in_line(network: Network, board: Board, question: Question, name: str) -> None:
    card = question_card(question, name, network.community, board.t)
    label = topic_label(question.choices.topic, network.community, board.t)
    due = tags_due(label, is_solved=question.state == "solved", states=[board.t(state) for state in STATES])
    if question.thread_id is not None:
        title = board.t("A question taken back") if question.asked is None and not question.is_by_hand else None
        is_ours = not (question.is_by_hand or question.is_unnamed)  # else its first message is shown by somebody else
        await board.change(question.thread_id, card if is_ours else None, due, title=title)
    elif question.asked is not None:
        title, address = question.asked.title, f"forum:answer:{question.id}"
        thread_id = await board.find(address) or await board.post(title, card, due)
        async with network.write() as tx:
            await QuestionStore(tx).change(question.id, STANDING, thread_id=thread_id)


async def show_answer(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Post an answer or what closed a question in its post, or bring its message in line."""
    board = await connected_board(house, network)
    async with network.read() as tx:
        entry = await EntryStore(tx).get(facts["entry_id"])
        question = await QuestionStore(tx).get(entry.question_id) if entry is not None else None
    if entry is None or question is None or question.thread_id is None or entry.is_by_hand:
        return
    if board is None:
        raise GiveUp("the forum is gone")
    if entry.message_id is None:
        await wait_while_locked(network, board)
    card: Card = answer_card(entry, await name_of(network, entry.person_id), network.community, board.t)
    try:
        if entry.message_id is not None:
            await board.rewrite(question.thread_id, entry.message_id, card)
            return
        message_id = await board.say(house, question.thread_id, card, facts)
    except PostMissing:
        await lose(network, question, now=house.clock.now())
        return
    async with network.write() as tx:
        await EntryStore(tx).shown(entry.id, message_id)


async def withdraw(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Delete a message of the bot's in a post; one that is gone is fine."""
    board = await connected_board(house, network)
    if board is not None:
        await board.delete(facts["thread_id"], facts["message_id"])


async def show_pinned(house: House, network: Network, _facts: Mapping[str, Any]) -> None:
    """Keep the pinned card with the *Ask* button in the forum."""
    board = await connected_board(house, network)
    if board is not None:
        await pin(network, board)


async def wait_while_locked(network: Network, board: Board) -> None:
    """Put off what is new while somebody unexpected can read and the network locks such spaces."""
    async with network.read() as tx:
        if await is_locked_now(tx, network.community, board.forum.id):
            raise Retry(LOCKED_SECONDS)


async def connected_board(house: House, network: Network) -> Board | None:
    """Return the forum's board; None where the forum is gone, `Retry` while the bot is not connected."""
    guild = house.guild_or_retry(network)
    return await board_on(network, guild)


async def name_of(network: Network, person_id: int | None) -> str:
    """Return a person's name as a card may show it; empty where there is none."""
    if person_id is None:
        return ""
    async with network.read() as tx:
        person = await PeopleStore(tx).person(person_id)
    return discord.utils.escape_markdown(person.name) if person is not None else ""


EFFECTS = {
    SHOW: Effect(show),
    ANSWER: Effect(show_answer),
    WITHDRAW: Effect(withdraw),
    PIN: Effect(show_pinned),
    FOLLOW: Effect(follow, leaves_no_trace=True),
}
