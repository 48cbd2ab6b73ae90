"""A development set for the anonymizer: templates and names that no lexicon has seen, typed in nine ways.

Each message knows its spans, and each name the way in which it was typed. The same seed makes the same messages.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from archive.anonymize.lexicon import lexicon
from archive.anonymize.tokens import fold
from tests.archive.anonymize.development import details

HERE = Path(__file__).parent
WAYS = ("plain", "lower", "misspelled", "nickname", "capital word", "lower word", "spanish", "all capitals", "glued")
ENOUGH = 300  # spans per way of typing a name, and per type
_SLOT = re.compile(r"\{(only: [^}]*|\w+)\}")
_NAMES = {"f", "l", "n"}
_KINDS: dict[str, Callable[[Random], str]] = {
    "phone": details.phone,
    "mail": details.mail,
    "address": details.address,
    "date": details.date,
    "id": details.number,
    "url": details.url,
    "handle": details.handle,
}
_TYPES = {"mail": "EMAIL", "only": "QUASI"}
_GLUES = (
    "({})",
    '"{}"',
    "{}...",
    "*{}*",
    "{}:",
    "-{}-",
    "/{}/",
    "{},",
    "'{}'",
    "**{}**",
    "{};",
    "[{}]",
    "_{}_",
    "~{}~",
)


@dataclass(frozen=True)
class Source:
    """Names and templates of one part: the one for tuning, or the one that is held out."""

    names: dict[str, list[str]]
    templates: list[tuple[str, str]]
    clean: list[str]

    @classmethod
    def read(cls, *, held_out: bool = False) -> Source:
        lists = tomllib.loads((HERE / "names.toml").read_text(encoding="utf-8"))
        ending = "_held_out" if held_out else ""
        names = {name: text.split() for name, text in lists["held_out" if held_out else "tuning"].items()}
        if not held_out:
            drawn = tomllib.loads((HERE / "names_faker.toml").read_text(encoding="utf-8"))["tuning"]
            names = {name: given + drawn.get(name, "").split() for name, given in names.items()}
        templates = [_parted(line) for line in _lines(f"templates{ending}.txt")]
        return cls(names, templates, [text for _, text in map(_parted, _lines(f"clean{ending}.txt"))])


def unlisted(source: Source) -> Source:
    """Return a source without the names that any list of the lexicon has."""
    names = {
        kind: [name for name in given if not lexicon().is_name(fold(name))] for kind, given in source.names.items()
    }
    return Source(names, source.templates, source.clean)


def _lines(name: str) -> list[str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _parted(line: str) -> tuple[str, str]:
    language, _, text = line.partition(" ")
    return language, text


@dataclass
class Message:
    """A text that grows piece by piece, with its spans."""

    text: str = ""
    spans: list[dict[str, Any]] = field(default_factory=list)

    def add(self, piece: str, kind: str = "", way: str = "") -> None:
        if kind:
            span = {"start": len(self.text), "end": len(self.text) + len(piece), "type": kind, "way": way}
            self.spans.append(span)
        self.text += piece


class Generator:
    """Makes messages of one source."""

    def __init__(self, source: Source, seed: int, sites: tuple[str, ...]) -> None:
        self._source, self._sites = source, sites
        self._random = Random(seed)  # noqa: S311 -- the same set each time

    def records(self, enough: int = ENOUGH) -> Iterator[dict[str, Any]]:
        """Yield messages until every way and every type has enough spans, then the clean ones."""
        have: Counter[str] = Counter()
        for way in WAYS:
            while have[way] < enough:
                yield self._counted(way, have)
        for kind in ("PHONE", "EMAIL", "ADDRESS", "DATE", "ID", "SITE", "URL", "HANDLE", "QUASI"):
            while have[kind] < enough:
                yield self._counted(self._random.choice(("plain", "spanish", "lower")), have, kind)
        for text in self._source.clean:
            yield {"text": text, "spans": []}

    def _counted(self, way: str, have: Counter[str], kind: str = "PERSON") -> dict[str, Any]:
        message = self._message(way, self._template(way, kind))
        have.update(span["way"] or span["type"] for span in message.spans)
        return {"text": message.text, "spans": message.spans}

    def _template(self, way: str, kind: str) -> str:
        slots = {name for name in (*_KINDS, "site", "only") if _TYPES.get(name, name.upper()) == kind} or _NAMES
        languages = {"es", "mix"} if way == "spanish" else {"en", "mix"}
        fitting = [
            text
            for language, text in self._source.templates
            if any(found.split(":")[0] in slots for found in _SLOT.findall(text))
            and (language in languages or kind != "PERSON")
        ]
        return self._random.choice(fitting)

    def _message(self, way: str, template: str) -> Message:
        message = Message()
        is_small = way in {"lower", "lower word"} or (way in {"misspelled", "nickname"} and self._random.random() < 0.5)
        is_small |= way == "spanish" and self._random.random() < 0.4
        cased = str.lower if is_small else str.upper if way == "all capitals" else str
        for at, piece in enumerate(_SLOT.split(template)):
            if at % 2 == 0:
                message.add(cased(piece))
            else:
                self._fill(message, piece, way, cased)
        return message

    def _fill(self, message: Message, slot: str, way: str, cased: Callable[[str], str]) -> None:
        if slot in _NAMES:
            before, _, after = self._glue(way).partition("{}")
            message.add(before)
            message.add(cased(self._name(slot, way)), "PERSON", way)
            message.add(after)
        elif slot.startswith("only"):
            message.add(cased(slot.removeprefix("only: ")), "QUASI")
        elif slot == "site":
            message.add(cased(details.site(self._random, self._sites)), "SITE")
        else:
            value = _KINDS[slot](self._random)
            message.add(value if slot in {"mail", "url", "handle", "id"} else cased(value),
                        _TYPES.get(slot, slot.upper()))  # fmt: skip

    def _glue(self, way: str) -> str:
        return self._random.choice(_GLUES) if way == "glued" else "{}"

    def _name(self, slot: str, way: str) -> str:
        names, random = self._source.names, self._random
        if way == "spanish":
            first, last = random.choice(names["es_first"]), random.choice(names["es_last"])
        elif way in {"capital word", "lower word"}:
            first = random.choice(names["word_first"])
            last = random.choice(names["word_last"] + names["last"])
        else:
            first = random.choice(names["nick" if way == "nickname" else "first"])
            last = random.choice(names["last"])
        if way == "misspelled":
            first, last = details.misspelled(first, random), details.misspelled(last, random)
        if slot == "l":
            return last
        form = random.random() if slot == "n" else 0.0
        return first if form < 0.4 else f"{first} {last}" if form < 0.8 else f"{first} {last[0]}."
