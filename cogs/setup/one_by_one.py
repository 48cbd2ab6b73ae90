"""What did not go out, looked at one by one."""

from __future__ import annotations

from collections.abc import Mapping

from discord.utils import escape_markdown, format_dt

from archive.bounces.reasons import explain
from bot.cards import Address, Button, Card
from bot.outbox.ledger import Ended
from bot.outbox.outbox import MAIL
from bot.outbox.smtp import PUT_OFF, REFUSED, SENDER_REFUSED
from cogs.setup.undelivered import settled
from config.texts import Texts


def one_card(one: Ended | None, left: int, names: Mapping[str, str], t: Texts) -> Card:
    """Return one row that did not go out, with what can be done about it; `left` wait from here on.

    `names` are whom each destination is.
    """
    if one is None:
        return Card(text=settled(t))
    place = str(one.place)
    lines = [_what(one, names, t), _why(one, t)]
    if one.tried_at is not None:
        lines.append(t("It was begun {when}.", when=format_dt(one.tried_at, "R")))
    buttons = [
        Button(t("Send it again"), Address("setup", "again_one", place), "primary"),
        Button(t("Leave it"), Address("setup", "drop_one", place)),
    ]
    if left > 1:
        buttons.append(Button(t("The next one"), Address("setup", "each", str(one.place + 1))))
    title = t.many("This one didn't go out", "{count} didn't go out; this is the first of them", left)
    return Card(title=title, text="\n".join(lines), buttons=tuple(buttons))


def _what(one: Ended, names: Mapping[str, str], t: Texts) -> str:
    sort, _, target = one.destination.partition(":")
    if sort == "mail":
        who = names.get(one.destination) or t("somebody who is on no list any more")
        return t("A mail to {who}.", who=escape_markdown(who))
    if sort == "channel":
        return t("A message in {place}.", place=f"<#{target}>")
    if sort == "person":
        return t("A message to {who}.", who=escape_markdown(names.get(one.destination) or t("one member")))
    return t("A change on the server, such as a role, a thread or a card.")


def _why(one: Ended, t: Texts) -> str:
    if one.is_in_doubt:
        return t("It may have arrived: no answer came. If you send it again, it may arrive twice.")
    if one.kind == MAIL and one.failure.startswith((REFUSED, PUT_OFF, SENDER_REFUSED)):
        return explain(one.failure, t)
    return t("It was refused, or failed too often. The host can see the cause in the log and with staffroom doctor.")
