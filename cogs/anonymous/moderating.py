"""What moderators do about a reported post: take it down, mute its voice in its room, or leave it.

Who wrote it is shown to nobody. Each act stands in the stewards' log, without the author.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.anonymity.endings import release, take_down
from bot.anonymity.model import Conversation, Post
from bot.anonymity.moderation import MuteStore, Report, ReportStore
from bot.anonymity.posting import sealing
from bot.anonymity.pseudonyms import is_voice
from bot.anonymity.store import ConversationStore, PostStore
from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone, Refusal
from bot.keys import ConversationKeys, unseal
from bot.people.model import Person
from bot.people.stewards import StewardStore
from bot.ui.visit import Visit
from bot.visibility.admission.conditions import NotAdmitted
from cogs.anonymous import report_cards
from cogs.anonymous.board import DiscordBoard
from cogs.anonymous.readers import Readers
from config.texts import N_

TOOK_DOWN = N_("{actor} took an anonymous post down in {about}.")
MUTED = N_("{actor} muted an anonymous voice in {about} until its conversation ends.")
LEFT = N_("{actor} looked at a reported anonymous post in {about} and left it.")


@dataclass
class YourOwn(Refusal):
    """The moderator wrote the post."""

    says: ClassVar[str] = N_(
        "This post is yours, so another moderator decides about it. With its receipt you can take it back yourself."
    )


@dataclass
class NobodyToMute(Refusal):
    """The voice is muted already, or its conversation has ended with its key."""

    says: ClassVar[str] = N_(
        "This voice is muted here already, or its conversation has ended, so that nobody can tell any "
        "more whose it is. You can still take the post down."
    )


@dataclass(frozen=True)
class Case:
    """A report that a moderator may see, with what it is about."""

    report: Report
    post: Post
    conversation: Conversation
    moderator: Person
    room: str
    key: bytes | None


async def look(visit: Visit, target: str) -> None:
    """Show a moderator what was reported; raises `NotAllowed`, `NotAdmitted`, `YourOwn` or `Gone`."""
    moderator = await visit.steward()
    await visit.wait()
    async with visit.network.read() as tx:
        case = await _case(tx, visit, moderator, target)
        reports = await ReportStore(tx).open_on(case.post.id)
        muted = {mute.tag for mute in await MuteStore(tx).of(case.conversation.id)}
    sealed = [each.reason_sealed for each in reports if each.reason_sealed is not None]
    reasons = [unseal(sealing(case.key), each).decode() for each in sealed] if case.key is not None else []
    card = report_cards.look_card(
        case.report.id,
        case.post,
        await _words(visit, case),
        reasons,
        visit.t,
        may_mute=case.key is not None and case.post.tag not in {None, *muted},
        is_open=bool(reports),
    )
    await visit.reply(card)


async def take_it_down(visit: Visit, target: str) -> None:
    """Take a reported post down, and settle what was reported about it."""
    moderator = await visit.steward()
    await visit.wait()
    async with visit.network.write() as tx:
        case = await _case(tx, visit, moderator, target)
        if not await take_down(tx, case.post, now=visit.now):
            raise Gone
        await _settled(tx, visit, case, TOOK_DOWN)
    await release(visit.network, _keys(visit), case.conversation.id)
    await visit.reply(report_cards.done_card(visit.t("It's taken down. Its author sees that with the receipt.")))


async def mute(visit: Visit, target: str) -> None:
    """Mute the voice of a reported post in its room, as long as its conversation's key lives."""
    moderator = await visit.steward()
    await visit.wait()
    async with visit.network.write() as tx:
        case = await _case(tx, visit, moderator, target)
        tag = case.post.tag if case.key is not None else None
        if tag is None or not await MuteStore(tx).add(case.conversation, tag, now=visit.now):
            raise NobodyToMute
        await StewardStore(tx).log(moderator.id, MUTED, case.room, visit.now)
    ends = int(case.conversation.ends_at.timestamp())
    said = visit.t(
        "Muted until <t:{ends}:D>: whoever it is can't post in this room without their name. You aren't shown which "
        "other posts are theirs, and the mute holds in no other room.",
        ends=ends,
    )
    await visit.reply(report_cards.done_card(said))


async def leave_it(visit: Visit, target: str) -> None:
    """Settle what was reported about a post, and leave it."""
    moderator = await visit.steward()
    await visit.wait()
    async with visit.network.write() as tx:
        case = await _case(tx, visit, moderator, target)
        await _settled(tx, visit, case, LEFT)
    await release(visit.network, _keys(visit), case.conversation.id)
    await visit.reply(report_cards.done_card(visit.t("Settled: the post stays as it is.")))


async def _settled(tx: Tx, visit: Visit, case: Case, act: str) -> None:
    """Settle and log; what somebody else settled before is `Gone`, unless this took the post down."""
    if not await ReportStore(tx).settle(case.post.id) and act == LEFT:
        raise Gone
    await StewardStore(tx).log(case.moderator.id, act, case.room, visit.now)


async def _case(tx: Tx, visit: Visit, moderator: Person, target: str) -> Case:
    """Return what a report is about, to a steward who may see it now."""
    report = await ReportStore(tx).get(read_id(target))
    if report is None or report.state == "asked":
        raise Gone
    post = await PostStore(tx).get(report.post_id)
    conversation = await ConversationStore(tx).get(post.conversation_id) if post is not None else None
    if post is None or conversation is None:
        raise Gone
    readers = await Readers.of(tx, visit.network.community, conversation.channel_id)
    if report.goes_to == "moderators" and not readers.admit(moderator):
        raise NotAdmitted
    key = _keys(visit).get(conversation.key_id)
    if is_voice(key, visit.network.id, moderator.id, post.tag):
        raise YourOwn
    room = f"#{readers.space.name}" if readers.space is not None else ""
    return Case(report, post, conversation, moderator, room, key)


async def _words(visit: Visit, case: Case) -> str | None:
    """Return a post's words as Discord has them now; they are stored nowhere."""
    guild, conversation, post = visit.house.guild(visit.network), case.conversation, case.post
    if guild is None or post.message_id is None:
        return None
    try:
        return await DiscordBoard(guild).words(conversation.place_of(post), post.message_id)
    except LookupError:
        return None


def _keys(visit: Visit) -> ConversationKeys:
    return visit.house.keys.conversations(visit.network.id)
