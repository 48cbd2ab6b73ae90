"""Who reads, and who of them should not."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from bot.visibility.keeping.who import UNKNOWN, Answer, Look, Reader
from bot.visibility.permissions import model
from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.model import READ_MESSAGE_HISTORY, VIEW_CHANNEL, Overwrite, Reason
from tests.bot.visibility.admission.test_promise import ROOM, THREAD, promised


def test_an_answer_tells_who_reads_why_first_and_who_should_not() -> None:
    one = Reader(1, "Ana", (Reason("role", 2), Reason("role", 3)))
    other = Reader(2, "Ben", (Reason("administrator", 9),), is_surprising=False, is_exposed=True)
    answer = Answer(False, (one, other))
    assert answer.includes(1)
    assert not answer.includes(3)
    assert answer.reasons == {1: Reason("role", 2), 2: Reason("administrator", 9)}
    assert answer.exposed == {2: Reason("administrator", 9)}
    assert not one.is_bot
    assert not one.is_surprising
    assert not one.is_exposed


@pytest.mark.parametrize("accepted", [frozenset(), frozenset({100, 101, 102})])
def test_whoever_the_roster_does_not_admit_is_exposed_unless_accepted_and_beyond_what_can_be_mended(
    accepted: frozenset[int],
) -> None:
    me, other_bot, owner, power, by_name, stranger = 50, 60, 100, 101, 102, 103
    held = {me: set(), other_bot: {2}, owner: set(), power: {9}, by_name: set(), stranger: set(), 1001: {2}, 1003: {2}}
    members = tuple(model.Member(each, frozenset(roles)) for each, roles in held.items())
    sees = VIEW_CHANNEL | READ_MESSAGE_HISTORY
    rules = [Overwrite(1, deny=VIEW_CHANNEL), Overwrite(2, allow=sees)]
    rules += [Overwrite(each, allow=sees, of_member=True) for each in (me, by_name)]
    room = model.Channel(ROOM, tuple(rules))
    audit = Audit(model.Guild(1, owner, {1: 0, 2: 0, 9: model.ADMINISTRATOR}, members), [room])
    accounts = {each: SimpleNamespace(display_name=f"N{each}", bot=each in {me, other_bot}) for each in held}
    server: Any = SimpleNamespace(me=SimpleNamespace(id=me), get_member=accounts.get)
    look = Look(server, replace(promised(), overseers=accepted), audit)
    found = {each.account_id: each for each in look.readers(ROOM).readers}
    assert found.keys() == held.keys() - {stranger}
    assert {each for each, reader in found.items() if reader.is_surprising} == {by_name, 1003}
    exposed = {other_bot, owner, power, by_name, 1003} - ({owner, power} if accepted else set())
    assert {each for each, reader in found.items() if reader.is_exposed} == exposed
    assert {each for each, reader in found.items() if reader.is_bot} == {me, other_bot}
    assert found[1001].name == "N1001"
    assert look.readers(ROOM).meant == frozenset({1001})
    assert [each.account_id for each in look.readers(ROOM, [1003, stranger]).readers] == [1003]
    assert look.readers(THREAD) == UNKNOWN
    unseen = Audit(model.Guild(1, owner, {1: 0, 2: 0}, members), [model.Channel(ROOM, tuple(rules[:2]))])
    assert replace(look, audit=unseen).readers(ROOM) == UNKNOWN, "the bot does not see it: what it was sent is made up"
