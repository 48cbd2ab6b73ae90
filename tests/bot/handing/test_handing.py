"""What is handed on: taken by one, opened by nobody else, and gone with its key."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.database.engine import Database
from bot.database.network import Network, Networks
from bot.database.schema.processes import handed_on
from bot.handing import KEPT, TOPIC, Handing, with_left
from bot.keys import Keyring, Vault
from tests.kit.databases import START
from tests.kit.raw import found, raw

CANARY = "a naïve trombone"


@pytest.fixture
async def other(emptied_url: str, network: Network, keys: Keyring) -> AsyncIterator[Handing]:
    """The same network's, in another process."""
    async with Database.open(emptied_url, vault=Vault(keys)) as database:
        there = await Networks(database).get(network.id)
        assert there is not None
        yield Handing(there, Keyring(keys.folder).handing(network.id))


@pytest.fixture
def handing(network: Network, keys: Keyring) -> Handing:
    return Handing(network, keys.handing(network.id))


async def stored(network: Network) -> list[tuple[int, bytes]]:
    async with network.read() as tx:
        rows = await tx.rows(select(handed_on).where(tx.mine(handed_on)))
    return [(row.id, row.interaction) for row in rows]


async def test_of_those_who_would_take_it_or_take_it_back_exactly_one_has_it(handing: Handing, other: Handing) -> None:
    for round_ in range(10):
        [number] = await handing.leave([f"{CANARY} {round_}"], START)
        *taken, again, back = await asyncio.gather(
            other.take_all(START), other.take_all(START), handing.take_back([number]), handing.take_back([number])
        )
        had = [each for each in taken if each]
        assert len(had) + len(again) + len(back) == 1
        assert had in ([], [{number: f"{CANARY} {round_}"}])


async def test_what_is_left_can_be_read_by_whoever_has_its_key_alone_and_by_nobody_once_it_was_taken(
    network: Network, handing: Handing, keys: Keyring, tmp_path: Path
) -> None:
    [number] = await handing.leave([CANARY], START)
    [(_, sealed)] = await stored(network)
    own = keys.handing(network.id)
    assert own.unseal(number, sealed) == CANARY
    assert own.unseal(number + 1, sealed) is None
    assert own.unseal(number, sealed[:5]) is None
    assert Keyring.open(tmp_path / "other").handing(network.id).unseal(number, sealed) is None
    assert found([CANARY], await raw(network.database, tmp_path)) == set()
    assert (keys.folder / "handing" / "CACHEDIR.TAG").exists(), "no backup has it"
    copied = (keys.folder / "handing" / str(network.id) / str(number)).read_bytes()
    assert await handing.take_all(START) == {number: CANARY}
    await handing.forget([number])
    assert own.unseal(number, sealed) is None
    assert not any(copied in path.read_bytes() for path in keys.folder.rglob("*") if path.is_file())


async def test_whoever_lacks_its_key_leaves_it_to_be_taken_back(
    network: Network, handing: Handing, tmp_path: Path
) -> None:
    [number] = await handing.leave([CANARY], START)
    stranger = Handing(network, Keyring.open(tmp_path / "other").handing(network.id))
    assert await stranger.take_all(START) == {}
    assert await handing.take_back([number]) == [number]
    assert not await handing.take_back([number])


async def test_another_network_neither_sees_nor_takes_it_nor_forgets_it(
    network: Network, handing: Handing, keys: Keyring
) -> None:
    south = await Networks(network.database).create("South", now=START)
    elsewhere = Handing(south, keys.handing(south.id))
    [number] = await handing.leave([CANARY], START)
    assert await elsewhere.take_all(START) == {}
    assert not await elsewhere.take_back([number])
    await elsewhere.forget_left(START + timedelta(days=1))
    assert await handing.take_all(START) == {number: CANARY}


async def test_what_nobody_came_for_is_forgotten_with_its_key_within_a_minute_and_not_before_it_is_over(
    network: Network, handing: Handing, keys: Keyring
) -> None:
    [number] = await handing.leave([CANARY], START)
    [(_, sealed)] = await stored(network)
    soon, late = START + KEPT - timedelta(seconds=1), START + KEPT
    assert await with_left(network.database, soon) == []
    await handing.forget_left(soon)
    assert [kept for kept, _ in await stored(network)] == [number]
    assert await handing.take_all(soon) == {}, "whoever pressed was told by Discord that it failed"
    assert await with_left(network.database, late) == [network.id]
    await handing.forget_left(late)
    assert await stored(network) == []
    assert keys.handing(network.id).unseal(number, sealed) is None
    assert await with_left(network.database, late) == []


async def test_what_could_not_be_left_leaves_no_key(network: Network, keys: Keyring) -> None:
    nowhere = replace(network, id=network.id + 1)
    with pytest.raises(IntegrityError):
        await Handing(nowhere, keys.handing(nowhere.id)).leave([CANARY], START)
    assert list((keys.folder / "handing" / str(nowhere.id)).iterdir()) == []


async def test_keys_whose_process_was_killed_are_destroyed_after_hours(handing: Handing, keys: Keyring) -> None:
    [number] = await handing.leave([CANARY], START)
    handing.forget_keys(START + timedelta(hours=1))
    assert await handing.take_all(START) == {number: CANARY}
    await handing.leave([CANARY], START)
    handing.forget_keys(START + timedelta(hours=3))
    assert not [path for path in (keys.folder / "handing").rglob("*") if path.is_file() and path.name.isdigit()]


async def test_leaving_it_is_news_elsewhere_and_none_here_and_taking_it_is_none_anywhere(
    network: Network, handing: Handing
) -> None:
    heard: list[int] = []
    network.database.listen(TOPIC, heard.append)
    assert await handing.take_back(await handing.leave([CANARY], START))
    assert heard == []
