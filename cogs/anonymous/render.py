"""What whoever holds a receipt sees. No I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.anonymity.model import Conversation, Post, State
from bot.anonymity.names import shown_name
from bot.anonymity.words import LONGEST
from bot.cards import Address, Button, Card, Choice, Form, Input, Select
from config.texts import N_, Texts

MOST_LISTED = 20  # lines of answers: a field holds 1,024 characters
MOST_CHOICES = 25  # Discord: a select holds 25

STATES: Mapping[State, str] = {
    "waiting": N_("It waits to be posted, for five minutes at most."),
    "sending": N_("It is being posted right now."),
    "posted": N_("It stands in <#{channel}>: {link}"),
    "failed": N_(
        "It could not be posted: the room is closed or gone, Discord wouldn't take it, or the conversation ended first."
    ),
    "gone": N_("Somebody deleted it on Discord."),
    "taken_back": N_("You took it back."),
    "taken_down": N_("A moderator took it down. They don't know who you are."),
}


@dataclass(frozen=True)
class Opened:
    """What a receipt shows: a post, its conversation, the answers that were given through here."""

    receipt: str
    post: Post
    conversation: Conversation
    replies: Sequence[Post]
    guild_id: int
    messages: int | None  # in the thread, answers under people's own names included
    is_quiet: bool = False  # a question of the forum's in which nothing was said for long


def opened_card(opened: Opened, t: Texts) -> Card:
    """Return what became of a post, with what its holder can do."""
    post, conversation = opened.post, opened.conversation
    name = shown_name(post.name, post.number, t)
    link = _link(opened, post)
    lines = [t("You are {name} in this conversation.", name=name)]
    lines.append(t(STATES[post.state], channel=conversation.channel_id, link=link))
    if conversation.is_closed:
        lines.append(t("The conversation has ended."))
    else:
        ends = int(conversation.ends_at.timestamp())
        lines.append(t("The conversation ends <t:{ends}:R>; then nobody can tell any more who wrote in it.", ends=ends))
    if post.is_first and conversation.asked_privately:
        lines.append(
            t.many(
                "Nobody had answered for a while: one person who may know something has been asked privately.",
                "Nobody had answered for a while: {count} people who may know something have been asked privately.",
                conversation.asked_privately,
            )
        )
    if opened.is_quiet:
        lines.append(
            t("Nothing was said for a while. Is it solved, or still open? If it's still open, there is nothing to do.")
        )
    return Card(
        title=t("Your anonymous post"),
        text="\n".join(lines),
        fields=tuple(_answers(opened, t)),
        buttons=tuple(_buttons(opened, t)),
        selects=tuple(_helped(opened, t)),
    )


def _answers(opened: Opened, t: Texts) -> list[tuple[str, str]]:
    fields = []
    listed = [
        f"{shown_name(reply.name, reply.number, t)}: {_link(opened, reply)}" for reply in opened.replies[-MOST_LISTED:]
    ]
    if listed:
        shown: list[str] = []
        while listed and len("\n".join([listed[-1], *shown])) <= 1000:
            shown.insert(0, listed.pop())
        fields.append((t("Answered without a name"), "\n".join(shown)))
    if opened.messages is not None:
        count = t.many(
            "{count} message, with names and without.", "{count} messages, with names and without.", opened.messages
        )
        fields.append((t("In its thread"), f"<#{opened.conversation.thread_id}>: {count}"))
    return fields


def _buttons(opened: Opened, t: Texts) -> list[Button]:
    post, is_open, buttons = opened.post, not opened.conversation.is_closed, []
    is_there = post.state in {"waiting", "sending", "posted"}
    if is_there and is_open:
        buttons.append(Button(t("Change the words"), Address("anonymous", "change", opened.receipt)))
    if is_there:
        buttons.append(Button(t("Take it back"), Address("anonymous", "take_back", opened.receipt), "danger"))
    if post.is_first and (is_open or opened.is_quiet):
        ending = t("It's solved") if opened.is_quiet else t("End the conversation")
        buttons.append(Button(ending, Address("anonymous", "close" if is_open else "solved", opened.receipt)))
    return buttons


def _helped(opened: Opened, t: Texts) -> list[Select]:
    choices = [
        Choice(shown_name(reply.name, reply.number, t), str(reply.id), description=t("{number}. answer", number=place))
        for place, reply in enumerate(opened.replies, start=1)
        if not reply.helped
    ]
    if not choices:
        return []
    address = Address("anonymous", "helped", opened.receipt)
    return [Select(t("This helped: choose an answer"), address, tuple(choices[-MOST_CHOICES:]))]


def _link(opened: Opened, post: Post) -> str:
    if post.message_id is None:
        return ""
    place = opened.conversation.place_of(post)
    return f"https://discord.com/channels/{opened.guild_id}/{place}/{post.message_id}"


def words_form(receipt: str, words: str, t: Texts) -> Form:
    """Return the form with a post's words."""
    box = Input("text", t("Your words"), long=True, most=LONGEST, value=words[:LONGEST])
    return Form(t("Change the words"), Address("anonymous", "changed", receipt), (box,))


def changed(t: Texts, *, is_waiting: bool) -> Card:
    """Return what is said after the words were changed."""
    if is_waiting:
        return Card(text=t("The new words are the ones that go out."))
    return Card(text=t("The new words stand there in a moment. Discord marks the message as edited."))


def taken_back(t: Texts, *, is_first: bool) -> Card:
    """Return what is said after a post was taken back."""
    lines = [t("It's taken back: what waited is never posted, and what stood there is gone in a moment.")]
    if is_first:
        lines.append(t("Its conversation has ended. Answers that others wrote are theirs, and stay."))
        lines.append(key_goes(t))
    return Card(text=" ".join(lines))


def was_gone(t: Texts) -> Card:
    """Return what is said where there is nothing to take back."""
    return Card(text=t("It isn't there any more, so there is nothing to take back."))


def closed(t: Texts) -> Card:
    """Return what is said after a conversation was closed."""
    return Card(text=f"{t('The conversation has ended; what was said stays.')} {key_goes(t)}")


def key_goes(t: Texts) -> str:
    """Return when a conversation's key goes: true with a mute and without, so that it tells nothing of one."""
    return t(
        "The key that could show who wrote in it is destroyed as soon as nothing is left to post and no moderator "
        "needs it, and 14 days after it began at the latest."
    )


def helped(t: Texts, reply: Post) -> Card:
    """Return what is said after an answer was marked."""
    name = shown_name(reply.name, reply.number, t)
    return Card(text=t("{name}'s answer says now that it helped.", name=name))
