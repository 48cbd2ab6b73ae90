"""What is said to and in a circle. No I/O."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import Address, Button, Card
from config.texts import Texts


def thread_name(t: Texts, label: str) -> str:
    """Return what a circle's thread is called; only those in it read it."""
    return t("Circle: {topic}", topic=label)[:100]


def first_card(t: Texts, label: str, accounts: Sequence[int], *, safety_line: str) -> Card:
    """Return the first card in a circle's thread."""
    text = t(
        "{people}: you all asked for peers to talk about {topic} with, each at another site, nobody above another. Say "
        "when an hour suits you; then one of you gives /meetup start here, and all of you are in. Hosting goes round.",
        people=", ".join(f"<@{each}>" for each in accounts),
        topic=label,
    )
    return Card(title=thread_name(t, label), text=text, footer=t.named(safety_line))


def told(t: Texts, label: str, channel_id: int) -> Card:
    """Return what each of a circle is told privately."""
    text = t("Your circle on {topic} is there: {channel}. Say hello.", topic=label, channel=f"<#{channel_id}>")
    return Card(title=t("Your circle"), text=text)


def waiting(t: Texts, topic: str, label: str) -> Card:
    """Return what somebody is told who would like to be in a circle."""
    text = t(
        "You're on the list for a circle on {topic}. As soon as four people of different sites are, you get a private "
        "thread together; nobody sees the list.",
        topic=label,
    )
    return Card(text=text, buttons=(Button(t("Take it back"), Address("meetups", "unwish", topic)),))
