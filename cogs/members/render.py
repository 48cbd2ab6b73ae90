"""What members see of joining and of the stewards' log."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.digest.months import month_name
from bot.cards import Address, Button, Card, Form, Input
from bot.people.model import Person
from bot.people.stewards import Act
from config.texts import Texts

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

LONGEST_CODE = 100  # characters, as the command takes them
LONGEST = 3900  # Discord: a card's text holds 4,096 characters


def welcome(t: Texts, person: Person, promise: str = "") -> Card:
    """Return the card for somebody who has just joined; `promise` is what they are told of the days ahead."""
    text = t(
        "You're in, and your rooms open within a few seconds. Look at the lobby for what you can do here; in any "
        "room, /room who shows everyone who can read it."
    )
    return Card(
        title=t("Welcome, {name}.", name=person.name), text="\n\n".join(part for part in (text, promise) if part)
    )


def code_form(t: Texts) -> Form:
    """Return the form that asks for the one-time code."""
    hint = t("It looks like ABCD-EFGH-JKLM.")
    code = Input("code", t("The code your network sent you"), most=LONGEST_CODE, hint=hint)
    return Form(t("Join with my code"), Address("members", "code"), (code,))


def log(t: Texts, acts: Sequence[Act], by: str = "", *, has_newer: bool = False, has_older: bool = False) -> Card:
    """Return a page of what stewards did, newest first; `by` is the account that it is narrowed to, as its buttons."""
    lines: list[str] = []
    for act in acts:
        line = _line(t, act)
        if sum(len(each) + 1 for each in lines) + len(line) > LONGEST:
            break
        lines.append(line)
    nothing = t(
        "Nothing yet. Whatever stewards change about who may read, or what leaves, appears here; /room "
        "who shows who reads a room now."
    )
    buttons = []
    if acts and has_newer:
        buttons.append(Button(t("Newer"), Address("members", "log", f"newer.{acts[0].seq}.{by}")))
    if acts and (has_older or len(lines) < len(acts)):
        buttons.append(Button(t("Older"), Address("members", "log", f"older.{acts[len(lines) - 1].seq}.{by}")))
    return Card(title=t("What stewards did"), text="\n".join(lines) or nothing, buttons=tuple(buttons))


def _line(t: Texts, act: Act) -> str:
    actor = act.actor or (t("The host") if act.by_host else t("A steward who has left"))
    said = t(act.act, actor=actor, about=_about(t, act.about))
    return f"{act.seq}. <t:{int(act.acted_at.timestamp())}:f> {said}"


def _about(t: Texts, about: str) -> str:
    """Return what an act was about, a digest's month by its name."""
    if MONTH.fullmatch(about):
        return month_name(about, t.language)
    return about or t("somebody who has left")
