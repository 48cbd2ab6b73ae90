"""A network's months, lived through the real builder: people speak, take back, are erased, and wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from archive.delivery.model import Jurisdiction, Recipient
from archive.delivery.routing import view_for
from archive.digest.build import build
from archive.digest.model import Draft, Edition, Month, Theme, Voice
from archive.digest.revise import revise
from archive.suppression.places import District
from config.community import Community, Publication, default_community
from tests.archive.suppression.attacker import Attacker, Covered, Look, Narrowed, Told
from tests.archive.suppression.publishers import Protected, districts_of

TOPICS = ("staffing", "data")
K = 3
RULE = Publication(people=K, sites=1)
COMMUNITY: Community = default_community().model_copy(update={"publication": RULE})


@dataclass
class Life:
    """One network. What the attacker gets is only what recipients received and what pages showed."""

    shape: Sequence[int]
    dice: Random
    most: int
    waiting: list[Voice] = field(default_factory=list)
    last_id: int = 0

    def __post_init__(self) -> None:
        self.districts = districts_of(self.shape)
        self.attackers = {
            topic: Attacker(Protected(self.shape, RULE), len(self.shape), K, self.most) for topic in TOPICS
        }

    def month(self, number: int) -> list[Narrowed]:
        """Live one month, and let the attackers look at it."""
        self._speak(number)
        self._change_minds()
        month = Month("Valley", f"2026-{number:02d}", districts=tuple(self.districts))
        draft = build(self.waiting, month, COMMUNITY)
        counted = {voice for ids in draft.voices.values() for voice in ids}
        states, gone = self._take_back(draft)
        self.waiting = [voice for voice in self.waiting if voice.id not in counted | gone]
        return [found for topic in TOPICS for found in self._attack(topic, states)]

    def received(self, edition: Edition) -> list[Theme]:
        """Return everything that all recipients read of an edition, put together: no more than the cells."""
        everywhere = [Recipient(0, "", "", "", Jurisdiction(is_statewide=True))]
        of_district = [Recipient(0, "", "", "", Jurisdiction(districts=(each.name,))) for each in self.districts]
        of_region = [Recipient(0, "", "", "", Jurisdiction(regions=(each.region,))) for each in self.districts]
        read: dict[str, Theme] = {}
        for recipient in [*everywhere, *of_district, *of_region]:
            for theme in view_for(edition, recipient).themes:
                assert read.setdefault(theme.key, theme) == theme, "two recipients read different figures of one cell"
        return list(read.values())

    def _speak(self, number: int) -> None:
        here = defaultdict(int, {(voice.topic, voice.home): 0 for voice in self.waiting})
        for voice in self.waiting:
            here[voice.topic, voice.home] += 1
        for topic in TOPICS:
            for district in self.districts:
                room = self.most - here[topic, district]
                for _ in range(min(room, self.dice.choice((0, 0, 1, 1, 2, 3, 4)))):
                    self.waiting.append(self._voice(topic, district, number))

    def _voice(self, topic: str, district: District, number: int) -> Voice:
        self.last_id += 1
        words = f"Said number {self.last_id} about {topic}"
        person = site = self.last_id
        month = f"2026-{number:02d}"
        return Voice(self.last_id, words, "concern", topic, person, site, month, district.name, district.region)

    def _change_minds(self) -> None:
        """Before anything is built some take back or are erased: nobody can see that."""
        self.waiting = [voice for voice in self.waiting if self.dice.random() > 0.05]

    def _take_back(self, draft: Draft) -> tuple[list[Edition], set[int]]:
        """Let people of one theme take back, one after the other; return the edition after each."""
        was_sent = self.dice.random() < 0.5
        still, gone, states = list(self.waiting), set[int](), [draft.edition]
        behind = list(draft.voices.get(self.dice.choice([*draft.voices, "none"]), ()))
        for voice in self.dice.sample(behind, min(len(behind), self.dice.randint(0, 4))):
            gone.add(voice)
            still = [each for each in still if each.id != voice]
            states.append(revise(draft.edition, draft.voices, still, RULE, was_sent=was_sent))
        self.was_sent = was_sent
        return states, gone

    def _attack(self, topic: str, states: list[Edition]) -> list[Narrowed]:
        told = [self._cells(topic, state) for state in states]
        known = told[0]
        publisher = Protected(self.shape, RULE)
        cells = frozenset((cell, self._told(theme)) for cell, theme in known.items())
        after = publisher.after(dict(cells), was_sent=self.was_sent)
        steps: dict[Covered, list[Told]] = {}
        for before, now in pairwise(told):
            for cell in before:
                seen = None if cell not in now else "there" if self.was_sent else str(now[cell].band)
                steps.setdefault(cell, []).append(seen)
        moved = {cell: tuple(seen) for cell, seen in steps.items() if self._is_of_the_theme(cell, told)}
        return self.attackers[topic].look(Look(cells, tuple(moved.items())), after)

    def _is_of_the_theme(self, cell: Covered, told: list[dict[Covered, Theme]]) -> bool:
        """Say whether it was this cell that people left: the attacker sees whose statements disappear."""
        return any(cell not in now or now[cell] != told[0][cell] for now in told)

    def _cells(self, topic: str, edition: Edition) -> dict[Covered, Theme]:
        return {
            tuple(sorted(self.districts.index(each) for each in theme.place.districts)): theme
            for theme in self.received(edition)
            if theme.topic == topic
        }

    @staticmethod
    def _told(theme: Theme) -> Told:
        return theme.place.is_rest, theme.place.hidden_among, str(theme.band)


def lives(seed: int, shape: Sequence[int], months: int, most: int) -> list[Narrowed]:
    """Live a network's life of some months; return all that was narrowed in it."""
    life = Life(shape, Random(seed), most)  # noqa: S311 -- repeatable on purpose
    return [found for number in range(1, months + 1) for found in life.month(number)]
