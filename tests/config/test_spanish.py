"""Strangers can read in Spanish what the digest, its mails and its pages say in their own words."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from config.texts import LOCALES, texts_for, texts_outside
from tests.meta.source import collected

OUTSIDE = (
    "archive/digest/page.py",
    "archive/digest/over_months.py",
    "archive/digest/needed.py",
    "archive/digest/places.py",
    "archive/digest/answering.py",
    "archive/responses/words.py",
    "archive/responses/rules.py",
    "archive/responses/answering.py",
    "archive/delivery/links.py",
    "archive/delivery/letters.py",
    "archive/delivery/colleagues.py",
    "bot/web/forms.py",
    "bot/web/limits.py",
    "bot/web/templates/",
    "cogs/digest/templates/",
    "cogs/members/links.py",
    "cogs/members/templates/",
)


def spanish() -> dict[str, str]:
    with (LOCALES / "es" / "LC_MESSAGES" / "outside.po").open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file) if each.id}


def for_strangers() -> list[Message]:
    return [each for each in collected() if any(place.startswith(OUTSIDE) for place, _ in each.locations)]


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_everything_that_strangers_read_has_its_spanish() -> None:
    known = spanish()
    assert [each.id for each in for_strangers() if not known.get(str(each.id))] == []


@pytest.mark.parametrize("english", sorted(spanish()))
def test_the_spanish_holds_the_same_facts_and_calls_nobody_tu(english: str) -> None:
    text = spanish()[english]
    assert facts(text) == facts(english)
    assert re.findall(r"\b(?:tú|tu|tus|te|ti|contigo|puedes|tienes)\b", text, re.IGNORECASE) == []
    assert english.endswith(":") == text.endswith(":") or english.startswith("Hello")


def test_strangers_read_their_language_and_members_theirs() -> None:
    assert texts_outside("es").named("Expanded learning") == "Aprendizaje ampliado"  # a topic is so for everybody
    assert texts_outside("es-MX")("At a glance") == "De un vistazo"
    assert texts_for("es")("Hello {name},", name="Ana") != texts_outside("es")("Hello {name},", name="Ana")
    assert texts_outside("tlh")("At a glance") == "At a glance"
