"""One field of Discord's JSON at a time: what is taken, and what is not, to the last digit."""

from __future__ import annotations

from typing import Any

import pytest

from bot.visibility.server.payload_fields import MOST, NotReadable, Part, part_of


def part(**fields: Any) -> Part:
    return Part(fields, "guild.roles[2]")


@pytest.mark.parametrize("value", ["0", "17", str(2**63 - 1), 0, 17, 2**63 - 1])
def test_an_id_is_digits_in_a_string_or_a_number_as_some_libraries_write_it(value: object) -> None:
    assert MOST == 2**63
    assert part(id=value).id("id") == int(str(value))
    assert part(ids=[value, "5"]).ids("ids") == [int(str(value)), 5]
    assert part(permissions=value).permissions("permissions") == int(str(value))


@pytest.mark.parametrize(
    "value", [str(2**63), "1" * 20, "1".zfill(20), "-1", "", "1.0", "\u0661", " 1", -1, 2**63, 1.0, True, [], {}]
)
def test_anything_else_is_no_id_and_is_told_with_its_place(value: object) -> None:
    with pytest.raises(NotReadable, match=r"^“id” of guild\.roles\[2\] is not an id: “"):
        part(id=value).id("id")
    with pytest.raises(NotReadable, match=r"^“ids” of guild\.roles\[2\] holds something that is not an id: “"):
        part(ids=["1", value]).ids("ids")
    with pytest.raises(NotReadable, match=r"^“permissions” of guild\.roles\[2\] is not a set of permissions: “"):
        part(permissions=value).permissions("permissions")


def test_what_is_missing_or_null_is_lacking_but_where_a_number_is_taken_for_it() -> None:
    for lacking in (part(), part(type=None)):
        assert not lacking.has("type")
        assert lacking.number("type", 5) == 5
        assert lacking.text("type") == ""
        assert not lacking.flag("type")
        for take in (lacking.id, lacking.ids, lacking.number, lacking.part):
            with pytest.raises(NotReadable, match=r"^guild\.roles\[2\] lacks “type”$"):
                take("type")
    assert part(type=0).has("type")
    assert part(type=0).number("type", 5) == 0


@pytest.mark.parametrize("value", [2**63, -(2**63), True, "1", 1.5, []])
def test_a_number_is_a_whole_one_that_fits(value: object) -> None:
    with pytest.raises(NotReadable, match=r"^“type” of guild\.roles\[2\] is not a number: “"):
        part(type=value).number("type", 0)
    for fits in (2**63 - 1, 1 - 2**63, 0):
        assert part(type=fits).number("type") == fits


def test_a_text_is_a_text_a_flag_is_true_alone_and_a_part_knows_where_it_stands() -> None:
    assert part(name="Choir").text("name") == "Choir"
    with pytest.raises(NotReadable, match=r"^“name” of guild\.roles\[2\] is not a text: “5”$"):
        part(name=5).text("name")
    assert part(bot=True).flag("bot")
    assert not any(part(bot=value).flag("bot") for value in (False, 1, "true"))
    assert part(tags={"a": "1"}).part("tags") == Part({"a": "1"}, "guild.roles[2].tags")
    assert [each.place for each in part(of=[{}, {}]).parts("of")] == ["guild.roles[2].of[0]", "guild.roles[2].of[1]"]
    with pytest.raises(NotReadable, match=r"^guild\.roles\[2\]\.of is not a list$"):
        part(of={}).ids("of")
    with pytest.raises(NotReadable, match=r"^the file is not an object$"):
        part_of([], "the file")
