"""What `python -m tests.soak.awaits` and `tests.soak.fuzz` do at length, done briefly on a few acts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.cards import Address
from tests.cogs.rooms.asking import open_form
from tests.kit.pressing import press
from tests.kit.town import Town
from tests.soak.crashing.accounts import unaccounted
from tests.soak.crashing.acts import Act
from tests.soak.crashing.again import deliver
from tests.soak.crashing.likeness import plain
from tests.soak.crashing.naive import suspend_and_tell
from tests.soak.crashing.recording import Recorder, install, recorded, uninstall
from tests.soak.crashing.trial import Trial
from tests.soak.fuzzing.careless import control, unseen
from tests.soak.fuzzing.disturbing import disturb
from tests.soak.fuzzing.rest import fields_by_act
from tests.soak.fuzzing.untried import boxes_in_source, untried


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    folder = tmp_path / "acts"
    folder.mkdir()
    recorder = Recorder(folder)
    install(recorder)
    yield recorder
    uninstall()


@pytest.fixture
async def acts(town: Town, recorder: Recorder) -> Mapping[str, Act]:
    """A form and a click, each with the world before it; the town is left to itself afterwards."""
    ana = await town.join("Ana Ruiz")
    form = await open_form(town, ana)
    await ana.submit_modal(form, {"name": "Family evenings", "purpose": "What works when families come."})
    await press(town, ana, Address("calendar", "make"))
    await town.env.shutdown()  # one simulated Discord at a time
    return recorded(recorder.folder)


async def test_an_act_that_is_killed_has_happened_wholly_or_not_at_all_and_a_naive_one_may_be_half_done(
    acts: Mapping[str, Act], tmp_path: Path
) -> None:
    assert {"rooms:ask", "calendar:make"} <= acts.keys()
    link = acts["calendar:make"]
    verdict = await Trial(link.name, link.world, link.happen, tmp_path / "a").run(3)
    assert not verdict.wrong
    assert verdict.awaits > verdict.kills > verdict.everything > 0
    assert verdict.nothing > 0
    naive = await Trial("naive", link.world, suspend_and_tell, tmp_path / "b", most_ways=1).run()
    assert naive.wrong, "the control held: the harness sees nothing"


async def test_an_interaction_delivered_ten_times_has_one_effect(acts: Mapping[str, Act], tmp_path: Path) -> None:
    assert await deliver(acts["calendar:make"], tmp_path) == []


async def test_an_act_is_recorded_for_what_it_changes_itself(town: Town, recorder: Recorder) -> None:
    ana = await town.join("Ana Ruiz")
    await open_form(town, ana)
    assert {"name", "purpose"} == {each.rpartition(" ")[2] for each in recorder.tally.boxes}
    await ana.slash(town.channel("lobby"), "room list")
    assert (recorder.tally.played["/room list"], recorder.tally.begun["/room list"]) == (1, 0)
    assert recorder.tally.made["/room open"] == 1
    there = {"/room list", "/room open", "rooms:ask", "rooms:leave", "staffroom backup", "staffroom list"}
    judged = {"/room open": {"everything": 1}, "rooms:ask": {"everything": 0}}
    found = list(unaccounted(there, recorder.tally, judged, silent={"/room list"}))
    assert [line.split(" ")[0] for line in found] == ["rooms:ask", "rooms:leave", "staffroom"]


def test_digits_in_a_hash_are_no_id() -> None:
    ben, drawn = 1234567890123456, "7143274b92a53472dff1234567890123456d919"
    assert plain(f"{drawn} of <@{ben}>, rooms:flag:{ben}", {ben: "@ben"}) == f"{drawn} of <@@ben>, rooms:flag:@ben"


def test_an_option_or_a_box_for_which_no_field_stands_is_named() -> None:
    fields, opened = (
        {"/room open kind", "rooms:ask name", "rooms:ask its frame"},
        {"rooms:ask name", "rooms:ask purpose"},
    )
    written = {("rooms", "name"), ("rooms", "purpose"), ("rooms", "colour")}
    assert list(untried(fields, {"/room open kind", "/room open topic"}, opened, written)) == [
        "no field: /room open topic",
        "no field: rooms:ask purpose",
        "no test opens a form of rooms with the box colour",
    ]
    assert {("rooms", "name"), ("anonymous", "text"), ("setup", "topics")} <= boxes_in_source()


async def test_hostile_values_are_answered_and_nothing_more(acts: Mapping[str, Act]) -> None:
    asked = {"rooms:ask": acts["rooms:ask"]}
    fields = [field for _, field in await fields_by_act(asked)]
    assert [field.kind for field in fields] == ["box", "box", "target", "frame"]
    for field in fields:
        assert (await disturb(asked["rooms:ask"], field.name, 60, 0))[0] == []


async def test_what_a_bot_of_discordpy_alone_lets_through_is_seen(acts: Mapping[str, Act], town: Town) -> None:
    seen = await control(acts["calendar:make"], 60, 0)
    town.incidents.records.clear()  # they are the control's
    assert unseen(seen) == []
    assert unseen({**seen, "no answer": 0}) == ["no answer"]
