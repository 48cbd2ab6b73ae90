"""Members read Spanish: every text has its own, none is left over, and each fits where English does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from config.community import default_community
from config.texts import LOCALES, texts_for
from config.texts.collect import translated
from tests.config.test_spanish import OUTSIDE, spanish
from tests.meta.source import collected, modules, tree

SOURCE = LOCALES / "es" / "LC_MESSAGES" / "staffroom.po"
CLASSES = (45, 80, 100)  # Discord: a form's title and labels, a button's label, descriptions and choices
# Discord: what a text may measure by where it stands, the first argument of what draws it or a named one
PLACES = {
    ("Button", 0): 80,
    ("button", 0): 80,
    ("Form", 0): 45,
    ("Input", 1): 45,
    ("Input", "hint"): 100,
    ("Select", 0): 150,
    ("Choice", 0): 100,
    ("Choice", 2): 100,
    ("Choice", "name"): 100,
    ("Card", "title"): 256,
    ("command", "description"): 100,
    ("Group", "description"): 100,
    ("ContextMenu", "name"): 32,
}
COMMAND = re.compile(r"(?<![\w/.:}])/[a-z]{3,}\b(?!/)")
FORMAL = re.compile(
    r"\busted\b|(?:^|[.!?:;] )(?:Abra|Busque|Cierre|Diga|Elija|Empiece|Envíe|Escriba|Espere|Haga|Inténtelo|Lea|"
    r"Mire|Pida|Pruebe|Pulse|Quite|Responda|Revise|Vea|Vuelva)\b",
    re.IGNORECASE | re.MULTILINE,
)


def key(message: Message) -> str | tuple[str, ...]:
    return str(message.id) if isinstance(message.id, str) else tuple(message.id)


def forms(text: object) -> tuple[str, ...]:
    """A text by itself, or both of one that counts."""
    return (text,) if isinstance(text, str) else tuple(str(each) for each in text)  # type: ignore[attr-defined]


def members() -> dict[str | tuple[str, ...], tuple[str, ...]]:
    with SOURCE.open("rb") as file:
        return {key(each): forms(each.string) for each in read_po(file, locale="es") if each.id}


@cache
def known() -> dict[str | tuple[str, ...], Message]:
    return {key(each): each for each in collected() if each.id}


SPANISH = members()


def facts(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


def is_for_strangers_only(english: str | tuple[str, ...]) -> bool:
    return _is_only_in(english, OUTSIDE)


def _is_only_in(english: str | tuple[str, ...], places: tuple[str, ...]) -> bool:
    return english in known() and all(place.startswith(places) for place, _ in known()[english].locations)


def test_every_text_that_members_read_has_its_spanish() -> None:
    assert [each for each in known() if not all(SPANISH.get(each, ("",)))] == []


def test_no_spanish_is_left_over_and_the_same_texts_give_the_same_bytes() -> None:
    assert SOURCE.read_bytes() == translated("es", collected()), "run: make texts"


def test_the_spanish_holds_the_same_facts() -> None:
    wrong = []
    for english, said in SPANISH.items():
        one, several = forms(english)[0], forms(english)[-1]
        if facts(said[-1]) != facts(several) or not set(facts(said[0])) <= {*facts(one), *facts(several)}:
            wrong.append((english, said))
    assert wrong == []


def test_a_command_is_called_the_same_in_both_and_a_right_click_by_the_name_it_is_shown_with() -> None:
    told = [(each, forms(each)[-1], said[-1]) for each, said in SPANISH.items()]
    assert [each for each, one, other in told if not set(COMMAND.findall(one)) <= set(COMMAND.findall(other))] == []
    for menu in ("Raise as an issue", "This helped", "Share with policymakers"):
        assert [each for each, one, other in told if menu in one and SPANISH[menu][0] not in other] == []


def test_nobody_among_the_members_is_called_usted() -> None:
    formal = [
        said
        for english, said in SPANISH.items()
        if not is_for_strangers_only(english) and FORMAL.search(" ".join(said))
    ]
    assert formal == []


def test_what_strangers_and_members_read_differs_only_where_it_speaks_to_them() -> None:
    outside = spanish()
    other = [each for each, said in SPANISH.items() if isinstance(each, str) and outside.get(each, said[0]) != said[0]]
    assert [each for each in other if not re.search(r"\byou|Hello", each, re.IGNORECASE)] == []


def test_a_text_that_fits_one_of_discords_limits_in_english_fits_it_in_spanish() -> None:
    long = []
    for english, said in SPANISH.items():
        for one, other in zip(forms(english), said, strict=True):
            most = next((limit for limit in CLASSES if len(one) <= limit), None)
            if most is not None and len(other) > most and not _is_only_in(english, (*OUTSIDE, "demo/")):
                long.append((most, len(other), other))
    assert long == []


def test_every_text_fits_where_it_stands_in_both_languages() -> None:
    t, long, seen = texts_for("es"), [], 0
    for place, english, most in _placed():
        seen += 1
        long += [(place, most, said) for said in (english, t.named(english)) if len(said) > most]
    assert seen > 500
    assert long == []


def test_the_vocabulary_fits_a_forum_tag_in_both_languages() -> None:
    t, topics = texts_for("es"), default_community().topics
    labels = [t.named(topic.label) for topic in topics]
    assert [label for label in labels if len(label) > 20] == []
    assert len({label.casefold() for label in labels}) == len(topics)
    assert t.named("A topic of {this} network's own") == "A topic of {this} network's own"


def test_members_are_told_things_in_their_language() -> None:
    assert texts_for("es-ES")("What you can do here") == texts_for("es-419")("What you can do here")
    assert texts_for("es-419")("What you can do here") != "What you can do here"
    assert texts_for("pt-BR")("What you can do here") == "What you can do here"


def _placed() -> Iterator[tuple[str, str, int]]:
    """Every text that stands directly in something with a limit of Discord's: where, what, how long."""
    for path in modules("bot", "cogs", "archive"):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).split(".")[-1]
            given: list[tuple[str | int | None, ast.expr]] = [*enumerate(node.args)]
            given += [(keyword.arg, keyword.value) for keyword in node.keywords]
            for where, value in given:
                most = 100 if name == "describe" else PLACES.get((name, where))
                for text in _texts(value) if most is not None else ():
                    yield f"{path.name}:{node.lineno}", text, most or 0


def _texts(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.IfExp):
        yield from _texts(value.body)
        yield from _texts(value.orelse)
    if isinstance(value, ast.Call) and ast.unparse(value.func).split(".")[-1] in {"t", "N_"}:
        first = value.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


@pytest.mark.parametrize("formal", ["Escriba su nombre.", "Es de usted.", "Listo. Pulse aquí."])
def test_the_search_for_usted_finds_it(formal: str) -> None:
    assert FORMAL.search(formal)
