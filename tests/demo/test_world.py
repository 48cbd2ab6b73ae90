"""The invented network holds together."""

from __future__ import annotations

from datetime import date

from bot.people.roster import read_roster
from config.community import default_community
from demo.world import CAST, PEOPLE, SITES, names, rows, sayings

TODAY = date(2026, 3, 2)


def test_the_roster_can_be_imported_without_a_fault() -> None:
    roster = read_roster(
        SITES.read_bytes(), PEOPLE.read_bytes(), community=default_community(), known_sites=[], today=TODAY
    )
    assert roster.faults == ()
    assert 12 <= len(roster.sites) <= 20
    assert 40 <= len(roster.people) <= 60
    assert len({site.district for site in roster.sites}) == 3


def test_no_two_people_share_a_name() -> None:
    parts = [part for name in names() for part in name.split()]
    assert len(parts) == len(set(parts))


def test_the_cast_and_everybody_who_speaks_is_on_the_roster() -> None:
    known = set(names())
    assert {cast.name for cast in CAST if cast.is_on_discord} <= known
    assert {
        line.who
        for part in ("chat", "whisper", "issues", "shared", "later", "again", "forum")
        for line in sayings(part)
    } <= known


def test_what_is_shared_has_enough_voices_to_be_published() -> None:
    sites = {row["name"]: row["site"] for row in rows(PEOPLE)}
    rule, shared = default_community().publication, sayings("shared")
    assert len({line.who for line in shared}) >= rule.people
    assert len({sites[line.who] for line in shared}) >= rule.sites
