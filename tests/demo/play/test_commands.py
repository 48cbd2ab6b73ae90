"""What is typed into a command's boxes arrives as the command takes it, or is refused by name."""

from __future__ import annotations

import pytest

from demo.play.commands import Command, Option, Unfit, read_commands, read_values

RAISE = {
    "name": "issue",
    "description": "Issues.",
    "options": [
        {
            "type": 1,
            "name": "raise",
            "description": "Raise one.",
            "options": [
                {"type": 3, "name": "topic", "description": "About what.", "autocomplete": True, "required": True},
                {"type": 3, "name": "kind", "description": "Which.", "choices": [{"name": "A wish", "value": "wish"}]},
            ],
        }
    ],
}
EVERY = Command(
    "every kind",
    "",
    (
        Option("text", "", "text", is_needed=True),
        Option("count", "", "whole"),
        Option("share", "", "number"),
        Option("sure", "", "yes_no"),
        Option("who", "", "person"),
    ),
)


def test_a_command_inside_a_group_is_read_with_its_options() -> None:
    topic = Option("topic", "About what.", "text", is_needed=True, completes=True)
    kind = Option("kind", "Which.", "text", choices=(("A wish", "wish"),))
    assert read_commands([RAISE]) == [Command("issue raise", "Raise one.", (topic, kind))]


def test_a_file_that_may_be_left_out_is_left_out() -> None:
    file = {"type": 11, "name": "sites", "description": "A list."}
    assert read_commands([{"name": "setup", "options": [file]}]) == [Command("setup", "")]
    with pytest.raises(KeyError):
        read_commands([{"name": "setup", "options": [{**file, "required": True}]}])


def test_what_is_typed_is_read_by_kind_and_empty_boxes_are_left_out() -> None:
    typed = {"text": " two words ", "count": "3", "share": "0.5", "sure": "no", "who": "7", "unknown": "x"}
    assert read_values(EVERY, typed, {7: "Ana"}) == {
        "text": "two words", "count": 3, "share": 0.5, "sure": False, "who": "Ana",
    }  # fmt: skip
    assert read_values(EVERY, {"text": "a", "count": " "}, {}) == {"text": "a"}


@pytest.mark.parametrize(
    "typed",
    [{}, {"text": " "}, {"text": "a", "count": "three"}, {"text": "a", "sure": "maybe"}, {"text": "a", "who": "8"}],
)
def test_what_does_not_fit_is_refused(typed: dict[str, str]) -> None:
    with pytest.raises(Unfit):
        read_values(EVERY, typed, {7: "Ana"})
