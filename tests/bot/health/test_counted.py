"""What the host reads of the work itself: what was delivered, how long the rest waits, who can read too much."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from bot.clock import ManualClock
from bot.health.queues import read_queues
from bot.house import House
from bot.offline import open_house
from bot.outbox import Outbox
from bot.outbox.mail import Mail
from bot.run.app import open_app
from bot.visibility.keeping.exposures import ExposureStore
from bot.visibility.permissions.model import Reason
from config.settings import SHORTEST_TOKEN, Settings
from tests.kit.founding import lay_tables

TOKEN = "t" * SHORTEST_TOKEN
LETTER = Mail("ana@example.org", "Your code", "ABCD")


def _settings(folder: Path, template: Path) -> Settings:
    settings = Settings(
        _env_file=None,
        data_dir=folder / "data",
        keys_dir=folder / "keys",
        web_port=0,
        mail_spool=folder / "spool",
        mail_from="staffroom@example.org",
        metrics_token=SecretStr(TOKEN),
    )
    lay_tables(settings, template)
    return settings


def _numbers(text: str) -> dict[str, float]:
    families = text_string_to_metric_families(text)
    return {
        " ".join([sample.name, *(value for _, value in sorted(sample.labels.items()))]): sample.value
        for family in families
        for sample in family.samples
    }


async def test_age_is_that_of_the_oldest_row_that_is_due_and_whoever_reads_on_is_counted(
    tmp_path: Path, clock: ManualClock, sqlite_template: Path
) -> None:
    async with open_house(_settings(tmp_path, sqlite_template), clock) as house:
        [network] = await house.networks.all()
        async with network.write() as tx:
            await Outbox(tx).mail(LETTER, now=clock.now())
            await Outbox(tx).mail(LETTER, now=clock.now() + timedelta(minutes=4))
            await Outbox(tx).carry_out("discord.post", {}, destination="a", now=clock.now() + timedelta(hours=1))
            exposures = ExposureStore(tx)
            await exposures.open(7, {1: Reason("owner"), 2: Reason("owner")}, now=clock.now(), card_id=70)
            await exposures.end((await exposures.lasting(7))[:1], accepted=())
        clock.forward(timedelta(minutes=5))
        await read_queues(house)
        counted = _numbers(house.meters.text().decode())
    assert counted["staffroom_outbox_oldest_seconds mail"] == 300
    assert counted["staffroom_outbox_oldest_seconds discord"] == 0
    assert counted["staffroom_exposures"] == 1


async def test_what_a_process_delivers_and_which_sweeps_it_runs_stands_on_its_page(
    tmp_path: Path, sqlite_template: Path
) -> None:
    async with open_app(_settings(tmp_path, sqlite_template), pulse=False) as house:
        [network] = await house.networks.all()
        async with network.write() as tx:
            await Outbox(tx).mail(LETTER, now=house.clock.now())
            await Outbox(tx).carry_out("nobody knows this", {}, destination="a", now=house.clock.now())
        assert house.courier is not None
        await house.courier.drain()
        assert house.pulse is not None
        await house.pulse.beat()
        counted = _numbers(await _page(house))
    assert counted["staffroom_outbox_tries_total sent mail"] == 1
    assert counted["staffroom_outbox_tries_total dead discord"] == 1
    assert counted["staffroom_leads"] == 1
    assert counted["staffroom_sweeps_total done outbox.forget_spooled"] == 1
    assert abs(counted["staffroom_sweep_success_timestamp_seconds outbox.forget_spooled"] - time.time()) < 600
    assert counted["staffroom_web_answers_total 4xx"] == 1


async def _page(house: House) -> str:
    assert house.web is not None
    async with ClientSession(f"http://127.0.0.1:{house.web.port}") as client:
        await client.get("/nowhere")
        async with client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}) as answer:
            return await answer.text()
