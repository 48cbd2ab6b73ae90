"""What members see of joining and of the stewards' log."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import Address, Card, Form, Input
from bot.people.model import Person
from bot.people.stewards import Act
from config.texts import Texts

LONGEST_CODE = 100  # characters, as the command takes them
LONGEST = 3900  # Discord: a card's text holds 4,096 characters


def welcome(t: Texts, person: Person) -> Card:
    """Return the card for somebody who has just joined."""
    return Card(
        title=t("Welcome, {name}.", name=person.name),
        text=t(
            "You're in, and your rooms open within a few seconds. Look at the lobby for what you can do here; in any "
            "room, /room who shows everyone who can read it."
        ),
    )


def code_form(t: Texts) -> Form:
    """Return the form that asks for the one-time code."""
    hint = t("It looks like ABCD-EFGH-JKLM.")
    code = Input("code", t("The code your network sent you"), most=LONGEST_CODE, hint=hint)
    return Form(t("Join with my code"), Address("members", "code"), (code,))


def log(t: Texts, acts: Sequence[Act]) -> Card:
    """Return the card with the newest acts of stewards, newest first."""
    lines: list[str] = []
    for act in acts:
        line = _line(t, act)
        if sum(len(each) + 1 for each in lines) + len(line) > LONGEST:
            break
        lines.append(line)
    text = "\n".join(lines) or t(
        "Nothing yet. Whatever stewards change about who may read, or what leaves, appears here."
    )
    return Card(title=t("What stewards did"), text=text)


def _line(t: Texts, act: Act) -> str:
    actor = act.actor or (t("The host") if act.by_host else t("A steward who has left"))
    said = t(act.act, actor=actor, about=act.about or t("somebody who has left"))
    return f"<t:{int(act.acted_at.timestamp())}:d> {said}"
