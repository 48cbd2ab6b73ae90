"""The steps of setting up: their order, where it stands, and what each still lacks. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal, get_args

from bot.errors import Refusal
from config.community import Community
from config.part import Part
from config.texts import N_

Step = Literal[
    "server", "language", "roster", "stewards", "calendar", "topics", "mentoring", "rooms", "mail", "recipients"
]
Answer = Literal["kept", "changed", "later"]
Lack = Literal[
    "permissions", "reach", "self_admitting", "people", "no_steward", "no_moderator", "days_off", "districts",
    "spaces", "mail", "pages", "recipients",
]  # fmt: skip

STEPS: tuple[Step, ...] = get_args(Step)
# what must be right before a step can be kept; everything else may be lived with, or come later
REQUIRED: frozenset[Lack] = frozenset({"permissions", "reach", "self_admitting", "people", "no_steward", "spaces"})
MAY_LACK: frozenset[Step] = frozenset({"server", "roster", "stewards", "calendar", "rooms", "mail", "recipients"})
# what a step's card shows besides, and somebody else may change meanwhile
SHOWN: Mapping[Step, tuple[str, ...]] = {"stewards": ("stewards",), "rooms": ("lacking",)}
# the parts of a network's definition that a step decides about
PARTS: Mapping[Step, tuple[str, ...]] = {
    "calendar": ("calendar",),
    "topics": ("topics", "forum"),
    "mentoring": ("mentoring",),
    "rooms": ("rooms", "safety"),
}


@dataclass
class Moved(Refusal):
    """Somebody else, or the roster, changed what a card showed."""

    says: ClassVar[str] = N_(
        "This was changed meanwhile, by another steward or on the host's side; nothing of yours was written. Look at "
        "how it stands now, and go on from there."
    )


@dataclass(frozen=True)
class State:
    """Everything the steps show, at one moment."""

    community: Community
    missing: tuple[int, ...] = ()  # permissions
    owner_id: int = 0
    administrators: tuple[int, ...] = ()
    administrator_bots: tuple[int, ...] = ()
    out_of_reach: tuple[int, ...] = ()  # roles of ours above our own
    self_admitting: tuple[int, ...] = ()  # roles that members can give themselves, and that open something
    language: str = "en"
    zone: str = "UTC"
    sites: int = 0
    people: int = 0  # active on the roster
    joined: int = 0  # of these, with an account
    supervisors: int = 0  # above somebody, on the roster or outside of it
    stewards: tuple[str, ...] = ()  # names
    waiting: tuple[str, ...] = ()  # of these, who have still to join
    unmoderated: tuple[str, ...] = ()  # audiences whose spaces no steward reads
    strange_districts: tuple[str, ...] = ()
    planned: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()  # by readers, each space's name and kind
    is_built: bool = False  # whether anything of it was ever made
    lacking: tuple[str, ...] = ()  # names of what should stand on the server, and does not
    mail_from: str = ""
    reply_to: str = ""
    can_mail: bool = False
    has_pages: bool = False
    recipients: int = 0


@dataclass(frozen=True)
class Walk:
    """What was answered to the steps so far."""

    answers: Mapping[Step, Answer] = field(default_factory=dict)

    @property
    def is_begun(self) -> bool:
        """Whether anything was answered."""
        return bool(self.answers)

    @property
    def place(self) -> Step | None:
        """The first step without an answer: where setting up stands; None when each has one."""
        return next((step for step in STEPS if step not in self.answers), None)

    @property
    def later(self) -> tuple[Step, ...]:
        """What was left for later."""
        return tuple(step for step in STEPS if self.answers.get(step) == "later")


def number(step: Step) -> int:
    """Return a step's place, from 1."""
    return STEPS.index(step) + 1


def before(step: Step) -> Step | None:
    """Return the step before; None before the first."""
    return STEPS[number(step) - 2] if number(step) > 1 else None


def lacks(step: Step, state: State) -> tuple[Lack, ...]:
    """Return what a step still lacks, the most important first; nothing where it is as it should be."""
    found: dict[Step, dict[Lack, object]] = {
        "server": {
            "permissions": state.missing,
            "reach": state.out_of_reach,
            "self_admitting": state.self_admitting,
        },
        "roster": {"people": not state.people},
        "stewards": {
            "no_steward": not state.stewards,
            "no_moderator": state.unmoderated if len(state.stewards) > len(state.waiting) else (),
        },
        "calendar": {
            "days_off": not (state.community.calendar.breaks or state.community.calendar.holidays),
            "districts": state.strange_districts,
        },
        "rooms": {"spaces": state.lacking},
        "mail": {"mail": not state.can_mail},
        "recipients": {"recipients": not state.recipients, "pages": not state.has_pages},
    }
    return tuple(lack for lack, is_there in found.get(step, {}).items() if is_there)


def still_waits(step: Step, state: State, walk: Walk) -> bool:
    """Say whether what was left for later is still to do: what may lack something is done once it lacks nothing."""
    return step in walk.later and (step not in MAY_LACK or bool(lacks(step, state)))


def hindrance(step: Step, state: State) -> Lack | None:
    """Return what keeps a step from being kept, if anything does."""
    return next((lack for lack in lacks(step, state) if lack in REQUIRED), None)


def proposed(state: State) -> dict[Step, Answer]:
    """Return the answers of whoever uses what is proposed: what is complete is kept, the rest is left for later."""
    return {step: "later" if lacks(step, state) else "kept" for step in STEPS}


def seen(step: Step, state: State) -> str:
    """Return a mark of what a step's card shows: whoever acts on it names the mark, and it must still be the same."""
    shown = {name: _plain(getattr(state.community, name)) for name in PARTS.get(step, ())}
    shown |= {name: sorted(getattr(state, name)) for name in SHOWN.get(step, ())}
    return hashlib.sha256(json.dumps(shown, sort_keys=True, default=_plain).encode()).hexdigest()[:8]


def _plain(value: object) -> object:
    """Return what JSON can hold, the same in every process: a set has no order of its own."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Part):
        return value.model_dump()
    return sorted(value) if isinstance(value, frozenset) else str(value)


def onward(step: Step, walk: Walk) -> Step | None:
    """Return where to go from a step that was answered: on to the next open one, else back to one; None: all are."""
    open_steps = [each for each in STEPS if each not in walk.answers]
    return next((each for each in open_steps if number(each) > number(step)), next(iter(open_steps), None))
