"""A large network for benchmarks.digest: who spoke, from where, and what each of them agreed to."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from random import Random
from typing import Any

from archive.consent.rules import ASKED, fingerprint
from bot.database.ids import new_id
from bot.database.network import Network
from bot.database.schema.sharing import consents, contributions
from bot.database.transaction import Tx
from bot.house import House
from bot.people.model import Person, Site
from bot.people.store import PeopleStore

SITES, PEOPLE = 240, 4_000
TOPICS = ("staffing", "data", "family", "funding", "equity", "other")
THEMES = (
    "the late bus leaves before tutoring ends",
    "substitutes do not come and visits stop",
    "interpreters are missing at evening meetings",
    "the same attendance data goes into three systems",
    "snacks for the after-school programme ran out of money",
    "the health room has no nurse on Fridays",
    "partners wait months for a signed agreement",
    "the gym is locked when families could use it",
)
MORE = (
    "in the morning", "again this week", "and families notice", "since the autumn", "for the third year", "after five",
    "so children wait outside", "and nobody answers the phone", "on two days of the week", "before every holiday",
    "near the river", "when it rains", "although we asked", "without a word", "as the district knows", "most days",
)  # fmt: skip
TOGETHER = 5_000


async def settle(house: House, network: Network, masks: int, now: datetime) -> None:
    """Keep sites, people, and so many accepted texts with a genuine yes to each."""
    random = Random(4)  # noqa: S311 -- the same network each time
    sites = [
        Site(new_id(), f"Site {n}", f"District {n // 8}", f"Region {n // 60}", "elementary", None, "America/Chicago")
        for n in range(SITES)
    ]
    people = [
        Person(new_id(), f"Person {n}", f"p{n}@example.org", "teacher", random.choice(sites).id) for n in range(PEOPLE)
    ]
    async with network.write() as tx:
        for site in sites:
            await PeopleStore(tx).add_site(site)
        await PeopleStore(tx).add_people(people, now=now)
    places = {site.id: site for site in sites}
    keys = {person.id: house.keys.person_key(network.id, person.id) for person in people}
    texts = (_text(random, number, random.choice(people), places, now) for number in range(masks))
    while batch := list(islice(texts, TOGETHER)):
        async with network.write() as tx:
            await tx.insert_many(contributions, [_sealed(tx, each) for each in batch])
            await tx.insert_many(consents, [_yes(each, keys[each["person_id"]], now) for each in batch])


def _text(random: Random, number: int, person: Person, places: dict[int, Site], now: datetime) -> dict[str, Any]:
    site = places[person.site_id or 0]
    theme = random.choice(THEMES)
    words = f"At [a school] {theme}, {', '.join(random.sample(MORE, 4))}; told by number {number}."
    return {
        "id": new_id(),
        "person_id": person.id,
        "issue_id": None,
        "words": words,
        "held": "[]",
        "language": "en",
        "kind": "suggestion" if number % 3 == 0 else "concern",
        "topic": TOPICS[THEMES.index(theme) % len(TOPICS)],
        "site_id": site.id,
        "district": site.district,
        "region": site.region,
        "month": f"2026-{1 + number % 10:02d}",
        "state": "accepted",
        "offered_at": now,
        "changed_at": now,
    }


def _sealed(tx: Tx, text: dict[str, Any]) -> dict[str, Any]:
    """Seal the words as an offer does: under their author's data key."""
    columns = (contributions.c.words, contributions.c.held)
    return {**text, **{column.name: tx.seal(column, text["person_id"], text[column.name]) for column in columns}}


def _yes(text: dict[str, Any], key: bytes, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "person_id": text["person_id"],
        "contribution_id": text["id"],
        "issue_id": None,
        "purpose": "digest",
        "language": "en",
        "wording": ASKED["digest"],
        "fingerprint": fingerprint(key, text["words"], language="en", purpose="digest", wording=ASKED["digest"]),
        "given_at": now,
    }
