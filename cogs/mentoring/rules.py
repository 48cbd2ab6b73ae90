"""When a proposal may be made, answered, kept: pure decisions about wishes and pairs.

A pair's life: proposed → open → ended, or proposed → declined, expired, withdrawn. Both sides must say yes before it
opens, and the hard rules are asked again at every step that brings two people together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, Literal

from bot.errors import Refusal
from bot.matching.model import Match, apart_key
from bot.people.graph import SupervisionGraph
from bot.people.model import Person, Site
from bot.text.languages import language_key
from cogs.mentoring.model import LIVE, MentoringWish, Pair, PairState, Side
from config.texts import N_

Obstacle = Literal[
    "gone", "oneself", "related", "never_with", "no_wish", "no_language", "full", "has_mentor", "met_before"
]


Ending = Literal["left", "supervises", "apart"]

# After these the same two are not proposed to each other again; a withdrawn proposal was nobody's choice.
MET_BEFORE: tuple[PairState, ...] = ("proposed", "open", "declined", "expired", "ended")


@dataclass
class ProposalClosed(Refusal):
    """A proposal that was answered, ran out or was taken back is clicked again."""

    says: ClassVar[str] = N_("This proposal is closed, so nothing changed. /mentor status shows where you stand.")


@dataclass
class AlreadyAccepted(Refusal):
    """Somebody says yes twice."""

    says: ClassVar[str] = N_("Your yes is already here. As soon as the other person answers, you both hear.")


@dataclass(frozen=True)
class Situation:
    """Everything the rules look at, read in one transaction.

    `never_with` holds whoever must not meet; `unsettled` those of them for whom that is so only while a question of
    supervision is unsettled. `again` are past partners who both said that they would like to be paired once more.
    """

    people: Mapping[int, Person]
    graph: SupervisionGraph
    wishes: Mapping[tuple[int, Side], MentoringWish]  # the open ones
    never_with: frozenset[tuple[int, int]]
    pairs: Sequence[Pair]
    sites: Mapping[int, Site] = field(default_factory=dict)
    unsettled: frozenset[tuple[int, int]] = frozenset()
    again: frozenset[tuple[int, int]] = frozenset()

    def site_of(self, person_id: int) -> Site | None:
        """Return the site a person works at, where the roster says so."""
        person = self.people.get(person_id)
        return self.sites.get(person.site_id or 0) if person is not None else None

    def pair(self, pair_id: int) -> Pair | None:
        """Return the pair with this id."""
        return next((pair for pair in self.pairs if pair.id == pair_id), None)


def is_present(person: Person | None) -> bool:
    """Tell whether a person can take part: on the roster, not suspended, with a linked account."""
    return person is not None and person.state == "active" and person.account_id is not None


def obstacle(mentee_id: int, mentor_id: int, now_is: Situation, taken_by: Iterable[Pair]) -> Obstacle | None:
    """Return what keeps two people from being a pair now, or None; `taken_by` are the other pairs that take a place."""
    return _between(mentee_id, mentor_id, now_is) or _in_wishes(mentee_id, mentor_id, now_is, list(taken_by))


def _between(mentee_id: int, mentor_id: int, now_is: Situation) -> Obstacle | None:
    if mentee_id == mentor_id:
        return "oneself"
    if not (is_present(now_is.people.get(mentee_id)) and is_present(now_is.people.get(mentor_id))):
        return "gone"
    if now_is.graph.are_related(mentee_id, mentor_id):
        return "related"
    return "never_with" if apart_key(mentee_id, mentor_id) in now_is.never_with else None


def _in_wishes(mentee_id: int, mentor_id: int, now_is: Situation, taken_by: Collection[Pair]) -> Obstacle | None:
    asked, offered = now_is.wishes.get((mentee_id, "mentee")), now_is.wishes.get((mentor_id, "mentor"))
    if asked is None or offered is None:
        return "no_wish"
    if _spoken(asked).isdisjoint(_spoken(offered)):
        return "no_language"
    if any(pair.mentee_id == mentee_id for pair in taken_by):
        return "has_mentor"
    return "full" if sum(pair.mentor_id == mentor_id for pair in taken_by) >= offered.capacity else None


def _spoken(wish: MentoringWish) -> set[str]:
    return set(map(language_key, wish.languages))


def obstacle_to_publishing(found: Match, now_is: Situation) -> Obstacle | None:
    """Return what has come between the matching and its publication; every live pair takes its place."""
    live = [pair for pair in now_is.pairs if pair.state in LIVE]
    stands_between = obstacle(found.mentee_id, found.mentor_id, now_is, live)
    if stands_between is None and apart_key(found.mentee_id, found.mentor_id) in met_before(now_is):
        return "met_before"
    return stands_between


def met_before(now_is: Situation) -> set[tuple[int, int]]:
    """Return whoever was proposed to each other or a pair, as unordered pairs, unless both would like that again."""
    met = {apart_key(pair.mentee_id, pair.mentor_id) for pair in now_is.pairs if pair.state in MET_BEFORE}
    return met - now_is.again


def obstacle_to_opening(pair: Pair, now_is: Situation) -> Obstacle | None:
    """Return what has come between the proposal and its acceptance; only open pairs take a place by then."""
    others = [other for other in now_is.pairs if other.state == "open" and other.id != pair.id]
    return obstacle(pair.mentee_id, pair.mentor_id, now_is, others)


def why_to_end(pair: Pair, now_is: Situation) -> Ending | None:
    """Return why an open pair can no longer be one: somebody left, one supervises the other, or one asked never to."""
    found = _between(pair.mentee_id, pair.mentor_id, now_is)
    if found == "gone":
        return "left"
    if found == "never_with":
        return None if is_unsettled(pair, now_is) else "apart"
    return "supervises" if found == "related" else None


def without_thread(pairs: Iterable[Pair], threads: Collection[int]) -> list[Pair]:
    """Return the pairs whose thread is not among those there are; one that was never opened is not missing."""
    return [pair for pair in pairs if pair.channel_id is not None and pair.channel_id not in threads]


def is_unsettled(pair: Pair, now_is: Situation) -> bool:
    """Tell whether a question of supervision between the two is unsettled: they go on, but nothing begins."""
    return apart_key(pair.mentee_id, pair.mentor_id) in now_is.unsettled


def propose(pair_id: int, found: Match, *, answer_by: datetime, now: datetime) -> Pair:
    """Return the proposal a match becomes."""
    return Pair(pair_id, found.mentee_id, found.mentor_id, "proposed", found.reasons, now, answer_by)


def is_overdue(pair: Pair, now: datetime) -> bool:
    """Tell whether a proposal was not answered in time."""
    return pair.state == "proposed" and now >= pair.answer_by


def check_answerable(pair: Pair, now: datetime) -> None:
    """Raise `ProposalClosed` unless the proposal still waits for an answer."""
    if pair.state != "proposed" or is_overdue(pair, now):
        raise ProposalClosed


def accept(pair: Pair, side: Side, now: datetime) -> Pair:
    """Return the pair with one more yes, open once both are there; raises `ProposalClosed` or `AlreadyAccepted`."""
    check_answerable(pair, now)
    if pair.has_accepted(side):
        raise AlreadyAccepted
    yes = replace(pair, mentee_accepted_at=now) if side == "mentee" else replace(pair, mentor_accepted_at=now)
    return (
        replace(yes, state="open", opened_at=now) if yes.has_accepted("mentee") and yes.has_accepted("mentor") else yes
    )


def decline(pair: Pair, side: Side, now: datetime) -> Pair:
    """Return the pair after a *not now* of one side; raises `ProposalClosed`."""
    check_answerable(pair, now)
    return replace(pair, state="declined", declined_by=side, closed_at=now)
