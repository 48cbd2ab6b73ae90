"""Fields of Discord's JSON, each checked as it is taken; what is wrong is said with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.people.roster_table import shown
from config.texts import N_

MOST = 2**63  # Discord's ids are unsigned numbers of 64 bits, of which it will not use the highest this century


class NotReadable(Exception):
    """Something in the file is not as Discord sends it; its text is half a sentence."""


@dataclass(frozen=True)
class Part:
    """One JSON object and where it stands, like ``guild.roles[2]``."""

    fields: Mapping[str, Any]
    place: str

    def has(self, name: str) -> bool:
        """Say whether a field is there and not null."""
        return self.fields.get(name) is not None

    def wrong(self, name: str, what: str) -> NotReadable:
        """Return the complaint about a field's value."""
        value = shown(str(self.fields.get(name)))
        return NotReadable(
            N_("“{name}” of {place} {what}: {value}").format(name=name, place=self.place, what=what, value=value)
        )

    def part(self, name: str) -> Part:
        """Return an object in a field."""
        return part_of(self._needed(name), self._below(name))

    def parts(self, name: str) -> Iterator[Part]:
        """Yield the objects of a list."""
        for number, each in enumerate(self._list(name)):
            yield part_of(each, f"{self._below(name)}[{number}]")

    def id(self, name: str) -> int:
        """Return an id, which Discord writes as a string of digits."""
        return self._digits(name, self._needed(name), N_("is not an id"))

    def ids(self, name: str) -> list[int]:
        """Return a list of ids."""
        return [self._digits(name, each, N_("holds something that is not an id")) for each in self._list(name)]

    def permissions(self, name: str) -> int:
        """Return a set of permissions, which Discord writes as a string of digits."""
        return self._digits(name, self._needed(name), N_("is not a set of permissions"))

    def number(self, name: str, otherwise: int | None = None) -> int:
        """Return a small number, such as a type or a position."""
        value = self._needed(name) if otherwise is None else self.fields.get(name)
        if value is None and otherwise is not None:
            return otherwise
        if type(value) is not int or abs(value) >= MOST:
            raise self.wrong(name, N_("is not a number"))
        return value

    def text(self, name: str) -> str:
        """Return a text, empty where Discord leaves it out."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, str):
            raise self.wrong(name, N_("is not a text"))
        return value or ""

    def flag(self, name: str) -> bool:
        """Return whether something is said to be so."""
        return self.fields.get(name) is True

    def _needed(self, name: str) -> Any:  # noqa: ANN401 -- JSON holds anything
        if not self.has(name):
            raise NotReadable(N_("{place} lacks “{name}”").format(place=self.place, name=name))
        return self.fields[name]

    def _list(self, name: str) -> list[Any]:
        value = self._needed(name)
        if not isinstance(value, list):
            raise NotReadable(N_("{place} is not a list").format(place=self._below(name)))
        return value

    def _digits(self, name: str, value: object, what: str) -> int:
        if type(value) is int and 0 <= value < MOST:
            return value
        if not isinstance(value, str) or not (value.isascii() and value.isdigit() and len(value) < 20):
            raise self.wrong(name, what)
        if int(value) >= MOST:
            raise self.wrong(name, what)
        return int(value)

    def _below(self, name: str) -> str:
        return f"{self.place}.{name}"


def part_of(value: object, place: str) -> Part:
    """Return a JSON value as an object; raises `NotReadable` where it is something else."""
    if not isinstance(value, dict):
        raise NotReadable(N_("{place} is not an object").format(place=place))
    return Part(value, place)
