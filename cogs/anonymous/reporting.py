"""Reporting an anonymous post. Who reported is written down nowhere.

Reports go to the stewards who are admitted to the room. Where there are none, the reporter is told, and only when
they agree this one text goes to a steward outside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.anonymity.model import Conversation, Post
from bot.anonymity.moderation import GoesTo, Report, ReportState, ReportStore
from bot.anonymity.posting import sealing
from bot.anonymity.store import ConversationStore, PostStore
from bot.anonymity.words import LONGEST, NothingToRead, clean
from bot.clock import cut_to_hour
from bot.database.ids import read_id
from bot.errors import Gone, Refusal
from bot.keys import seal
from bot.notices import Notices
from bot.ui.visit import Visit
from bot.visibility.admission.conditions import NotAdmitted
from cogs.anonymous import report_cards
from cogs.anonymous.readers import Readers
from config.texts import N_, texts_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.database.transaction import Tx
    from bot.people.model import Person

MOST_AN_HOUR = 10
MOST_ON_ONE = 10  # reasons kept of one post; whoever reports after that is heard, their reason is not kept


@dataclass
class ReportedOften(Refusal):
    """Somebody reports too much at once."""

    says: ClassVar[str] = N_("You reported much within an hour, and those who moderate have it. Try again in an hour.")


@dataclass
class NobodyToTell(Refusal):
    """The network has no steward."""

    says: ClassVar[str] = N_("There is no steward who could look at it. The server's owner can name one.")


async def ask_why(visit: Visit, target: str) -> None:
    """Open the form that asks for a reason; raises `Gone` or `NotAdmitted`."""
    post_id, person = read_id(target), await visit.person()
    async with visit.network.read() as tx:
        post, conversation = await _standing(tx, post_id)
        await _check_admitted(tx, visit, person, conversation)
    await visit.ask(report_cards.why_form(post, visit.t))


async def report(visit: Visit, target: str, why: str) -> None:
    """Tell those who moderate the room; where nobody does, ask first."""
    person, memory = await visit.person(), visit.house.memory
    if memory.count("report", visit.network.id, person.id, visit.now) >= MOST_AN_HOUR:
        raise ReportedOften
    await visit.wait()
    async with visit.network.write() as tx:
        post, conversation = await _standing(tx, read_id(target))
        readers = await _check_admitted(tx, visit, person, conversation)
        moderators = readers.moderators()
        if not moderators:
            steward = readers.steward_outside()
            if steward is None:
                raise NobodyToTell
            report_id = await _keep(tx, visit, post, conversation, why, is_asked=True)
            card = report_cards.agree_card(report_id, steward.name, visit.t)
        else:
            known = await ReportStore(tx).open_on(post.id)
            report_id = await _keep(tx, visit, post, conversation, why, known=known)
            if not known:
                await _tell(tx, visit, moderators, report_id, conversation)
            card = report_cards.reported_card(len(moderators), visit.t)
    memory.note("report", visit.network.id, person.id, visit.now)
    await visit.reply(card)


async def send_to_steward(visit: Visit, target: str) -> None:
    """Send a report to a steward outside the room, as the reporter agreed; raises `Gone` where that was done."""
    person, report_id = await visit.person(), read_id(target)
    async with visit.network.write() as tx:
        kept = await ReportStore(tx).get(report_id)
        if kept is None:
            raise Gone
        _, conversation = await _standing(tx, kept.post_id)
        readers = await _check_admitted(tx, visit, person, conversation)
        steward = readers.steward_outside()
        if steward is None:
            raise NobodyToTell
        if not await ReportStore(tx).agree(report_id):
            raise Gone
        await _tell(tx, visit, [steward], report_id, conversation)
    await visit.update(report_cards.sent_card(steward.name, visit.t))


async def _standing(tx: Tx, post_id: int) -> tuple[Post, Conversation]:
    post = await PostStore(tx).get(post_id)
    conversation = await ConversationStore(tx).get(post.conversation_id) if post is not None else None
    if post is None or conversation is None or post.state != "posted":
        raise Gone
    return post, conversation


async def _check_admitted(tx: Tx, visit: Visit, person: Person, conversation: Conversation) -> Readers:
    readers = await Readers.of(tx, visit.network.community, conversation.channel_id)
    if not readers.admit(person):
        raise NotAdmitted
    return readers


async def _keep(
    tx: Tx,
    visit: Visit,
    post: Post,
    conversation: Conversation,
    why: str,
    *,
    known: Sequence[Report] = (),
    is_asked: bool = False,
) -> int:
    """Keep a report and why, sealed under the conversation's key; the first one's id stands for all of a post."""
    if len(known) >= MOST_ON_ONE:
        return known[0].id
    key = visit.house.keys.conversations(visit.network.id).get(conversation.key_id)
    try:
        reason = clean(why)[:LONGEST]
    except NothingToRead:
        reason = ""
    sealed = seal(sealing(key), reason.encode()) if key is not None and reason else None
    goes_to: GoesTo = "steward" if is_asked else "moderators"
    state: ReportState = "asked" if is_asked else "open"
    return await ReportStore(tx).add(post.id, goes_to, state, sealed, now=visit.now)


async def _tell(tx: Tx, visit: Visit, readers: Sequence[Person], report_id: int, conversation: Conversation) -> None:
    """Tell those who should look, without the words: those are read on Discord, by whoever may, when they look.

    Dated with the hour: the minute of a report could point at who reported.
    """
    for person in readers:
        card = report_cards.notice_card(report_id, conversation.channel_id, texts_for(person.locale))
        key = f"anonymous.report:{report_id}:{person.id}"
        await Notices(tx).tell(person.id, "anonymous.report", card, now=cut_to_hour(visit.now), key=key)
