"""What somebody types, forges or garbles. The same seed gives the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from tests.kit.hostile import KNOWN

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = 3, 4, 5, 6, 7, 8, 9, 10, 11
TEXTS = (
    "",
    " ",
    "\n",
    "\u200b\u200d\ufeff",
    "\u202e\u2066x\u2069",
    "a\u0300" * 500,
    "\ud800",
    "a\x00b",
    "x" * 6000,
    "ß" * 4000,
    "@everyone @here",
    "<@1>",
    "<@!1> <@&2> <#3> </setup:4>",
    "||spoiler|| **b** __u__ ```py\nx``` > q\n# h\n-# s",
    "[x](https://example.org) <https://example.org>",
    "<t:99999999999999999:R>",
    "<:a:1><a:b:2>",
    "digest:approve:2026-03",
    "setup:again:1",
    "2026-13-45",
    "0000-00-00",
    "2026-02-29 25:61",
    "9" * 400,
    "-0",
    "NaN",
    "Infinity",
    "1e999",
    "٣",
    "½",
    "tomorrow",
    "None",
    "null",
    "true",
    "[]",
    "{}",
    "{0}{x!r:>99}",
    "%n%s%d",
    "\\",
    "'\"`;--",
    *KNOWN,
)
NUMBERS = (0, -1, 1, 25, 2**31, 2**53, -(2**53), 2**63, 2**64, 10**30, 0.5, -0.0, 1e308, float("nan"), float("inf"))
ODD: tuple[Any, ...] = (None, True, False, [], {}, [[]], {"value": 1}, ["x"], b"x".hex(), *NUMBERS)
PIECES = (
    "\u200b",
    "\u202e",
    "\u0301",
    "@everyone",
    "<@1>",
    "\n",
    "\t",
    "`",
    "*",
    "é",
    "😀",
    "\x00",
    "x" * 200,
    "\u200f",
    "0",
)


def texts(dice: random.Random) -> Iterator[str]:
    """Yield hostile texts without end: the known ones, then mixtures of them."""
    yield from TEXTS
    while True:
        known = dice.choice(TEXTS)
        place = dice.randrange(len(known) + 1)
        noise = "".join(dice.choice(PIECES) for _ in range(dice.randrange(1, 8)))
        yield (known[:place] + noise + known[place:])[: dice.choice((40, 100, 1000, 6000))]


def options(kind: int, dice: random.Random, known: list[str]) -> Iterator[Any]:
    """Yield hostile values for an option of this kind; `known` are ids that mean something on the server."""
    said = texts(dice)
    while True:
        if kind in {INTEGER, NUMBER}:
            yield dice.choice(NUMBERS) if dice.random() < 0.5 else dice.randrange(-100, 1000)
        elif kind in {USER, CHANNEL, ROLE, MENTIONABLE, ATTACHMENT}:
            yield dice.choice([*known, *known, "0", "1", "-1", "x", str(2**70), "", "7" * 18])
        else:
            yield next(said)
        if dice.random() < 0.2:
            yield dice.choice(ODD)


Garble = Callable[[dict[str, Any], random.Random], None]


def _drop(*keys: str) -> Garble:
    def garble(payload: dict[str, Any], _dice: random.Random) -> None:
        for key in keys:
            payload.pop(key, None)

    return garble


def _drop_data(key: str) -> Garble:
    def garble(payload: dict[str, Any], _dice: random.Random) -> None:
        payload["data"].pop(key, None)

    return garble


def _odd(key: str) -> Garble:
    def garble(payload: dict[str, Any], dice: random.Random) -> None:
        payload[key] = dice.choice(ODD)

    return garble


def _odd_data(key: str) -> Garble:
    def garble(payload: dict[str, Any], dice: random.Random) -> None:
        payload["data"][key] = dice.choice([*ODD, *TEXTS[:12]])

    return garble


def _odd_resolved(payload: dict[str, Any], dice: random.Random) -> None:
    """What is odd inside: the simulated gateway itself reads whether there is an object at all."""
    inner: Any = dice.choice([None, [], {}, {"1": None}, {"1": {}}, {"x": {"id": "x"}}])
    payload["data"]["resolved"] = {dice.choice(("users", "members", "roles", "channels", "attachments")): inner}


def _from_elsewhere(payload: dict[str, Any], dice: random.Random) -> None:
    payload["guild_id"] = dice.choice(("1", "999999999999999999"))


def _direct(payload: dict[str, Any], _dice: random.Random) -> None:
    for key in ("guild_id", "guild_locale"):
        payload.pop(key, None)
    member = payload.pop("member", None) or {}
    payload["user"] = member.get("user") or payload.get("user")
    payload["context"] = 1


def _odd_locale(payload: dict[str, Any], dice: random.Random) -> None:
    payload["locale"] = dice.choice(("", "xx", "es-ES", "ar", "zh-TW", "x" * 500, None, 5))


GARBLES: Mapping[str, Garble] = {
    "without a member": _drop("member"),
    "without a channel": _drop("channel", "channel_id"),
    "without a message": _drop("message"),
    "without data": _drop("data"),
    "without what was resolved": _drop_data("resolved"),
    "without options": _drop_data("options"),
    "without components": _drop_data("components"),
    "without an address": _drop_data("custom_id"),
    "without its kind": _drop_data("component_type"),
    "without a name": _drop_data("name"),
    "with odd options": _odd_data("options"),
    "with odd components": _odd_data("components"),
    "with odd choices": _odd_data("values"),
    "with an odd address": _odd_data("custom_id"),
    "with an odd name": _odd_data("name"),
    "with odd resolved things": _odd_resolved,
    "of an odd type": _odd("type"),
    "with an odd channel": _odd("channel"),
    "with an odd member": _odd("member"),
    "with an odd message": _odd("message"),
    "with odd entitlements": _odd("entitlements"),
    "in an odd language": _odd_locale,
    "from another server": _from_elsewhere,
    "in a direct message": _direct,
}


def some(found: Iterator[Any], count: int) -> Iterator[Any]:
    """Yield the first `count` of an endless row."""
    return islice(found, count)
