"""What each person can do, and where: every command of the house, once. Pure. `docs/commands.md` is written from it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from config.texts import N_

Reader = Literal["anyone", "unlinked", "member", "practitioners", "principals", "steward", "owner"]
Place = Literal["room", "forum", "thread", "mentoring", "lobby", "stewards", "digest"]  # kinds of spaces


@dataclass(frozen=True)
class Line:
    """One thing to do: the command, who is shown it, and what it is good for.

    `at` are the kinds of spaces where it comes first; `elsewhere` says whether it is shown in other places too.
    """

    command: str
    reader: Reader
    says: str
    at: tuple[Place, ...] = ()
    elsewhere: bool = True


@dataclass(frozen=True)
class Shown:
    """What somebody is shown: what belongs where they are, and what they can do anywhere."""

    here: list[Line]
    anywhere: list[Line]


LINES: tuple[Line, ...] = (
    Line("join", "unlinked", N_("link this account with the code your network sent you"), ("lobby",)),
    Line("help", "anyone", N_("see what you can do where you are"), elsewhere=False),
    Line("room who", "member", N_("see everybody who can read a room, and why"), ("room", "forum", "thread")),
    Line("room list", "member", N_("see your rooms, and those you can join"), ("lobby",)),
    Line("room open", "member", N_("open a room for people in work like yours")),
    Line("room join", "member", N_("join a room that admits you"), ("lobby",), False),
    Line("room whisper", "member", N_("post in a room without your name"), ("room",), False),
    Line("room invite", "member", N_("ask somebody whether they want to join the room you are in"), ("room",), False),
    Line("room flag", "member", N_("say in confidence that somebody in a room supervises you"), ("room",), False),
    Line("room leave", "member", N_("leave a room that you joined"), ("room",), False),
    Line("room close", "member", N_("close a room that you opened, or as a steward any"), ("room",), False),
    Line("anonymous open", "member", N_("see the answers to an anonymous post of yours, change it or take it back")),
    Line("room overseers", "member", N_("see who reads everything here, and whom members have accepted"), ("lobby",)),
    Line("mentor request", "member", N_("ask for a mentor"), ("mentoring",)),
    Line("mentor offer", "member", N_("offer to mentor somebody"), ("mentoring",)),
    Line("mentor browse", "member", N_("see who offers to mentor, and choose for yourself"), ("mentoring",)),
    Line("mentor status", "member", N_("see your request, your offer and your pairs"), ("mentoring", "thread")),
    Line("mentor pause", "member", N_("take a break from mentoring, until a day you choose"), ("mentoring",)),
    Line("mentor end", "member", N_("end a pair, with thanks"), ("mentoring", "thread")),
    Line("mentor stop", "member", N_("leave mentoring: lists, proposals and pairs"), ("mentoring",), False),
    Line("issue raise", "member", N_("say what your site struggles with, or what would help"), ("room",)),
    Line(
        N_("Raise as an issue"), "member", N_("right-click (on a phone, hold) a message of your own"), ("room",), False
    ),
    Line("issue board", "member", N_("see what sites struggle with most")),
    Line("issue list", "member", N_("look through what sites raised, and say that it is so at yours")),
    Line("issue mine", "member", N_("see what became of what you raised")),
    Line("issue show", "member", N_("read an issue, and what became of it"), ("digest",), False),
    Line("issue support", "member", N_("say that an issue is true for your site too"), ("digest",), False),
    Line("issue receipt", "member", N_("see what became of what you said without your name")),
    Line("forum ask", "principals", N_("ask your peers, principals only"), ("forum",)),
    Line("forum find", "principals", N_("find what was asked and what helped"), ("forum",)),
    Line(
        "forum styles",
        "principals",
        N_("see how ways of leading play out, and what helped where"),
        ("forum",),
        elsewhere=False,
    ),
    Line("forum reflect", "principals", N_("look at how you lead, for yourself alone"), ("forum",), elsewhere=False),
    Line("forum reading", "principals", N_("get a weekly list of what the forum had"), ("forum",), elsewhere=False),
    Line("forum helping", "principals", N_("say whether you may be asked privately"), ("forum",), False),
    Line(
        N_("This helped"),
        "principals",
        N_("right-click (on a phone, hold) an answer that helped, so that others find it"),
        ("forum",),
        elsewhere=False,
    ),
    Line("webinar propose", "member", N_("propose a webinar on what many struggle with")),
    Line("webinar list", "member", N_("see the webinars ahead, and say that you come")),
    Line("webinar library", "member", N_("find recordings and materials of webinars that were for you")),
    Line("webinar move", "member", N_("give a webinar of yours another time"), ("thread",), False),
    Line("webinar cancel", "member", N_("call a webinar of yours off"), ("thread",), False),
    Line("webinar keep", "member", N_("put a recording into the library"), ("thread",), False),
    Line("meetup list", "member", N_("see who meets again and again in your rooms, and join"), ("room",)),
    Line("meetup start", "member", N_("have the members of a room meet regularly"), ("room", "thread"), False),
    Line("meetup circle", "member", N_("get a circle of peers of other sites on a topic")),
    Line("meetup join", "member", N_("say that you come to a peer meeting")),
    Line("meetup leave", "member", N_("say that you come no more")),
    Line("meetup skip", "member", N_("call off one meeting")),
    Line("meetup change", "member", N_("give a peer meeting another time or name")),
    Line("meetup end", "member", N_("end a peer meeting for everybody")),
    Line("calendar", "member", N_("see what is ahead of you, and get it into your calendar"), ("lobby",)),
    Line(
        N_("Share with policymakers"),
        "member",
        N_("right-click (on a phone, hold) a message of your own to offer it for the digest"),
        ("room",),
    ),
    Line("share new", "member", N_("write something for policymakers; you see the words first"), ("digest",)),
    Line("share mine", "member", N_("see what you shared and where it is, and take it back"), ("digest",)),
    Line("archive find", "member", N_("find what colleagues said, in words they let members find")),
    Line("survey answer", "member", N_("say what you need, without your name"), ("room", "forum", "lobby")),
    Line("survey results", "member", N_("see what the last survey found"), ("digest",)),
    Line("digest scoreboard", "member", N_("see which offices responded"), ("digest",)),
    Line("digest trends", "member", N_("see which themes come back, edition after edition"), ("digest",)),
    Line("inbox", "member", N_("read what could not reach you as a direct message"), ("lobby",)),
    Line("privacy export", "member", N_("get everything that is stored about you"), ("lobby",)),
    Line("privacy erase", "member", N_("erase what is stored about you"), ("lobby",)),
    Line("steward log", "member", N_("see what stewards did"), ("lobby", "stewards")),
    Line("steward flags", "steward", N_("settle what members said in confidence"), ("stewards",)),
    Line(
        "forum situations",
        "steward",
        N_("see which situation the forum is asked about next, skip or stop them"),
        ("stewards",),
    ),
    Line("forum leader", "steward", N_("say who leads a site and reads the forum"), ("stewards",), False),
    Line("mentor health", "steward", N_("see how mentoring goes, in numbers"), ("stewards",)),
    Line("mentor round", "steward", N_("match everybody who waits for a mentor"), ("stewards",)),
    Line("issue changes", "steward", N_("see how issues were grouped, and take it back"), ("stewards",), False),
    Line("survey open", "steward", N_("ask members what they need, twice a year"), ("stewards",), False),
    Line("digest review", "steward", N_("read what may leave, without its author"), ("stewards",)),
    Line("digest build", "steward", N_("build a month's digest"), ("stewards",), False),
    Line("digest preview", "steward", N_("read a digest as policymakers will"), ("stewards",), False),
    Line("digest approve", "steward", N_("say yes to a digest, so that members see it"), ("stewards",), False),
    Line("digest send", "steward", N_("send a digest that members have read"), ("stewards",), False),
    Line("digest recipients", "steward", N_("see who receives the digest"), ("stewards",), False),
    Line("digest response", "steward", N_("enter what a policymaker replied by mail"), ("stewards",), False),
    Line("setup", "owner", N_("set the server up step by step, or look it over"), ("stewards", "lobby")),
)


@dataclass(frozen=True)
class Shelf:
    """Lines that belong together; a line stands on the shelf that has its first word."""

    key: str
    name: str
    words: frozenset[str]

    def lines(self, shown: Shown) -> list[Line]:
        """Return those of its lines that somebody is shown."""
        return [line for line in (*shown.here, *shown.anywhere) if line.command.split()[0] in self.words]


SHELVES: tuple[Shelf, ...] = (
    Shelf("rooms", N_("Your rooms"), frozenset({"join", "room", "anonymous"})),
    Shelf("mentoring", N_("Mentoring"), frozenset({"mentor"})),
    Shelf("issues", N_("What gets in the way, and what would help"), frozenset({"issue", "Raise", "survey"})),
    Shelf("forum", N_("The principals' forum"), frozenset({"forum", "This"})),
    Shelf("meeting", N_("Webinars and meetings"), frozenset({"webinar", "meetup", "calendar"})),
    Shelf("digest", N_("What policymakers read"), frozenset({"Share", "share", "archive", "digest"})),
    Shelf("you", N_("You and this network"), frozenset({"inbox", "privacy", "steward", "setup", "help"})),
)
TO_BEGIN_WITH = frozenset(
    {"join", "setup", "room list", "mentor request", "issue raise", "forum ask", "webinar list", "share new", "inbox"}
)


def readers_of(
    *, is_member: bool, is_steward: bool, audiences: Collection[str], is_owner: bool = False
) -> frozenset[str]:
    """Return which parts of the list somebody is shown; what the server's owner may do, a steward may too."""
    may_set_up = ["owner"] if is_owner or is_steward else []
    if not is_member:
        return frozenset({"anyone", "unlinked", *may_set_up})
    return frozenset({"anyone", "member", *audiences, *(["steward"] if is_steward else []), *may_set_up})


def lines_for(readers: Collection[str], commands: Collection[str], place: str | None = None) -> Shown:
    """Return the lines for these readers in this place, leaving out commands that cannot be given there."""
    open_to = [line for line in LINES if line.reader in readers and line.command in commands]
    return Shown(
        here=[line for line in open_to if place in line.at],
        anywhere=[line for line in open_to if place not in line.at and line.elsewhere],
    )
