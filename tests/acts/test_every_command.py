"""No command changes who may read or what leaves without a line in the log that every member can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cards import Address
from tests.acts.decisions import LOGGED, ONLY_THE_OUTBOX, OWN, READS
from tests.acts.measuring import DECIDING, Scene, all_there_is
from tests.kit.pressing import press
from tests.kit.town import Town


@pytest.fixture
async def scene(town: Town, tmp_path: Path) -> Scene:
    steward = await town.join("Sue Ode", "programme manager", None, steward=True)
    return Scene(town, steward, tmp_path)


async def test_about_every_command_button_and_hosts_command_it_is_decided_whether_it_is_logged(town: Town) -> None:
    decided = {each.split(" (", maxsplit=1)[0] for each in [*LOGGED, *READS, *OWN]}
    there = all_there_is(town)
    assert there - decided == set(), "new: say in tests/acts/decisions.py whether it changes access, and log it"
    assert decided - there == set(), "gone: take it out of tests/acts/decisions.py"
    assert len(LOGGED) + len(READS) + len(OWN) == len({*LOGGED, *READS, *OWN}), "decided twice"


@pytest.mark.parametrize("name", LOGGED)
async def test_what_changes_access_or_what_leaves_is_in_the_log(scene: Scene, name: str) -> None:
    await LOGGED[name](scene)
    assert scene.acts, f"{name} changed {scene.changed} without a line"
    assert scene.changed or name in ONLY_THE_OUTBOX, f"{name} changed nothing: the scene proves nothing"


async def test_what_only_reads_changes_nothing_that_decides(scene: Scene) -> None:
    for name in READS:
        async with scene.acting():
            await scene.steward.slash(scene.town.channel("lobby"), name[1:])
        assert not scene.changed, name
        assert not scene.acts, name


async def test_a_click_on_nothing_changes_nothing_whoever_clicks(scene: Scene) -> None:
    erases_oneself = {"privacy:erase"}  # whoever clicks
    await scene.town.settle()
    before = await scene.deciding()
    for name in sorted(each for each in {*LOGGED, *OWN} - erases_oneself if ":" in each):
        feature, action = name.split(":")
        await press(scene.town, scene.steward, Address(feature, action, "7"))
        assert await scene.deciding() == before, name


async def test_every_table_of_people_and_access_is_watched(town: Town) -> None:
    assert set(DECIDING) <= set((await Scene(town, town.owner, Path()).deciding()).keys())


async def test_a_second_account_of_a_steward_is_nobody(scene: Scene) -> None:
    """A person has one account: with another, a steward grants, settles, accepts and sends nothing."""
    other = scene.town.stranger("Sams other account")
    commands = {"steward flags", "digest review", "digest approve", "digest send", "setup", "mentor round"}
    for name in sorted(commands):
        async with scene.acting():
            await other.slash(scene.town.channel("general"), name)
        assert not scene.changed, name
        assert not scene.acts, name
    async with scene.acting():
        await other.slash(scene.town.channel("lobby"), "room overseers", decision="accept", who=other)
        await scene.steward.slash(scene.town.channel("lobby"), "room overseers", decision="accept", who=scene.steward)
    assert not scene.changed
    assert not scene.acts
