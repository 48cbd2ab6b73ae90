from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.rules import Audience
from bot.visibility.admission.overwrites import BOT as MAY
from bot.visibility.admission.overwrites import BOT_MAY, READERS_MAY, overwrites_due, reader_role
from bot.visibility.admission.spaces import AUDIENCES, Kind
from bot.visibility.permissions.model import (
    ALL,
    CONNECT,
    CREATE_PRIVATE_THREADS,
    SEND_MESSAGES,
    SPEAK,
    VIEW_CHANNEL,
    Channel,
    Guild,
    Member,
)
from bot.visibility.permissions.reasons import viewers
from cogs.setup.needs import REQUIRED

ROLES = {"role:members": 2, "role:practitioners": 3, "role:leads": 4, "role:principals": 5, "role:steward": 6}
BOT = 900
KINDS: list[Kind] = sorted(READERS_MAY)


def due(kind: Kind, audience: Audience | None, roles: dict[str, int] | None = None) -> Channel:
    found = overwrites_due(kind, audience, ROLES if roles is None else roles, guild_id=1, bot_id=BOT)
    return Channel(7, tuple(found))


def readers(channel: Channel, everyone: int = ALL & ~8) -> set[int]:
    """Members 102 to 106 hold one role each, 107 none, and @everyone may do everything but administer."""
    members = (Member(BOT), *(Member(100 + role, frozenset({role})) for role in ROLES.values()), Member(107))
    guild = Guild(1, owner_id=0, roles={1: everyone, **dict.fromkeys(ROLES.values(), 0)}, members=members)
    return set(viewers(guild, channel).reasons)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("kind", ["room", "forum", "voice", "digest"])
@pytest.mark.parametrize("everyone", [0, ALL & ~8])
def test_exactly_the_audience_and_the_bot_read_its_spaces(kind: Kind, audience: Audience, everyone: int) -> None:
    assert readers(due(kind, audience), everyone) == {100 + ROLES[f"role:{audience}"], BOT}


def test_the_lobby_is_everybodys_and_the_stewards_channel_is_theirs() -> None:
    assert readers(due("lobby", None), everyone=0) == {102, 103, 104, 105, 106, 107, BOT}
    assert readers(due("stewards", None)) == {106, BOT}


def test_members_read_the_mentoring_channel() -> None:
    assert readers(due("mentoring", None)) == {102, BOT}


@given(st.sampled_from(KINDS), st.sampled_from(AUDIENCES), st.sets(st.sampled_from(sorted(ROLES))))
def test_a_role_that_is_not_there_never_opens_a_space(kind: Kind, audience: Audience, there: set[str]) -> None:
    reader = reader_role(kind, audience)
    found = readers(due(kind, audience, {key: ROLES[key] for key in there}))
    assert found == ({100 + ROLES[str(reader)], BOT} if reader in there else {BOT})


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_allowed_or_denied_that_the_bot_does_not_hold(kind: Kind) -> None:
    for overwrite in due(kind, "practitioners").overwrites:
        assert not (overwrite.allow | overwrite.deny) & ~REQUIRED
        assert not overwrite.allow & overwrite.deny


def test_a_thread_has_its_channels_overwrites() -> None:
    assert due("thread", None).overwrites == ()


@pytest.mark.parametrize(
    ("kind", "audience", "is_silent"), [("digest", "leads", True), ("lobby", None, True), ("room", "leads", False)]
)
def test_where_readers_may_not_write_nobody_starts_anything(
    kind: Kind, audience: Audience | None, is_silent: bool
) -> None:
    [everyone] = [each for each in due(kind, audience).overwrites if each.target_id == 1]
    assert bool(everyone.deny & SEND_MESSAGES) is is_silent


def test_everyones_view_is_denied_where_an_audience_reads() -> None:
    [everyone] = [each for each in due("room", "leads").overwrites if each.target_id == 1]
    assert everyone.deny & VIEW_CHANNEL


def test_a_locked_room_is_read_as_ever_and_only_the_bot_writes() -> None:
    ids = {"role:practitioners": 10}
    open_, locked = (
        overwrites_due("room", "practitioners", ids, guild_id=1, bot_id=9, is_locked=is_locked)
        for is_locked in (False, True)
    )
    assert {each.target_id for each in locked} == {each.target_id for each in open_}
    for each in locked:
        if each.target_id == 9:
            assert each in open_
        else:
            assert not each.allow & SEND_MESSAGES
            assert each.deny & SEND_MESSAGES
        if each.target_id == 10:
            assert each.allow & VIEW_CHANNEL


def test_who_may_what_in_each_kind_of_space() -> None:
    assert BOT_MAY == {"voice": MAY | CONNECT, "mentoring": MAY | CREATE_PRIVATE_THREADS}
    assert set(READERS_MAY) == {"room", "forum", "voice", "digest", "mentoring", "stewards", "lobby"}
    assert all(may & VIEW_CHANNEL for may in READERS_MAY.values())
    assert READERS_MAY["voice"] & (CONNECT | SPEAK) == CONNECT | SPEAK
