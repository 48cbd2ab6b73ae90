"""What each person can do here: a list of commands, and who is shown which. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from config.texts import N_

Reader = Literal["anyone", "unlinked", "member", "practitioners", "principals", "steward"]


@dataclass(frozen=True)
class Line:
    """One thing to do: the command, who is shown it, and what it is good for."""

    command: str
    reader: Reader
    says: str


LINES: tuple[Line, ...] = (
    Line("join", "unlinked", N_("link this account with the code your network sent you")),
    Line("room who", "member", N_("see everybody who can read a room, and why")),
    Line("room list", "member", N_("see your rooms, and those you can join")),
    Line("room open", "member", N_("open a room for people in work like yours")),
    Line("room whisper", "member", N_("post in a room without your name")),
    Line("anonymous open", "member", N_("see the answers to an anonymous post of yours, change it or take it back")),
    Line("room invite", "member", N_("ask somebody whether they want to join the room you are in")),
    Line("room flag", "member", N_("say in confidence that somebody in a room supervises you")),
    Line("room overseers", "member", N_("see who reads everything here, and whom members have accepted")),
    Line("mentor request", "member", N_("ask for a mentor")),
    Line("mentor offer", "member", N_("offer to mentor somebody")),
    Line("mentor browse", "member", N_("see who offers to mentor, and choose for yourself")),
    Line("mentor status", "member", N_("see your request, your offer and your pairs")),
    Line("mentor pause", "member", N_("take a break from mentoring, until a day you choose")),
    Line("mentor end", "member", N_("end a pair, with thanks")),
    Line("issue raise", "member", N_("say what your site struggles with, or what would help")),
    Line("issue board", "member", N_("see what sites struggle with most")),
    Line("issue list", "member", N_("look through what sites raised, and say that it is so at yours")),
    Line("issue mine", "member", N_("see what became of what you raised")),
    Line("forum ask", "principals", N_("ask your peers, principals only")),
    Line("forum find", "principals", N_("find what was asked and what helped")),
    Line("forum styles", "principals", N_("see how ways of leading play out, and what helped where")),
    Line("forum reflect", "principals", N_("look at how you lead, for yourself alone")),
    Line("forum reading", "principals", N_("get a weekly list of what the forum had")),
    Line("webinar propose", "member", N_("propose a webinar on what many struggle with")),
    Line("webinar list", "member", N_("see the webinars ahead, and say that you come")),
    Line("webinar library", "member", N_("find recordings and materials of webinars that were for you")),
    Line("meetup list", "member", N_("see who meets again and again in your rooms, and join")),
    Line("meetup start", "member", N_("have the members of a room meet regularly")),
    Line("meetup circle", "member", N_("get a circle of peers of other sites on a topic")),
    Line("calendar", "member", N_("see what is ahead of you, and get it into your calendar")),
    Line(
        N_("Share with policymakers"),
        "member",
        N_("right-click (on a phone, hold) a message of your own to offer it for the digest"),
    ),
    Line("inbox", "member", N_("read what could not reach you as a direct message")),
    Line("steward log", "member", N_("see what stewards did")),
    Line("steward flags", "steward", N_("settle what members said in confidence")),
    Line("forum situations", "steward", N_("see which situation the forum is asked about next, skip or stop them")),
    Line("mentor health", "steward", N_("see how mentoring goes, in numbers")),
    Line("mentor round", "steward", N_("match everybody who waits for a mentor")),
    Line("setup", "steward", N_("look over the server and repair it")),
)


def readers_of(*, is_member: bool, is_steward: bool, audiences: Collection[str]) -> frozenset[str]:
    """Return which parts of the list somebody is shown."""
    if not is_member:
        return frozenset({"anyone", "unlinked"})
    return frozenset({"anyone", "member", *audiences, *(["steward"] if is_steward else [])})


def lines_for(readers: Collection[str], commands: Collection[str]) -> list[Line]:
    """Return the lines for these readers, leaving out commands that this house does not have."""
    return [line for line in LINES if line.reader in readers and line.command in commands]
