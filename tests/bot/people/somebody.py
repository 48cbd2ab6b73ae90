"""Invented people and a site."""

from __future__ import annotations

from datetime import date

from bot.database.ids import new_id
from bot.database.transaction import Tx
from bot.people.model import Person, Site
from bot.people.store import PeopleStore
from tests.kit.databases import START


def somebody(name: str, position: str = "teacher", site: Site | None = None) -> Person:
    return Person(new_id(), name, f"{name}@x.org", position, site_id=site.id if site else None)


def oak() -> Site:
    return Site(
        new_id(), "Oak Elementary", "North", "Bay", "elementary", date(2019, 8, 1), "America/Chicago", ("Full Day",)
    )


async def add(tx: Tx, *people: Person) -> None:
    await PeopleStore(tx).add_people(people, now=START)
