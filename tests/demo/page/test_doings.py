"""What the bot did is told from its requests, newest first, and never in anybody's words."""

from __future__ import annotations

from dataclasses import dataclass

from config.texts import texts_for
from demo.page.doings import MOST, last_doings

NAMES = {1: "lobby", 2: "Adunni", 3: "Practitioners"}


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    json: object = None


def test_each_request_is_told_by_the_names_of_what_it_is_about() -> None:
    asked = [
        Asked("POST", "/channels/1/messages", {"content": "a secret"}),
        Asked("GET", "/channels/1/messages"),
        Asked("PUT", "/guilds/9/members/2/roles/3"),
        Asked("POST", "/interactions/5/token/callback", {"type": 4, "data": {"flags": 64, "content": "a secret"}}),
        Asked("POST", "/interactions/6/token/callback", {"type": 9, "data": {"title": "a secret"}}),
    ]
    assert last_doings(asked, NAMES, texts_for("en")) == [
        "Opens a form",
        "Gives an answer, for one person's eyes",
        "Gives Adunni the role Practitioners",
        "Writes in lobby",
    ]


def test_only_the_newest_are_told() -> None:
    assert len(last_doings([Asked("POST", "/channels/1/messages")] * 30, NAMES, texts_for("en"))) == MOST
