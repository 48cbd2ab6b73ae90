"""Cards and forms hold in a language whose texts are 40 % longer and full of accents: nothing is cut, nothing too long.

Every function that renders a card or a form from plain facts is called with some, made from its annotations.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from gettext import NullTranslations
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import pytest

from bot.cards import Address, Card, Form
from bot.errors import Refusal
from bot.ui.render import to_message, to_modal
from config.community import Community, Publication, Style, default_community
from config.situations import SITUATIONS, Situation
from config.texts import Texts
from config.topics import Topic
from tests.meta.source import dotted, modules, tree

LONGER = 0.4
ACCENTS = str.maketrans("aeiounAEIOU", "áéíóúñÁÉÍÓÚ")
COMMUNITY = default_community()
NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
Render = Callable[..., Card | Form]


class Longer(NullTranslations):
    """English with accents, 40 % longer, its facts left in place."""

    def gettext(self, message: str) -> str:
        pieces = message.replace("{", "\0{").replace("}", "}\0").split("\0")
        said = "".join(piece if piece.startswith("{") else piece.translate(ACCENTS) for piece in pieces)
        return said + "~" * round(len(message) * LONGER)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


PSEUDO = Texts("es", Longer())


def renders() -> Iterator[tuple[str, Render]]:
    """Every function of ours that takes texts and returns a card or a form."""
    for path in modules("bot", "cogs"):
        if not any("-> Card:" in line or "-> Form:" in line for line in path.read_text("utf-8").splitlines()):
            continue
        module = importlib.import_module(dotted(path))
        for node in tree(path).body:
            function = getattr(module, getattr(node, "name", ""), None)
            if inspect.isfunction(function) and function.__module__ == module.__name__:
                signature = inspect.signature(function)
                takes = {each.annotation for each in signature.parameters.values()}
                if "Texts" in takes and signature.return_annotation in {"Card", "Form"}:
                    yield f"{dotted(path)}.{function.__name__}", function


RENDERS = dict(renders())


class NotPlain(Exception):
    """A parameter for which nothing plain can be made."""


PLAIN: dict[Any, Any] = {
    Texts: PSEUDO, Community: COMMUNITY, Publication: COMMUNITY.publication, Topic: COMMUNITY.topics[0],
    Style: COMMUNITY.forum.styles[0], Situation: SITUATIONS[0], Address: Address("a", "b", "c"),
    str: "Oak", int: 3, bool: True, float: 0.5, bytes: b"x", NoneType: None,
    datetime: NOW, date: NOW.date(), timedelta: timedelta(hours=1), ZoneInfo: ZoneInfo("America/Chicago"),
}  # fmt: skip
MAKERS: dict[Any, Callable[..., Any]] = {
    Union: lambda first, *_: some(first),
    UnionType: lambda first, *_: some(first),
    Literal: lambda first, *_: first,
    tuple: lambda *inside: tuple(some(each) for each in inside if each is not Ellipsis),
    **dict.fromkeys((Mapping, dict), lambda name, value: {some(name): some(value)}),
    **dict.fromkeys((frozenset, set, Collection), lambda inside: frozenset({some(inside)})),
    **dict.fromkeys((Sequence, list), lambda inside: [some(inside)]),
}


def some(kind: Any) -> Any:
    """Something of a kind: short words, small numbers, one of each sequence."""
    if kind in PLAIN:
        return PLAIN[kind]
    if get_origin(kind) in MAKERS:
        return MAKERS[get_origin(kind)](*get_args(kind))
    if inspect.isclass(kind) and issubclass(kind, Enum):
        return next(iter(kind))
    if inspect.isclass(kind) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{each.name: some(hints[each.name]) for each in fields(kind) if each.init})
    raise NotPlain(kind)


def drawn(render: Render) -> Card | Form | None:
    """What a function renders of plain facts, or None where it needs others than these."""
    try:
        hints = get_type_hints(render)
        hints.pop("return")
        return render(**{name: some(kind) for name, kind in hints.items()})
    except (NotPlain, NameError, KeyError, ValueError, TypeError, AttributeError, IndexError, Refusal):
        return None


def too_long(shown: Card | Form) -> list[str]:
    """What Discord would not take of a card or form whole (bot.ui.render would cut it)."""
    if isinstance(shown, Form):
        measured = [(shown.title, 45), *((each.label, 45) for each in shown.inputs)]
        measured += [(each.hint, 100) for each in shown.inputs]
    else:
        measured = [(shown.title, 256), (shown.text, 4096), (shown.footer, 2048)]
        measured += [(name, 256) for name, _ in shown.fields] + [(value, 1024) for _, value in shown.fields]
        measured += [(each.label, 80) for each in shown.buttons]
        measured += [(each.placeholder, 150) for each in shown.selects]
        measured += [(choice.label, 100) for each in shown.selects for choice in each.choices]
        measured += [(choice.description, 100) for each in shown.selects for choice in each.choices]
    return [f"{len(text)} > {most}: {text}" for text, most in measured if len(text) > most]


@pytest.mark.parametrize("name", sorted(RENDERS))
async def test_nothing_is_cut_where_texts_are_longer(name: str) -> None:
    shown = drawn(RENDERS[name])
    if shown is None:
        return  # counted below
    assert too_long(shown) == []
    if isinstance(shown, Form):
        assert to_modal(shown).is_finished()
    else:
        message = to_message(shown)
        assert len(message["embed"]) <= 6000
        assert len(message["view"].children) <= 25


def test_most_cards_and_forms_are_tried() -> None:
    tried = [name for name, render in RENDERS.items() if drawn(render) is not None]
    assert len(tried) > 150
    assert len(tried) / len(RENDERS) > 0.7, sorted(set(RENDERS) - set(tried))
