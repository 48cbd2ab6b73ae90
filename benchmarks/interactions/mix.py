"""What members do, how often, and what the first answer must be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks import large_network as large
from benchmarks.interactions.network import words
from tests.kit.replies import CHOICES, LATER, MESSAGE, UPDATE, Visitors

Sent = dict[str, Any]


@dataclass(frozen=True)
class Deed:
    """Something members do: how often among a hundred, and the kind that its first answer must have."""

    name: str
    weight: int
    answered: int
    send: Callable[[int], Sent]


def deeds(visitors: Visitors, ids: Mapping[str, Sequence[int]], random: Random) -> list[Deed]:
    """Return what members do in this network, each by whoever is there."""
    v, issues, meetups = visitors, ids["issues"], ids["meetups"]

    def issue() -> str:
        return str(random.choice(issues))

    def meetup() -> str:
        return str(random.choice(meetups))

    return [
        # slash commands that read
        Deed("/help", 4, MESSAGE, lambda who: v.command(who, "help")),
        Deed("/room list", 4, MESSAGE, lambda who: v.command(who, "room list")),
        Deed("/room who", 3, LATER, lambda who: v.command(who, "room who")),
        Deed("/issue list", 5, MESSAGE, lambda who: v.command(who, "issue list", topic="data")),
        Deed("/issue mine", 4, MESSAGE, lambda who: v.command(who, "issue mine")),
        Deed("/issue show", 4, MESSAGE, lambda who: v.command(who, "issue show", issue=issue())),
        Deed("/mentor status", 4, MESSAGE, lambda who: v.command(who, "mentor status")),
        Deed("/meetup list", 4, MESSAGE, lambda who: v.command(who, "meetup list")),
        Deed("/webinar list", 3, MESSAGE, lambda who: v.command(who, "webinar list")),
        Deed("/calendar", 3, LATER, lambda who: v.command(who, "calendar")),
        Deed("/archive find", 2, MESSAGE, lambda who: v.command(who, "archive find", words="bus tutoring")),
        # slash commands that write
        Deed("/inbox", 4, MESSAGE, lambda who: v.command(who, "inbox")),
        Deed("/meetup join", 3, MESSAGE, lambda who: v.command(who, "meetup join", meetup=meetup())),
        Deed("/issue support", 5, MESSAGE, lambda who: v.command(who, "issue support", issue=issue())),
        # choices while somebody types
        Deed("a topic, typed", 7, CHOICES, lambda who: v.typing(who, "issue list", "topic", "da")),
        Deed("an issue, typed", 6, CHOICES, lambda who: v.typing(who, "issue show", "issue", "bus")),
        Deed("a meetup, typed", 5, CHOICES, lambda who: v.typing(who, "meetup join", "meetup", "coffee")),
        # buttons and selects
        Deed("button help", 5, MESSAGE, lambda who: v.click(who, "help:show:")),
        Deed("button who", 3, LATER, lambda who: v.click(who, f"rooms:who:{large.ROOMS}")),
        Deed("button support", 6, MESSAGE, lambda who: v.click(who, f"issues:support:{issue()}")),
        Deed("button open", 5, MESSAGE, lambda who: v.click(who, f"issues:open:{issue()}")),
        Deed("button next page", 4, UPDATE, lambda who: v.click(who, "issues:page:....2")),
        Deed("select topics", 4, UPDATE, lambda who: v.click(who, f"mentoring:topics:{_side(who)}", chosen=["data"])),
        # forms
        Deed("form issue", 3, LATER, lambda who: v.submit(who, "issues:submit:concern.data.no.", text=_new(random))),
    ]


def _side(account: int) -> str:
    return "mentee" if account % 2 else "mentor"


def _new(random: Random) -> str:
    return words(random, random.randrange(10**9))
