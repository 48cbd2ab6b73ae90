from __future__ import annotations

from bot.visibility.keeping.who import Reader
from bot.visibility.permissions.model import Reason
from cogs.rooms.opened.render import list_card
from cogs.rooms.readers.showing.render import MOST_NAMED, unknown_card, who_card, who_file
from config.community import default_community
from config.texts import texts_for

COMMUNITY, T = default_community(), texts_for("en")
OWNER = Reader(1, "Dana", (Reason("owner"),))
ANA = Reader(2, "Ana", (Reason("role", 10), Reason("role", 11)))
BOT = Reader(9, "Counter", (Reason("overwrite"),), is_bot=True)


def crowd(size: int) -> list[Reader]:
    return [Reader(100 + number, f"Guest {number}", (Reason("everyone"),)) for number in range(size)]


def test_people_and_bots_are_counted_apart() -> None:
    assert who_card("#room", [OWNER, ANA, BOT], COMMUNITY, T).text == "2 people can read #room now. So can 1 bot."
    assert who_card("#room", [OWNER], COMMUNITY, T).text == "1 person can read #room now."


def test_the_owner_comes_first_and_each_role_has_its_own_line() -> None:
    fields = who_card("#room", [BOT, ANA, OWNER], COMMUNITY, T).fields
    assert [value for _, value in fields] == ["<@1>", "<@&10>: <@2>", "<@&11>: <@2>", "<@9> (bot)"]


def test_whoever_the_roster_does_not_admit_is_named_before_everything_else() -> None:
    surprising = Reader(3, "Eve", (Reason("overwrite"),), is_surprising=True)
    first = who_card("#room", [OWNER, surprising], COMMUNITY, T).fields[0]
    assert first == ("Here, though the roster doesn't admit them", "<@3>")


def test_a_field_holds_as_many_people_as_discord_takes_and_counts_the_rest() -> None:
    [(_, value)] = who_card("#room", crowd(1000), COMMUNITY, T).fields
    assert len(value) <= 1024
    assert value.endswith(f"and {1000 - MOST_NAMED} more")


def test_the_file_names_everybody_with_their_reasons_and_is_there_only_when_needed() -> None:
    assert who_file(crowd(MOST_NAMED), {}, T) is None
    lines = (who_file([ANA, *crowd(MOST_NAMED + 1)], {10: "Practitioners"}, T) or "").splitlines()
    assert len(lines) == MOST_NAMED + 2
    assert lines[0] == "Ana (2): Through a role Practitioners; Through a role"


def test_the_card_carries_the_line_on_child_safety() -> None:
    assert who_card("#room", [OWNER], COMMUNITY, T).footer == COMMUNITY.safety.line


def test_an_unknown_channel_is_never_called_safe() -> None:
    assert "Don't take it for safe" in unknown_card("#room", T).text


def test_somebody_without_spaces_is_told_whom_to_ask() -> None:
    assert "As soon as a steward has built them" in list_card([], [], T).text
    closed = list_card([], ["practitioners: the roster has you as principal"], T)
    assert "/help says whom to ask" in closed.text
    assert closed.fields == (("Closed to you", "practitioners: the roster has you as principal"),)
