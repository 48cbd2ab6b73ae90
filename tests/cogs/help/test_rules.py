from __future__ import annotations

from cogs.help.rules import LINES, lines_for, readers_of

EVERYTHING = frozenset(line.command for line in LINES)


def test_somebody_who_is_not_linked_is_shown_how_to_join_and_no_more() -> None:
    readers = readers_of(is_member=False, is_steward=False, audiences=())
    assert [line.command for line in lines_for(readers, EVERYTHING)] == ["join"]


def test_a_member_is_shown_what_members_do_and_a_steward_what_stewards_do() -> None:
    member = readers_of(is_member=True, is_steward=False, audiences=("practitioners",))
    steward = readers_of(is_member=True, is_steward=True, audiences=("practitioners",))
    shown = {line.command for line in lines_for(member, EVERYTHING)}
    assert "mentor request" in shown
    assert shown.isdisjoint({"join", "setup", "mentor round"})
    assert {line.command for line in lines_for(steward, EVERYTHING)} - shown == {
        "setup",
        "mentor health",
        "mentor round",
        "steward flags",
        "forum situations",
    }


def test_a_command_that_this_house_does_not_have_is_not_promised() -> None:
    readers = readers_of(is_member=True, is_steward=True, audiences=())
    assert [line.command for line in lines_for(readers, {"inbox"})] == ["inbox"]
