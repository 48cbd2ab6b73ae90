"""The most used commands ask the database for little."""

from __future__ import annotations

from benchmarks.statements import played
from tests.kit.town import Town

MOST_USED = ("/help", "a button of the panel in the lobby", "/mentor request", "/issue raise, and its form sent")


async def test_what_people_use_most_stays_within_its_number_of_statements(town: Town) -> None:
    found = await played(town, await town.join("Ana Ruiz"), MOST_USED)
    assert {each.name: each.statements for each in found if not 0 < each.statements <= each.most} == {}
