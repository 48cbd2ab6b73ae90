from __future__ import annotations

import itertools
from pathlib import Path
from typing import get_args

import pytest

from cogs.help.render import Where, Who, help_card, shelf_card
from cogs.help.rules import LINES, SHELVES, Line, Place, Reader, Shown, lines_for, readers_of
from config.texts import texts_for

EVERYTHING = frozenset(line.command for line in LINES)
PLACES = (None, "room", "forum", "thread", "mentoring", "lobby", "stewards", "digest")


def commands(shown: Shown) -> set[str]:
    return {line.command for line in (*shown.here, *shown.anywhere)}


def test_somebody_who_is_not_linked_is_shown_how_to_join_and_no_more() -> None:
    readers = readers_of(is_member=False, is_steward=False, audiences=())
    for place in PLACES:
        assert commands(lines_for(readers, EVERYTHING, place)) == {"join"}


def test_the_servers_owner_is_shown_how_to_set_up_before_anybody_is_linked() -> None:
    readers = readers_of(is_member=False, is_steward=False, audiences=(), is_owner=True)
    assert commands(lines_for(readers, EVERYTHING)) == {"join", "setup"}


def test_a_member_is_shown_what_members_do_and_a_steward_what_stewards_do() -> None:
    member = readers_of(is_member=True, is_steward=False, audiences=("practitioners",))
    steward = readers_of(is_member=True, is_steward=True, audiences=("practitioners",))
    shown = commands(lines_for(member, EVERYTHING))
    assert "mentor request" in shown
    assert shown.isdisjoint({"join", "setup", "mentor round"})
    more = commands(lines_for(steward, EVERYTHING)) - shown
    assert more == {"setup", "mentor health", "mentor round", "steward flags", "forum situations", "digest review"}


def test_what_belongs_to_a_place_comes_first_there_and_what_works_only_there_is_shown_nowhere_else() -> None:
    member = readers_of(is_member=True, is_steward=False, audiences=("practitioners",))
    room, hall = lines_for(member, EVERYTHING, "room"), lines_for(member, EVERYTHING, None)
    assert {"room whisper", "room who", "room flag"} <= {line.command for line in room.here}
    assert hall.here == []
    assert "room whisper" not in commands(hall)
    assert "room who" in commands(hall)


def test_only_principals_are_shown_the_forum_and_only_stewards_the_stewards_part() -> None:
    for place in PLACES:
        member = lines_for(readers_of(is_member=True, is_steward=False, audiences=("leads",)), EVERYTHING, place)
        assert not any(line.reader in {"principals", "steward", "owner"} for line in (*member.here, *member.anywhere))


def test_a_command_that_this_house_does_not_have_is_not_promised() -> None:
    readers = readers_of(is_member=True, is_steward=True, audiences=())
    assert commands(lines_for(readers, {"inbox"})) == {"inbox"}


def test_every_command_has_one_line_and_is_shown_to_somebody_somewhere() -> None:
    names = [line.command for line in LINES]
    assert sorted(names) == sorted(set(names))

    def never(line: Line) -> bool:
        return not line.at and not line.elsewhere

    assert [line.command for line in LINES if never(line)] == ["help"]


@pytest.mark.parametrize("locale", ["en", "es"])
def test_the_longest_list_fits_into_one_message(locale: str) -> None:
    for place, audience in itertools.product(PLACES, ("practitioners", "principals", "leads")):
        readers = readers_of(is_member=True, is_steward=True, audiences=(audience, "leads"), is_owner=True)
        shown = lines_for(readers, EVERYTHING, place)
        who, where = Who("N" * 100, (audience,)), Where(place, "<#1234567890123456789>")
        card = help_card(texts_for(locale), who, shown, where, ", ".join(["<@1234567890123456789>"] * 5))
        shelves = (shelf_card(texts_for(locale), shelf, shown) for shelf in SHELVES)
        # Discord: what an embed's description holds
        assert max(len(each.text) for each in (card, *shelves)) <= 4096, place


def test_every_line_stands_on_one_shelf() -> None:
    for line in LINES:
        assert sum(line.command.split()[0] in shelf.words for shelf in SHELVES) == 1, line.command


def test_who_asks_in_a_hall_reads_a_handful_of_lines_and_finds_the_rest_by_what_it_is_about() -> None:
    t, readers = texts_for("en"), readers_of(is_member=True, is_steward=True, audiences=("practitioners",))
    shown = lines_for(readers, EVERYTHING)
    card = help_card(t, Who("Ana Ruiz", ("practitioners",)), shown, Where(None, ""))
    assert card.text.count("\u2022") < 10
    offered = [choice.value for choice in card.selects[0].choices]
    rest = [line for shelf in SHELVES if shelf.key in offered for line in shelf.lines(shown)]
    assert sorted(line.command for line in rest) == sorted(commands(shown))


def test_whom_every_room_is_shut_for_is_not_told_of_rooms_of_their_own() -> None:
    t, shown, where = texts_for("en"), lines_for({"member"}, EVERYTHING), Where(None, "")
    shut = help_card(t, Who("Kay Lind", is_shut_out=True), shown, where)
    assert "stay shut for you" in shut.text
    assert "spaces of your own" not in shut.text
    assert "spaces of your own" in help_card(t, Who("Kay Lind", ("leads",)), shown, where).text


def test_every_line_names_a_command_there_is_a_reader_and_places_and_no_command_twice() -> None:
    told = Path("docs/commands.md").read_text(encoding="utf-8")
    names = [line.command if line.command[0].isupper() else f"/{line.command}" for line in LINES]
    assert [name for name in names if name not in told] == []
    assert {line.reader for line in LINES} <= set(get_args(Reader))
    assert {place for line in LINES for place in line.at} <= set(get_args(Place))
    assert len(EVERYTHING) == len(LINES)


def test_what_is_shown_in_one_place_alone_has_that_place() -> None:
    assert [line.command for line in LINES if not (line.elsewhere or line.at)] == ["help"]


def test_an_owner_and_a_steward_may_set_up_and_a_member_reads_what_their_audiences_do() -> None:
    members = readers_of(is_member=True, is_steward=False, audiences={"principals"})
    assert members == {"anyone", "member", "principals"}
    assert readers_of(is_member=True, is_steward=True, audiences=()) == {"anyone", "member", "steward", "owner"}
    assert readers_of(is_member=True, is_steward=False, audiences=(), is_owner=True) == {"anyone", "member", "owner"}
    assert readers_of(is_member=False, is_steward=False, audiences={"principals"}) == {"anyone", "unlinked"}
