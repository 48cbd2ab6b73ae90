"""The language that each of the cast has Discord in: the page's, until somebody looks in as them in another."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.people.language import speak_to
from bot.people.store import PeopleStore
from config.texts import SOURCE_LANGUAGE
from demo.stage import Stage
from demo.world import CAST, Cast


@dataclass
class Languages:
    """Who reads what, by the cast's keys."""

    own: dict[str, str] = field(default_factory=dict)  # of those whom somebody looked in as
    now: dict[str, str] = field(default_factory=dict)  # of everybody; English where nothing is said

    async def read(self, stage: Stage, who: Cast, language: str) -> None:
        """Let somebody have Discord in a language from now on, and with them all whom nobody has looked in as.

        The house is told at once, as it is when they next ask for help: what it writes them meanwhile is in it, too.
        """
        self.own[who.key] = language
        here = [cast for cast in CAST if cast.name in stage.accounts]
        wanted = {cast: self.own.get(cast.key, language) for cast in here}
        changed = {cast: to for cast, to in wanted.items() if to != self.now.get(cast.key, SOURCE_LANGUAGE)}
        if not changed:
            return
        await _tell_the_house(stage, changed)
        for cast, to in changed.items():
            self.now[cast.key] = stage.simulation.clients.languages[stage.account(cast).id] = to


async def _tell_the_house(stage: Stage, changed: dict[Cast, str]) -> None:
    network = await stage.network()
    async with network.write() as tx:
        by_name = {person.name: person for person in await PeopleStore(tx).people()}
        for cast, language in changed.items():
            await speak_to(tx, by_name[cast.name].id, language)
