"""Whose words may be shared."""

from __future__ import annotations

from bot.errors import Refusal
from cogs.sharing.rules import NotYourIssue, NotYourWords


def test_whoever_is_refused_hears_what_they_can_share_instead() -> None:
    refusals: list[Refusal] = [NotYourWords(), NotYourIssue()]
    assert all("/share new" in refusal.says for refusal in refusals)
