"""Cards about what is held."""

from __future__ import annotations

from bot.cards import Address, Button, Card
from bot.outbox.transit import MOST
from config.texts import Texts


def exported(t: Texts) -> Card:
    """Return the words that come with the file."""
    text = t(
        "Everything stored about you is in this file: open about-me.html in it to read, about-me.json is the same for "
        "another program. Only you see this message; keep the file somewhere private."
    )
    return Card(text=text)


def ask_erase(t: Texts) -> Card:
    """Return the question before erasing."""
    text = t(
        "This erases what you raised, shared, asked for and answered, and your line on the roster: the rooms close to "
        "you. The key that your sealed words were kept under is destroyed, so it can't be undone."
    )
    return Card(
        title=t("Erase everything about you?"),
        text=text,
        fields=((t("What stays, and why"), stays(t)),),
        buttons=(
            Button(t("Erase it all"), Address("privacy", "erase"), "danger"),
            Button(t("Keep it"), Address("privacy", "keep")),
        ),
    )


def erased(t: Texts) -> Card:
    """Return the confirmation."""
    text = t("It's erased, and the key is destroyed. What follows is what stays.")
    return Card(title=t("Erased"), text=text, fields=((t("What stays, and why"), stays(t)),))


def stays(t: Texts) -> str:
    """Return what no erasure here can reach."""
    return t(
        "• Your network's own staff list, which isn't ours: its next import brings your line back. Ask a steward.\n"
        "• Copies in backups keep your line on the roster until those are replaced. Your words in them stay locked "
        "once the host's copies of old keys are gone too.\n"
        "• Messages still on their way that quote you, for {days} days at most.\n"
        "• Digests already sent: paper and mail can't be unsent. The next one says that words were taken back.\n"
        "• The stewards' log, which every member can read; your name is taken out of it.\n"
        "• Messages you wrote on Discord: delete them there.\n"
        "• What you posted without your name: nobody here can tell that it was you. Take it back with its receipt and "
        "/anonymous open, before or after this.",
        days=MOST.days,
    )
