"""What stewards see of messages, mails and role changes that did not go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from discord.utils import escape_markdown

from archive.bounces.reasons import explain
from bot.cards import Address, Button, Card
from bot.outbox.ledger import Stuck, Unsent
from config.texts import Texts

MOST_NAMED = 10


def stuck_card(stuck: Stuck, newest: int, unsent: Sequence[Unsent], names: Mapping[str, str], t: Texts) -> Card:
    """Return what is stuck, up to the `newest` row, with what can be done about it.

    `unsent` are the mails among it that a mail server turned away, `names` whom each destination is.
    """
    ended, failing, doubt = stuck.ended, stuck.failing, stuck.in_doubt
    lines = [
        t.many("One was refused, or failed too often.", "{count} were refused, or failed too often.", ended)
        if ended
        else "",
        t.many("One keeps failing and is still tried.", "{count} keep failing and are still tried.", failing)
        if failing
        else "",
        t.many(
            "One may have arrived; trying again may send it twice.",
            "{count} may have arrived; trying again may send them twice.",
            doubt,
        )
        if doubt
        else "",
        t("The host can see the cause in the log and with staffroom doctor.")
        if ended + failing + doubt > len(unsent)
        else "",
        t.many("and {count} more mail", "and {count} more mails", more)
        if (more := len(unsent) - MOST_NAMED) > 0
        else "",
    ]
    return Card(
        title=t("Some messages or mails didn't go out"),
        text="\n".join(line for line in lines if line),
        fields=tuple(_turned_away(each, names, t) for each in unsent[:MOST_NAMED]),
        buttons=(
            Button(t("Try them again"), Address("setup", "again", str(newest)), "primary"),
            Button(t("Let them go"), Address("setup", "drop", str(newest))),
            *([Button(t("One by one"), Address("setup", "each", "1"))] if ended + doubt > 1 else []),
        ),
    )


def _turned_away(mail: Unsent, names: Mapping[str, str], t: Texts) -> tuple[str, str]:
    who = names.get(mail.destination) or t("Somebody who is on no list any more")
    still = t("Still tried.") if mail.is_tried else ""
    return escape_markdown(who)[:256], f"{explain(mail.failure, t)} {still}".strip()


def tried_again(count: int, t: Texts) -> Card:
    """Return the confirmation of another try."""
    return Card(text=t.many("It is tried again now.", "{count} are tried again now.", count) if count else settled(t))


def let_go(count: int, t: Texts) -> Card:
    """Return the confirmation of letting go."""
    return Card(
        text=t.many("It won't be sent.", "{count} won't be sent; their words are erased here.", count)
        if count
        else settled(t)
    )


def settled(t: Texts) -> str:
    """Return what is said when there is nothing left to decide."""
    return t("This is settled already; there is nothing left to do.")
