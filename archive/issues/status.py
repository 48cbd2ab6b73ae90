"""How far an issue has come, and which steps it takes by itself. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.errors import Refusal
from config.texts import N_

Status = Literal["heard", "grouped", "planned", "held", "digest", "responded", "resolved", "parked"]

BY_ITSELF: tuple[Status, ...] = (
    "heard",
    "grouped",
    "planned",
    "held",
    "digest",
    "responded",
)  # from the first to the last
CLOSED: frozenset[str] = frozenset({"resolved", "parked"})  # by a steward, until a steward takes it up again
STATUSES: tuple[Status, ...] = (*BY_ITSELF, "resolved", "parked")

# why an issue is parked: chosen, not written, so that everybody reads it in their own language
REASONS = {
    "elsewhere": N_("somebody else has to decide it, and knows"),
    "waits": N_("it waits for something that comes later"),
    "changed": N_("it is no longer as it was"),
    "beyond": N_("nothing can be done about it for now"),
}


@dataclass
class UnknownDecision(Refusal):
    """Nothing that a steward can decide about an issue."""

    says: ClassVar[str] = N_("That isn't one of the choices, so nothing was changed. Pick from the list.")


@dataclass(frozen=True)
class Known:
    """What the house knows of an issue."""

    is_grouped: bool = False  # its theme holds others too
    has_webinar: bool = False
    had_webinar: bool = False  # one has taken place
    is_in_digest: bool = False  # counted in an edition that members can see
    has_response: bool = False  # a policymaker answered the theme that counts it


def status_by(known: Known) -> Status:
    """Return the furthest step that holds."""
    holds = (True, known.is_grouped, known.has_webinar, known.had_webinar, known.is_in_digest, known.has_response)
    return [status for status, is_so in zip(BY_ITSELF, holds, strict=True) if is_so][-1]


def next_status(current: str, known: Known) -> str:
    """Return where an issue stands now: what a steward closed stays closed, the rest follows what is known."""
    return current if current in CLOSED else status_by(known)


def is_news(before: str, after: str) -> bool:
    """Say whether people are told of a change: a step forward, or a steward's decision; not a step that fell away."""
    if after in CLOSED:
        return before != after
    if before in CLOSED:
        return True
    order: list[str] = list(BY_ITSELF)
    return order.index(after) > order.index(before)


def decision_of(chosen: str) -> tuple[str, str | None]:
    """Return the status and the reason that a steward's choice stands for; raises `UnknownDecision`.

    ``resolved``, ``open`` (taken up again: heard, until the next look), or ``parked.`` and a reason.
    """
    if chosen == "resolved":
        return "resolved", None
    if chosen == "open":
        return "heard", None
    status, _, reason = chosen.partition(".")
    if status == "parked" and reason in REASONS:
        return "parked", reason
    raise UnknownDecision
