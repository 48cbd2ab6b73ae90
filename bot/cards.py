"""A card: what a message says and which buttons it carries, before anyone knows how it is sent.

Features render records into cards; `bot.ui` turns a card into a Discord message, the outbox stores one as JSON.
A button's address is ``feature:action:target``: the database is its state.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

ADDRESS = re.compile(r"(?P<feature>[a-z]+):(?P<action>[a-z_]+):(?P<target>[\w.-]{0,60})", re.ASCII)
Look = Literal["primary", "secondary", "success", "danger"]


@dataclass(frozen=True)
class Address:
    """Where a click goes: ``feature:action:target``. Whatever the target names is a claim until a store confirms it."""

    feature: str
    action: str
    target: str = ""

    def __str__(self) -> str:
        return f"{self.feature}:{self.action}:{self.target}"

    @classmethod
    def parse(cls, text: str) -> Address | None:
        """Return the address a component carries, or None where it carries none of ours."""
        match = ADDRESS.fullmatch(text)
        return cls(**match.groupdict()) if match else None


@dataclass(frozen=True)
class Button:
    """A verb the reader would say, and the address it is sent to."""

    label: str
    address: Address
    look: Look = "secondary"


@dataclass(frozen=True)
class Choice:
    """One line of a select."""

    label: str
    value: str
    description: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Select:
    """A list to choose from, and the address the choice is sent to.

    With `accounts` it lists the server's members instead of `choices`, those accounts being chosen already.
    """

    placeholder: str
    address: Address
    choices: tuple[Choice, ...] = ()
    least: int = 1
    most: int = 1
    accounts: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Card:
    """A message to one reader or one space."""

    text: str = ""
    title: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    footer: str = ""
    buttons: tuple[Button, ...] = ()
    selects: tuple[Select, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the card as plain data for a row."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Card:
        """Return the card that `to_json` wrote."""
        return cls(
            text=data["text"],
            title=data["title"],
            fields=tuple((name, value) for name, value in data["fields"]),
            footer=data["footer"],
            buttons=tuple(Button(**{**button, "address": Address(**button["address"])}) for button in data["buttons"]),
            selects=tuple(_select(select) for select in data["selects"]),
        )


def _select(data: dict[str, Any]) -> Select:
    choices = tuple(Choice(**choice) for choice in data["choices"])
    accounts = tuple(data["accounts"]) if data.get("accounts") is not None else None
    return Select(**{**data, "address": Address(**data["address"]), "choices": choices, "accounts": accounts})


@dataclass(frozen=True)
class Input:
    """One box of a form."""

    key: str
    label: str
    long: bool = False
    required: bool = True
    most: int = 4000
    value: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Form:
    """A modal with at most five inputs; what is typed arrives at its address."""

    title: str
    address: Address
    inputs: tuple[Input, ...]

    def filled(self, answers: Mapping[str, str]) -> Form:
        """Return the form with these answers in its boxes, by key; what is too long for a box is cut."""
        given = (replace(each, value=answers.get(each.key, each.value)[: each.most]) for each in self.inputs)
        return replace(self, inputs=tuple(given))
