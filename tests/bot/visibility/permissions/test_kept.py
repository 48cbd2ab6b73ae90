"""The audit that is kept in memory says what a new one says, whatever has happened; and names everybody it concerns."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.kept import KeptAudit, Touched
from bot.visibility.permissions.model import VIEW_CHANNEL, Channel, Facts, Guild, Reason
from bot.visibility.permissions.reasons import viewers_in
from bot.visibility.server.snapshot import channel_of, facts_of, guild_of
from tests.bot.visibility.permissions.happenings import PEOPLE, Gateway

State = dict[int, dict[int, tuple[Reason, ...]] | None]
HAPPENINGS = 400  # by 25 seeds: ten thousand events


def channels(gateway: Gateway, random: Random) -> dict[int, Channel]:
    """The channels as the cache has them, and a private thread on each whose members change at random."""
    found = {each.id: channel_of(each) for each in gateway.guild.channels}
    inside = frozenset(each for each in PEOPLE if random.random() < 0.2)
    threads = {
        each.id + 5000: Channel(each.id + 5000, each.overwrites, each.name, each.flags, inside)
        for each in found.values()
    }
    return found | threads


def said(audit: Audit) -> State:
    """Who reads what, and why; None: nothing can be said."""
    found = {each: viewers_in(audit, each) for each in audit.channels}
    return {each: None if viewers.unknown else dict(viewers.reasons) for each, viewers in found.items()}


def names_everybody(before: State, now: State, touched: Touched) -> bool:
    """Whether everyone whose reading or whose reasons changed is named."""
    for channel_id, readers in now.items():
        named = touched.everywhere | touched.within.get(channel_id, set())
        was = before.get(channel_id)
        if (was is None) is not (readers is None) and not touched.within.get(channel_id):
            return False
        one, other = was or {}, readers or {}
        if not {each for each in one.keys() | other.keys() if one.get(each) != other.get(each)} <= named:
            return False
    return True


def is_seen_through_the_doors(kept: KeptAudit, gateway: Gateway) -> bool:
    """Whether the doors that are kept say of somebody what a new audit says."""
    member = gateway.random.choice(gateway.guild.members)
    place = kept.audit.ids.index(member.id)
    found = {each for each in kept.audit.channels if kept.audit.seeing(each)[place]}
    return found == set(kept.doors.named(kept.doors.seen(member.id, member._roles)))


@pytest.mark.parametrize("seed", range(25))
def test_after_ten_thousand_events_no_answer_is_stale_and_nobody_concerned_was_left_out(seed: int) -> None:
    random = Random(seed)  # noqa: S311 -- a test's
    gateway = Gateway(random)
    kept = KeptAudit(facts_of(gateway.guild, channels(gateway, random)))
    before = said(kept.audit)
    unheard = (0.2, 0.9)[seed % 2]  # now and then two events before anybody looks, or bursts of ten
    for number in range(HAPPENINGS):
        gateway.happen()
        if random.random() < unheard:
            continue
        places = channels(gateway, random)
        touched = kept.tell(facts_of(gateway.guild, places))
        now = said(kept.audit)
        assert is_seen_through_the_doors(kept, gateway), (seed, number)
        assert now == said(Audit(guild_of(gateway.guild), places.values())), (seed, number)
        assert names_everybody(before, now, touched), (seed, number)
        before = now


@pytest.mark.parametrize("seed", range(5))
def test_a_kept_audit_that_went_wrong_is_noticed(seed: int) -> None:
    random = Random(seed)  # noqa: S311 -- a test's
    gateway = Gateway(random)
    kept = KeptAudit(facts_of(gateway.guild, channels(gateway, random)))
    for _ in range(20):
        gateway.happen()
        kept.tell(facts_of(gateway.guild, channels(gateway, random)))
        assert kept.is_true()
    [someone, *_] = [each for each in gateway.guild.members if each.id != gateway.guild.owner_id]
    kept.audit.member_left(someone.id)
    assert not kept.is_true()


def test_many_changes_at_once_are_taken_in_as_well() -> None:
    random = Random(1)  # noqa: S311 -- a test's
    gateway = Gateway(random)
    kept = KeptAudit(facts_of(gateway.guild, channels(gateway, random)))
    for _ in range(200):
        gateway.happen()
    places = channels(gateway, random)
    kept.tell(facts_of(gateway.guild, places))
    assert said(kept.audit) == said(Audit(guild_of(gateway.guild), places.values()))


def test_where_nothing_happened_nobody_is_concerned() -> None:
    random = Random(2)  # noqa: S311 -- a test's
    gateway = Gateway(random)
    places = channels(gateway, random)
    kept = KeptAudit(facts_of(gateway.guild, places))
    touched = kept.tell(facts_of(gateway.guild, places))
    assert not touched.everywhere
    assert not touched.within


def test_a_role_that_may_read_everything_now_is_believed_though_no_channel_says_another_thing() -> None:
    channels = {7: Channel(7)}
    facts = Facts(Guild(1, 0, {1: 0, 10: 0}), {100: (10,)}, channels)
    kept = KeptAudit(facts)
    assert kept.doors.seen(100, [10]) == 0
    kept.tell(replace(facts, guild=Guild(1, 0, {1: 0, 10: VIEW_CHANNEL})))
    assert kept.doors.named(kept.doors.seen(100, [10])) == [7]


def test_where_it_is_known_no_more_or_again_who_is_in_a_thread_everybody_is_concerned() -> None:
    gateway = Gateway(Random(3))  # noqa: S311 -- a test's
    [place, *_] = gateway.guild.channels
    above = channel_of(place)
    states = [
        Channel(5000, above.overwrites, above.name, above.flags, inside) for inside in (frozenset({PEOPLE[0]}), None)
    ]
    kept = KeptAudit(facts_of(gateway.guild, {5000: states[0]}))
    for state in (states[1], states[0]):
        touched = kept.tell(facts_of(gateway.guild, {5000: state}))
        assert touched.within == {5000: {member.id for member in gateway.guild.members}}
        assert not touched.everywhere
