"""Bringing what Discord shows in line with a post's row. Run again at any point, it ends the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.anonymity.board import Board
from bot.anonymity.cards import post_card
from bot.anonymity.endings import close, release
from bot.anonymity.model import FORUM, REMOVED, UNDERWAY, Conversation, Post
from bot.anonymity.names import shown_name
from bot.anonymity.posting import about_of, sealing
from bot.anonymity.store import ConversationStore, PostStore
from bot.clock import cut_to_hour
from bot.keys import unseal
from bot.outbox import GiveUp, Outbox

if TYPE_CHECKING:
    from bot.cards import Card
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.keys import ConversationKeys


FOLLOW = "forum.follow"  # the forum's effect


@dataclass(frozen=True)
class Showing:
    """One post on its way to Discord."""

    network: Network
    keys: ConversationKeys
    board: Board
    post: Post
    conversation: Conversation
    first_tag: str | None

    @property
    def place(self) -> int:
        """The channel or thread that the post stands in."""
        return self.conversation.place_of(self.post)

    @property
    def about(self) -> Mapping[str, Any]:
        """What the post's feature said about it."""
        return about_of(self.keys, self.conversation, self.post)

    def words(self) -> str | None:
        """Return the words that are still to be shown; None where there are none, or their key is gone."""
        key = self.keys.get(self.conversation.key_id)
        return unseal(sealing(key), self.post.sealed).decode() if key and self.post.sealed else None

    def card(self, words: str) -> Card:
        """Return what Discord should show."""
        is_askers = self.post.tag is not None and self.post.tag == self.first_tag
        by_asker = is_askers and not self.post.is_first
        community, about = self.network.community, str(self.about.get("shown", ""))
        if self.conversation.is_closed:  # its key is about to be destroyed, or is: nothing of it hangs on when
            about = ""
        return post_card(self.post, self.conversation, words, community, self.board.t, by_asker=by_asker, about=about)


async def show(
    network: Network, keys: ConversationKeys, board: Board, post_id: int, *, nonce: str, now: datetime
) -> None:
    """Show a post, its new words or its end."""
    async with network.write() as tx:
        was = await PostStore(tx).get(post_id)
        conversation = await ConversationStore(tx).get(was.conversation_id) if was is not None else None
        if was is None or conversation is None:
            return
        first = await PostStore(tx).first_of(conversation.id)
        await PostStore(tx).change(post_id, ("waiting",), state="sending")
    showing = Showing(network, keys, board, was, conversation, first.tag if first is not None else None)
    if was.state in UNDERWAY:
        await _put(showing, nonce, now=now)
    elif was.state == "posted":
        await _rewrite(showing)
    elif was.state in REMOVED:
        await _remove(showing)
    if conversation.feature == FORUM:
        async with network.write() as tx:
            await tell_the_forum(tx, conversation, now=now)
    if conversation.is_closed:
        await release(network, keys, conversation.id)


async def _put(showing: Showing, nonce: str, *, now: datetime) -> None:
    """Show a post for the first time; after a crash, whatever was shown by then is found by the post's own id."""
    post, board, place = showing.post, showing.board, showing.place
    words = showing.words()
    if words is None:  # its key is gone
        await _fail(showing, now=now)
        return
    try:
        message_id = await board.find(place, post.id) if post.state == "sending" else None
        if message_id is None:
            message_id = await _first_shown(showing, words, nonce)
        else:
            await board.rewrite(place, message_id, showing.card(words))  # the words may be others by now
    except (GiveUp, LookupError):
        await _fail(showing, now=now)
        return
    async with showing.network.write() as tx:
        await _shown(PostStore(tx), post, message_id, now=now)
    if post.is_first:
        await _open_thread(showing, message_id)


async def _first_shown(showing: Showing, words: str, nonce: str) -> int:
    about = showing.about
    if showing.post.is_first and showing.conversation.feature == FORUM:
        return await showing.board.post(showing.place, about["title"], about["tags"], showing.card(words))
    return await showing.board.put(showing.place, showing.card(words), nonce)


async def tell_the_forum(tx: Tx, conversation: Conversation, *, now: datetime, is_solved: bool = False) -> None:
    """Owe the forum that its question follows: nothing here knows what the forum keeps of it."""
    facts, place = {"conversation_id": conversation.id, "is_solved": is_solved}, f"forum:unnamed:{conversation.id}"
    await Outbox(tx).carry_out_untraced(FOLLOW, facts, destination=place, due_at=now)


async def _shown(store: PostStore, post: Post, message_id: int, *, now: datetime) -> None:
    """Note where a post stands. It may have been changed or taken back meanwhile: then more is owed, and that waits."""
    await store.change(post.id, ("sending",), state="posted")
    standing = await store.get(post.id)
    if standing is not None:
        sealed = None if standing.sealed == post.sealed else standing.sealed
        values = {"message_id": message_id, "posted_hour": cut_to_hour(now), "sealed": sealed}
        await store.change(post.id, (standing.state,), **values)


async def _open_thread(showing: Showing, message_id: int) -> Showing:
    """Open the thread under a first post, or find it; return the post as it is with it."""
    name = shown_name(showing.post.name, showing.post.number, showing.board.t)
    thread_id = await showing.board.thread(showing.conversation.channel_id, message_id, name)
    if thread_id is None:
        return showing
    async with showing.network.write() as tx:
        await ConversationStore(tx).threaded(showing.conversation.id, thread_id)
    return replace(showing, conversation=replace(showing.conversation, thread_id=thread_id))


async def _fail(showing: Showing, *, now: datetime) -> None:
    """Note that a post cannot be shown: its author finds that with the receipt."""
    post = showing.post
    async with showing.network.write() as tx:
        await PostStore(tx).change(post.id, UNDERWAY, state="failed", sealed=None)
        if post.is_first:
            await close(tx, post.conversation_id, now=now)
    await release(showing.network, showing.keys, post.conversation_id)


async def _remove(showing: Showing) -> None:
    """Delete what shows a post; one that was taken back while it went out is looked for."""
    post, board = showing.post, showing.board
    try:
        message_id = post.message_id or await board.find(showing.place, post.id)
    except GiveUp:  # the room is gone, and the post with it
        message_id = None
    if message_id is not None:
        await board.remove(showing.place, message_id)
    async with showing.network.write() as tx:
        await PostStore(tx).change(post.id, REMOVED, message_id=None)


async def _rewrite(showing: Showing) -> None:
    """Show a post as it is now: with new words, or with the words that stand there."""
    post, board = showing.post, showing.board
    if post.message_id is None:
        return
    if post.is_first and showing.conversation.thread_id is None:  # ended between the post and its thread
        showing = await _open_thread(showing, post.message_id)
    try:
        words = showing.words() or await board.words(showing.place, post.message_id)
        await board.rewrite(showing.place, post.message_id, showing.card(words))
    except LookupError:
        async with showing.network.write() as tx:
            await PostStore(tx).change(post.id, ("posted",), state="gone", message_id=None, sealed=None)
        return
    async with showing.network.write() as tx:
        standing = await PostStore(tx).get(post.id)
        if standing is not None and standing.sealed == post.sealed:
            await PostStore(tx).change(post.id, ("posted",), sealed=None)
