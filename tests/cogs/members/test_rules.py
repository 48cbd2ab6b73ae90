from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Refusal
from bot.people.model import Code, Person, State
from cogs.members.rules import (
    CodeExpired,
    CodeReplaced,
    CodeUnknown,
    CodeUsed,
    JoiningPaused,
    NotAnInvite,
    PlaceClosed,
    PlaceTaken,
    TooManyTries,
    check_code,
    check_invite,
    check_place,
    check_tries,
)
from config.community import Codes

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
CODE = Code(1, 2, "d" * 64, NOW + timedelta(days=14), None, None)
ANA = Person(2, "Ana", "ana@x.org", "teacher")


def test_a_code_opens_the_door_until_the_moment_it_expires() -> None:
    check_code(CODE, CODE.digest, NOW)
    check_code(CODE, CODE.digest, CODE.expires_at - timedelta(seconds=1))
    with pytest.raises(CodeExpired):
        check_code(CODE, CODE.digest, CODE.expires_at)


@pytest.mark.parametrize(
    ("code", "digest", "refusal"),
    [
        (None, CODE.digest, CodeUnknown),
        (CODE, "e" * 64, CodeUnknown),
        (replace(CODE, used_at=NOW), CODE.digest, CodeUsed),
        (replace(CODE, voided_at=NOW), CODE.digest, CodeReplaced),
        (replace(CODE, used_at=NOW, expires_at=NOW), CODE.digest, CodeUsed),
    ],
)
def test_each_code_that_does_not_fit_has_its_own_sentence(
    code: Code | None, digest: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        check_code(code, digest, NOW)


def test_tries_are_limited_by_account_and_in_the_network() -> None:
    limits = Codes(tries_per_account=5, tries_per_hour=60)
    check_tries(4, 59, limits)
    with pytest.raises(TooManyTries, match=r"within an hour \(5\)"):
        check_tries(5, 5, limits)
    with pytest.raises(JoiningPaused):
        check_tries(0, 60, limits)


@pytest.mark.parametrize("state", ["retired", "outside", "suspended"])
def test_nobody_joins_a_place_that_is_closed(state: State) -> None:
    with pytest.raises(PlaceClosed) as refused:
        check_place(replace(ANA, state=state), 77)
    assert ("was not yours" in str(refused.value)) == (state == "suspended")


def test_nobody_joins_a_place_that_another_account_has() -> None:
    check_place(ANA, 77)
    with pytest.raises(PlaceTaken):
        check_place(replace(ANA, account_id=78), 77)


def test_no_sentence_blames_or_says_what_a_person_cannot_use() -> None:
    for refusal in Refusal.__subclasses__():
        if refusal.__module__ == "cogs.members.rules":
            assert "invalid" not in refusal.says.lower()
            assert "!" not in refusal.says


@pytest.mark.parametrize("link", ["https://discord.gg/AbC123", "https://discord.com/invite/our-schools"])
def test_an_invitation_is_a_link_that_discord_made(link: str) -> None:
    check_invite(link)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "http://discord.gg/AbC123",
        "https://discord.gg/",
        "https://discord.gg.example.org/AbC123",
        "https://discord.gg/a b",
    ],
)
def test_what_leads_elsewhere_is_no_invitation(link: str) -> None:
    with pytest.raises(NotAnInvite):
        check_invite(link)
