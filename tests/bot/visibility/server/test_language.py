"""What everybody on a server reads."""

from __future__ import annotations

from bot.visibility.server.language import MOST_NAMED, named
from config.texts import texts_for


def test_the_first_ten_are_named_and_the_others_counted() -> None:
    t = texts_for("en")
    ten = list(range(1, MOST_NAMED + 1))
    assert MOST_NAMED == 10
    assert named(ten, t) == ", ".join(f"<@{each}>" for each in ten)
    assert named([*ten, 11], t) == named(ten, t) + " and 1 more"
    assert named([], t) == ""
