"""What a proposal needs, and who stands behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Gone, Refusal
from cogs.webinars.proposing.model import Proposal, State
from cogs.webinars.proposing.render import draft_target
from cogs.webinars.proposing.rules import (
    MOST_LINK,
    NoAim,
    NotAMeetingLink,
    WordsTooLong,
    check_draft,
    check_link,
    has_lapsed,
    is_open,
    is_supported,
    may_decide,
    may_propose,
    part_after,
    still_needed,
)
from cogs.webinars.proposing.views import read_target
from cogs.webinars.rules import NoTitle, WrongCapacity, WrongLength
from tests.cogs.webinars.making import draft_on

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
SEEKING = Proposal(
    1, 7, 1, None, "seeking", "Buses", "practitioners", 60, None, "aim", "", "", "", None, NOW, parts={1: "cohost"}
)


def test_a_draft_comes_back_tidied_with_optional_boxes_left_empty() -> None:
    checked = check_draft(draft_on(7, title=" Late \n buses ", aim=" What worked \n", format="", speakers="  "))
    assert (checked.title, checked.aim, checked.format, checked.speakers) == ("Late buses", "What worked", "", "")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"aim": " \n "}, NoAim),
        ({"title": " "}, NoTitle),
        ({"aim": "a" * 601}, WordsTooLong),
        ({"minutes": 5}, WrongLength),
        ({"capacity": 0}, WrongCapacity),
        ({"audience": "everyone"}, Gone),
    ],
)
def test_what_is_missing_or_too_much_is_said(changes: dict[str, object], why: type[Refusal]) -> None:
    with pytest.raises(why):
        check_draft(draft_on(7, **changes))


def test_three_people_besides_the_proposer_begin_a_team_and_volunteers_count() -> None:
    two = replace(SEEKING, parts={1: "cohost", 2: "supporter", 3: "speaker"})
    assert (still_needed(SEEKING), still_needed(two)) == (3, 1)
    assert not is_supported(two)
    assert is_supported(replace(two, parts={**two.parts, 4: "supporter"}))


def test_the_team_and_stewards_decide_and_supporters_do_not() -> None:
    several = replace(SEEKING, parts={1: "cohost", 2: "supporter", 3: "speaker"})
    assert [may_decide(several, person, is_steward=False) for person in (1, 2, 3, 4)] == [True, False, True, False]
    assert may_decide(several, 4, is_steward=True)


def test_support_takes_nothing_from_a_volunteer_and_volunteering_adds_to_support() -> None:
    assert part_after("speaker", "supporter") == "speaker"
    assert part_after("supporter", "cohost") == "cohost"
    assert part_after(None, "supporter") == "supporter"


def test_a_member_has_three_unsupported_proposals_at_most_and_a_steward_any_number() -> None:
    assert may_propose([SEEKING, SEEKING, replace(SEEKING, state="planning")], is_steward=False)
    assert not may_propose([SEEKING] * 3, is_steward=False)
    assert may_propose([SEEKING] * 3, is_steward=True)


def test_a_month_without_supporters_is_enough() -> None:
    assert not has_lapsed(SEEKING, NOW + timedelta(days=29))
    assert has_lapsed(SEEKING, NOW + timedelta(days=30))
    assert not has_lapsed(replace(SEEKING, state="planning"), NOW + timedelta(days=300))


@pytest.mark.parametrize(
    "link",
    [
        *("http://meet.example.org/a", "meet.example.org", "https://", "https://localhost/a", "javascript:alert(1)"),
        *("https://a.org/x y", "https://[bad", "https://a.org/" + "a" * 500, ""),
    ],
)
def test_what_is_no_link_to_a_meeting_is_refused(link: str) -> None:
    with pytest.raises(NotAMeetingLink):
        check_link(link)


def test_a_forms_address_carries_all_but_the_words() -> None:
    full = draft_on(2**62, capacity=1000, minutes=240)
    target = draft_target(full)
    assert len(target) <= 60
    read = read_target(target)
    assert (read.theme_id, read.audience, read.minutes, read.capacity) == (2**62, "practitioners", 240, 1000)
    with pytest.raises(Gone):
        read_target("1.practitioners.x")


def test_the_address_of_a_meeting_comes_back_tidied() -> None:
    assert check_link(" https://meet.example.org/a?b=1 ") == "https://meet.example.org/a?b=1"
    longest = "https://meet.example.org/" + "x" * (MOST_LINK - 25)
    assert check_link(longest) == longest
    with pytest.raises(NotAMeetingLink):
        check_link(longest + "x")


@pytest.mark.parametrize("sign", [" ", "<", ">", "|", '"', "'", "`", "\n", "\N{ZERO WIDTH SPACE}"])
def test_an_address_with_a_sign_that_chat_would_read_otherwise_is_refused(sign: str) -> None:
    with pytest.raises(NotAMeetingLink):
        check_link(f"https://meet.example.org/a{sign}b")


@pytest.mark.parametrize("state", ["seeking", "planning", "scheduled"])
def test_a_team_can_be_joined_until_a_proposal_is_dropped(state: State) -> None:
    assert is_open(replace(SEEKING, state=state))
    assert not is_open(replace(SEEKING, state="dropped"))


def test_a_proposal_never_needs_fewer_than_no_supporters() -> None:
    enough = replace(SEEKING, parts=dict.fromkeys(range(9), "supporter"))
    assert still_needed(enough) == 0
    assert is_supported(enough)
