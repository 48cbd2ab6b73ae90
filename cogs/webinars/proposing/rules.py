"""What a proposal needs, who stands behind it, and who may work on it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar
from urllib.parse import urlsplit

from bot.errors import Refusal
from cogs.webinars.proposing.model import Draft, Part, Proposal
from cogs.webinars.rules import check_frame, check_title
from config.texts import N_

SUPPORTERS = 3  # besides the proposer
MOST_OPEN = 3  # proposals of one member that still look for supporters
MOST_AIM, MOST_FORMAT, MOST_SPEAKERS = 600, 300, 300
LOOKS_FOR = timedelta(days=30)
MOST_LINK = 500
OPEN = ("seeking", "planning", "scheduled")


@dataclass
class NoAim(Refusal):
    """Nothing says what people are to take home."""

    says: ClassVar[str] = N_("Say in a sentence what people will take home; that is what others support.")


@dataclass
class WordsTooLong(Refusal):
    """One of the boxes holds more than a card shows."""

    length: int
    most: int
    says: ClassVar[str] = N_("One of the boxes has {length} characters and the card shows {most}. Keep its heart.")


@dataclass
class TooManyProposals(Refusal):
    """A member has several proposals that nobody has supported yet."""

    most: int = MOST_OPEN
    says: ClassVar[str] = N_(
        "{most} of your proposals still look for supporters. Win colleagues for one first, or step back from it."
    )


@dataclass
class NotOnTheTeam(Refusal):
    """Only the team and stewards decide about a webinar."""

    says: ClassVar[str] = N_(
        "That is for the webinar's team. To join it, volunteer on its card as a speaker or co-host."
    )


@dataclass
class NotAMeetingLink(Refusal):
    """It is no address of a meeting on the web."""

    says: ClassVar[str] = N_("That isn't a link to a meeting. Paste the whole address; it begins with https://.")


def check_draft(draft: Draft) -> Draft:
    """Return the draft with its words tidied; raises the refusal that says what to change."""
    check_frame(draft.audience, draft.minutes, draft.capacity)
    aim = _checked(draft.aim, MOST_AIM)
    how, speakers = _checked(draft.format, MOST_FORMAT), _checked(draft.speakers, MOST_SPEAKERS)
    if not aim:
        raise NoAim
    return replace(draft, title=check_title(draft.title), aim=aim, format=how, speakers=speakers)


def _checked(words: str, most: int) -> str:
    tidy = words.strip()
    if len(tidy) > most:
        raise WordsTooLong(len(tidy), most)
    return tidy


def check_link(link: str) -> str:
    """Return the address of a meeting; raises NotAMeetingLink."""
    tidy = link.strip()
    try:
        parts = urlsplit(tidy)
        is_whole = parts.scheme == "https" and "." in (parts.hostname or "") and parts.port != 0
    except ValueError:
        raise NotAMeetingLink from None
    if not is_whole or len(tidy) > MOST_LINK or not tidy.isprintable() or any(char in " <>|\"'`" for char in tidy):
        raise NotAMeetingLink
    return tidy


def is_supported(proposal: Proposal) -> bool:
    """Say whether enough colleagues stand behind a member's proposal for a team to begin."""
    return len(proposal.supporters) >= SUPPORTERS


def still_needed(proposal: Proposal) -> int:
    """Return how many supporters a member's proposal still needs."""
    return max(0, SUPPORTERS - len(proposal.supporters))


def has_lapsed(proposal: Proposal, now: datetime) -> bool:
    """Say whether a proposal has looked for supporters for long enough."""
    return proposal.state == "seeking" and now - proposal.proposed_at >= LOOKS_FOR


def is_open(proposal: Proposal) -> bool:
    """Say whether one can still join or leave its team."""
    return proposal.state in OPEN


def may_decide(proposal: Proposal, person_id: int, *, is_steward: bool) -> bool:
    """Say whether a person works on a webinar: one of its team, or a steward."""
    return is_steward or person_id in proposal.team


def may_propose(own: Sequence[Proposal], *, is_steward: bool) -> bool:
    """Say whether somebody may propose another webinar, given what they proposed."""
    return is_steward or sum(each.state == "seeking" for each in own) < MOST_OPEN


def part_after(before: Part | None, chosen: Part) -> Part:
    """Return what somebody does after choosing: support adds nothing to what a volunteer does."""
    return before if before is not None and chosen == "supporter" else chosen
