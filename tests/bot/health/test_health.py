"""What monitoring may read: whether it runs, whether it serves, and numbers that are about nobody."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr, ValidationError

from bot.clock import ManualClock
from bot.database.engine import make_engine
from bot.health.loop import EVERY
from bot.health.pages import routes
from bot.health.watching import measured
from bot.house import House
from bot.offline import open_house
from bot.outbox import Outbox
from bot.outbox.mail import Mail
from bot.processes.peers import Peers
from bot.web.server import application
from config.settings import SHORTEST_TOKEN, Settings
from tests.kit.founding import lay_tables

Client = TestClient[web.Request, web.Application]
TOKEN = "canary-" + "x" * SHORTEST_TOKEN
READER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
async def house(tmp_path: Path, clock: ManualClock, sqlite_template: Path) -> AsyncIterator[House]:
    settings = Settings(
        _env_file=None, data_dir=tmp_path / "data", keys_dir=tmp_path / "keys", metrics_token=SecretStr(TOKEN)
    )
    lay_tables(settings, sqlite_template)
    async with open_house(settings, clock) as house:
        yield house


@pytest.fixture
async def client(house: House) -> AsyncIterator[Client]:
    async with TestClient(TestServer(application(house, routes(house)))) as client:
        yield client


async def _read(client: Client) -> dict[str, float]:
    answer = await client.get("/metrics", headers=READER)
    assert answer.status == 200
    families = text_string_to_metric_families(await answer.text())
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in families
        for sample in family.samples
    }


async def test_a_process_that_runs_and_waits_for_discord_is_well_but_not_ready(client: Client, house: House) -> None:
    assert (await (await client.get("/healthz")).text()) == "ok\n"
    waiting = await client.get("/readyz")
    assert (waiting.status, await waiting.text()) == (503, "waiting for Discord\n")
    there, house.database.engine = house.database.engine, make_engine("postgresql+asyncpg://nobody@127.0.0.1:1/away")
    assert "the database and Discord" in await (await client.get("/readyz")).text()
    house.database.engine = there
    house.peers = Peers(house.database, house.shards.names)  # of which another process has one
    assert await (await client.get("/readyz")).text() == "waiting for its shards and Discord\n"
    house.peers = None


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}])
async def test_without_the_token_there_is_no_page_of_metrics(client: Client, header: dict[str, str]) -> None:
    answer = await client.get("/metrics", headers=header)
    assert answer.status == 404
    assert "staffroom_" not in await answer.text()


async def test_where_no_token_is_set_nothing_opens_the_page(client: Client, house: House) -> None:
    house.settings = house.settings.model_copy(update={"metrics_token": None})
    for header in (READER, {"Authorization": "Bearer "}, {"Authorization": "Bearer None"}):
        assert (await client.get("/metrics", headers=header)).status == 404


def test_a_token_that_could_be_guessed_is_a_wrong_setting() -> None:
    with pytest.raises(ValidationError, match="24 characters or more"):
        Settings(_env_file=None, metrics_token=SecretStr("short"))


async def test_queues_are_counted_by_sink_and_what_leaves_no_trace_is_not(
    client: Client, house: House, clock: ManualClock
) -> None:
    [network] = await house.networks.all()
    async with network.write() as tx:
        await Outbox(tx).mail(Mail("ana@example.org", "Your code", "ABCD"), now=clock.now())
        await Outbox(tx).carry_out("discord.post", {}, destination="channel:1", now=clock.now())
        await Outbox(tx).carry_out("roles", {}, destination="channel:2", now=clock.now())
    counted = await _read(client)
    async with network.write() as tx:
        await Outbox(tx).carry_out_untraced("anonymous.show", {}, destination="post:1", due_at=clock.now())
    assert {name: value for name, value in (await _read(client)).items() if "outbox" in name} == {
        name: value for name, value in counted.items() if "outbox" in name
    }
    assert counted["staffroom_outbox_rows mail waiting"] == 1
    assert counted["staffroom_outbox_rows discord waiting"] == 2
    assert counted["staffroom_outbox_rows discord dead"] == 0
    assert counted["staffroom_exposures"] == 0
    assert counted["staffroom_discord_connected"] == 0


async def test_no_label_names_a_person_a_room_a_network_or_a_command(client: Client, house: House) -> None:
    house.meters.tried("mail.send", "sent")
    house.meters.swept("notices.forget_days", 1.0)
    await client.get("/healthz")
    answer = await client.get("/metrics", headers=READER)
    families = list(text_string_to_metric_families(await answer.text()))
    ours = [sample for family in families for sample in family.samples if sample.name.startswith("staffroom_")]
    assert {label for sample in ours for label in sample.labels} == {"sink", "state", "ending", "sweep", "status", "le"}
    assert "canary" not in await answer.text()


async def test_a_loop_that_is_held_up_shows_and_log_records_are_counted(client: Client, house: House) -> None:
    async with measured(house.meters):
        logging.getLogger("bot.anything").warning("counted")
        await asyncio.sleep(EVERY / 2)
        _hold_up()
        await asyncio.sleep(EVERY)
    counted = await _read(client)
    assert counted["staffroom_log_records_total warning"] == 1
    assert counted["staffroom_event_loop_lag_seconds_sum"] > 0.2


def _hold_up() -> None:
    from time import sleep  # noqa: PLC0415 -- what nobody should do on the loop

    sleep(0.3)
