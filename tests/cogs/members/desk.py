"""The host's terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import typer
from typer.testing import CliRunner, Result

from bot.database.network import Network
from bot.house import House
from bot.offline import open_network
from bot.people.model import Person
from bot.people.store import PeopleStore
from cogs.members.commands import register
from config.settings import Settings

T = TypeVar("T")
SITES = "name,district,region,level,opened_on,time_zone,initiatives\nOak,North,Bay,high,2019-08-01,America/Chicago,\n"
PEOPLE = """name,email,position,site,supervisor_emails,started_on,languages,topics
Ana Ruiz,ana@x.org,coordinator,Oak,boss@agency.org,2025-09-01,English,funding
Bo Li,bo@x.org,teacher,Oak,,,English,
"""


class Desk:
    """The host's terminal, with a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {"STAFFROOM_DATA_DIR": str(folder / "data"), "STAFFROOM_KEYS_DIR": str(folder / "keys")}
        self.cli = typer.Typer()
        register(self.cli)

    def run(self, *arguments: str | Path) -> Result:
        return CliRunner().invoke(self.cli, [str(argument) for argument in arguments], env=self.env)

    def files(self, people: str = PEOPLE, sites: str = SITES) -> tuple[str, Path, str, Path]:
        for name, text in (("sites.csv", sites), ("people.csv", people)):
            (self.folder / name).write_text(text, encoding="utf-8")
        return "--sites", self.folder / "sites.csv", "--people", self.folder / "people.csv"

    def bring_in(self, people: str = PEOPLE, *options: str) -> Result:
        return self.run("roster", "import", *self.files(people), "--yes", *options)

    def look(self, ask: Callable[[House, Network], Coroutine[Any, Any, T]]) -> T:
        async def work() -> T:
            settings = Settings(_env_file=None, data_dir=self.folder / "data", keys_dir=self.folder / "keys")
            async with open_network(settings) as (house, network):
                return await ask(house, network)

        return asyncio.run(work())

    def people(self) -> dict[str, Person]:
        async def ask(_: House, network: Network) -> dict[str, Person]:
            async with network.read() as tx:
                return {person.email or "": person for person in await PeopleStore(tx).people()}

        return self.look(ask)
