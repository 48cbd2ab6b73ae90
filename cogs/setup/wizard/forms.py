"""The wizard's forms: each opens with what stands now, and is read back whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.cards import Address, Form, Input
from bot.errors import Refusal
from cogs.setup.wizard import reading
from cogs.setup.wizard.rules import State, Step
from cogs.setup.wizard.zone import read_zone
from config.community import Community
from config.texts import N_, Texts

LEAST_LINE, LONGEST_LINE, LONGEST_ROOM = 10, 300, 90
ROOM = re.compile(r"[a-z0-9-]{1,90}", re.ASCII)
KEYS: Mapping[Step, tuple[str, ...]] = {
    "stewards": ("stewards",),
    "calendar": ("days_off", "weekdays", "zone"),
    "topics": ("topics", "styles"),
    "rooms": ("room", "line"),
}
Answers = Mapping[str, str]
Change = Callable[[Community], Community]


@dataclass
class TooLongToShow(Refusal):
    """What stands is longer than a form can show, so that saving it would cut it off."""

    says: ClassVar[str] = N_(
        "This list is longer than a form on Discord holds, so I don't open it here: part of it would be lost. Whoever "
        "runs the machine changes it with staffroom network define."
    )


@dataclass
class RoomUnfit(Refusal):
    """A channel can't be called that."""

    typed: str
    says: ClassVar[str] = N_(
        "A room can't be called “{typed}”. Nothing was changed. Use letters from a to z, digits and "
        "hyphens, such as staff-kitchen."
    )


@dataclass
class LineUnfit(Refusal):
    """The line on child safety is too short to say anything, or too long for a card."""

    least: int = LEAST_LINE
    most: int = LONGEST_LINE
    says: ClassVar[str] = N_(
        "The line on child safety has {least} to {most} characters. Nothing was changed. Write it again within them."
    )


def form_for(step: Step, mark: str, state: State, t: Texts, *, stewards: str = "") -> Form:
    """Return a step's form with what stands now in its boxes; raises `TooLongToShow`."""
    title, inputs = {
        "stewards": lambda: (t("Who the stewards are"), _stewards(stewards, t)),
        "calendar": lambda: (t("The school calendar"), _calendar(state, t)),
        "topics": lambda: (t("Topics and ways of leading"), _topics(state, t)),
        "rooms": lambda: (t("The first room, and a line"), _rooms(state, t)),
    }[step]()
    if any(len(each.value) > each.most for each in inputs):
        raise TooLongToShow
    return Form(title, Address("setup", "saved", f"{step}.{mark}"), inputs)


def test_form(address: str, t: Texts) -> Form:
    """Return the form that asks where a test mail goes."""
    to = Input("address", t("Your mail address"), most=254, value=address, hint=t("You get one short mail."))
    return Form(t("Send me a test"), Address("setup", "tested"), (to,))


def change_for(step: Step, answers: Answers, t: Texts) -> Change:
    """Return what a submitted form makes of a definition; calling that raises what reading it does, and ours."""
    changes: Mapping[Step, Callable[[Community, Answers, Texts], Community]] = {
        "calendar": _with_calendar,
        "topics": _with_topics,
        "rooms": _with_rooms,
    }
    return lambda community: changes[step](community, answers, t)


def _stewards(standing: str, t: Texts) -> tuple[Input, ...]:
    hint = t("Their mail addresses on the roster, one on each line")
    return (Input("stewards", t("Addresses"), long=True, required=False, value=standing, hint=hint),)


def _calendar(state: State, t: Texts) -> tuple[Input, ...]:
    calendar, example = state.community.calendar, t("Winter break: 2026-12-21 to 2027-01-02")
    return (
        Input(
            "days_off",
            t("Breaks and holidays, one on each line"),
            long=True,
            required=False,
            value=reading.calendar_lines(calendar),
            hint=example,
        ),
        Input("weekdays", t("School is held on"), most=100, value=reading.weekday_line(calendar, t.language)),
        Input(
            "zone",
            t("Time zone"),
            required=False,
            most=60,
            value=calendar.zone,
            hint=t("Like America/Chicago. Empty: where most of your sites are"),
        ),
    )


def _topics(state: State, t: Texts) -> tuple[Input, ...]:
    hint = t("Keep the word before the colon. A new line needs only a name.")
    return (
        Input("topics", t("Topics"), long=True, value=reading.keyed_lines(state.community.topics), hint=hint),
        Input(
            "styles",
            t("Ways of leading"),
            long=True,
            value=reading.keyed_lines(state.community.forum.styles),
            hint=hint,
        ),
    )


def _rooms(state: State, t: Texts) -> tuple[Input, ...]:
    return (
        Input("room", t("Name of the first room"), most=LONGEST_ROOM, value=state.community.rooms.first_room),
        Input(
            "line",
            t("Line on child safety, on every card"),
            long=True,
            most=LONGEST_LINE,
            value=t.named(state.community.safety.line),
        ),
    )


def _with_calendar(community: Community, answers: Answers, _t: Texts) -> Community:
    calendar = reading.read_calendar(answers.get("days_off", ""), answers.get("weekdays", ""))
    zoned = calendar.model_copy(update={"zone": read_zone(answers.get("zone", ""))})
    return community.model_copy(update={"calendar": zoned})


def _with_topics(community: Community, answers: Answers, _t: Texts) -> Community:
    topics = reading.read_topics(answers.get("topics", ""), community.topics)
    styles = reading.read_styles(answers.get("styles", ""), community.forum.styles)
    forum = community.forum.model_copy(update={"styles": styles})
    return community.model_copy(update={"topics": topics, "forum": forum})


def _with_rooms(community: Community, answers: Answers, t: Texts) -> Community:
    """Return the definition with another first room and line; a line left as it was shown stays what it was."""
    typed, line = answers.get("room", ""), " ".join(answers.get("line", "").split())
    name = "-".join(typed.lower().split())
    if not ROOM.fullmatch(name):
        raise RoomUnfit(typed)
    if not LEAST_LINE <= len(line) <= LONGEST_LINE:
        raise LineUnfit
    if line == t.named(community.safety.line):
        line = community.safety.line
    rooms = community.rooms.model_copy(update={"first_room": name})
    safety = community.safety.model_copy(update={"line": line})
    return community.model_copy(update={"rooms": rooms, "safety": safety})
