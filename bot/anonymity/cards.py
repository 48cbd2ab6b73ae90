"""How an anonymous post looks in its room, and the receipt that its author is given. No I/O."""

from __future__ import annotations

from bot.anonymity.model import FORUM, Conversation, Post
from bot.anonymity.names import shown_name
from bot.anonymity.receipts import shown_receipt
from bot.cards import Address, Button, Card
from config.community import Community
from config.texts import Texts


def post_card(
    post: Post,
    conversation: Conversation,
    words: str,
    community: Community,
    t: Texts,
    *,
    by_asker: bool = False,
    about: str = "",
) -> Card:
    """Return a post as its room sees it. Its text is the words and nothing else, so that they can be read back.

    `by_asker` says that a reply is by whoever began the conversation.
    """
    name = shown_name(post.name, post.number, t)
    fields = [(t("About"), about)] if about else []
    if post.is_first and not conversation.is_closed:
        fields.append((t("Answer"), t("Under your own name: in the thread below. Without it: with the button.")))
    if post.helped:
        fields.append((t("This helped"), t("So says whoever began this conversation.")))
    answer = Button(t("Answer without my name"), Address("anonymous", "answer", str(conversation.id)))
    report = Button(t("Report"), Address("anonymous", "report", str(post.id)))
    return Card(
        title=t("{name} (who began this)", name=name) if by_asker else name,
        text=words,
        fields=tuple(fields),
        footer=t.named(community.safety.line),
        buttons=(*(() if conversation.is_closed else (answer,)), *_tried(post, conversation, t), report),
    )


def _tried(post: Post, conversation: Conversation, t: Texts) -> tuple[Button, ...]:
    """Return the forum's own button below an answer that helped, as an answer under a name has it."""
    if conversation.feature != FORUM or post.is_first or not post.helped:
        return ()
    return (Button(t("Tried it here"), Address("forum", "tried", f"post.{post.id}")),)


def receipt_card(receipt: str, t: Texts, *, at_once: bool) -> Card:
    """Return the receipt, shown once: nobody can look it up later."""
    when = t("It goes out now.") if at_once else t("It goes out within five minutes, nobody can tell when.")
    text = t(
        "{when} This is your receipt, and the only thing that shows it is yours:\n\n**{receipt}**\n\n"
        "Keep it: it isn't shown again, and nobody can find it for you. With `/anonymous open` and the receipt you see "
        "answers, change the words or take it back. You won't be notified: that would mean knowing who you are.",
        when=when,
        receipt=shown_receipt(receipt),
    )
    take_back = Button(t("Take it back"), Address("anonymous", "take_back", receipt), "danger")
    return Card(title=t("Your receipt"), text=text, buttons=(take_back,))
