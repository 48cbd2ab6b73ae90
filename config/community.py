"""The community's definition: positions, topics, thresholds and cadences of one network; defaults: `community.toml`."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from config.calendar import Calendar
from config.part import Part
from config.situations import Situation
from config.topics import Topic

Weight = Annotated[float, Field(ge=-150, le=150)]  # so that sums over a pool stay exact (bot.matching.features)
DEFAULT = Path(__file__).with_name("community.toml")
MOST_REMEMBERED = 1_000  # definitions read lately: one for each network, and its earlier ones


class Safety(Part):
    """The network's line on child safety and mandated reporting, shown on every card in a room."""

    line: Annotated[str, Field(min_length=10, max_length=300)]


class Positions(Part):
    """Which positions exist, and what each may be."""

    practitioners: frozenset[str]
    principals: frozenset[str]
    supervisory: frozenset[str]
    others: frozenset[str] = frozenset()

    @property
    def known(self) -> frozenset[str]:
        """Every position a roster may name."""
        return self.practitioners | self.principals | self.supervisory | self.others


class Seniority(Part):
    """Where new ends and seasoned begins, in years."""

    newcomer_under_years: float = 1
    seasoned_over_years: float = 3
    new_site_under_years: float = 2
    experienced_site_over_years: float = 4


class Publication(Part):
    """What must be true before words leave: k people and m sites, and how long things wait."""

    people: Annotated[int, Field(ge=2)] = 5
    sites: Annotated[int, Field(ge=1)] = 3
    months_held_over: Annotated[int, Field(ge=1)] = 12
    preview_hours: Annotated[int, Field(ge=0)] = 48
    review_days: Annotated[int, Field(ge=1)] = 5
    approvals: Annotated[int, Field(ge=1, le=2)] = 1  # different stewards who must say yes to a digest
    reminder_days: Annotated[int, Field(ge=1)] = 3  # how often stewards are reminded of a digest that waits for them


class Mentoring(Part):
    """How mentors and mentees are matched."""

    capacity_default: Annotated[int, Field(ge=1)] = 2
    capacity_most: Annotated[int, Field(ge=1)] = 5
    days_to_answer: Annotated[int, Field(ge=1)] = 3
    weeks_between_rounds: Annotated[int, Field(ge=0, le=52)] = 1  # 0: only when a steward runs /mentor round
    round_weekday: Literal["mon", "tue", "wed", "thu", "fri"] = "tue"
    days_too_long: Annotated[int, Field(ge=1)] = 30  # whoever has waited longer is counted as waiting too long
    weight_topics: Weight = 4.0
    weight_seniority: Weight = 2.0
    weight_languages: Weight = 1.0
    weight_other_site: Weight = 1.0
    weight_rhythm: Weight = 1.0
    weight_hours: Weight = 1.5
    weight_level: Weight = 1.0
    weight_district: Weight = 1.0
    weight_size: Weight = 0.5
    weight_load: Annotated[float, Field(ge=0, le=150)] = 0.5


class Codes(Part):
    """How long a one-time code lives and how often it may be guessed."""

    days_valid: Annotated[int, Field(ge=1)] = 14
    tries_per_account: Annotated[int, Field(ge=1)] = 5
    tries_per_hour: Annotated[int, Field(ge=1)] = 60


class Rooms(Part):
    """What is opened first, and what happens while somebody unexpected can read."""

    read_over: ClassVar[frozenset[str]] = frozenset({"reminder_of_promise"})
    first_room: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,90}$")] = "practitioners-lounge"
    starter: bool = True  # a question in every room, once a week
    whisper_least: Annotated[int, Field(ge=8)] = 8  # members who read a room before anybody posts there without a name
    lock_while_exposed: bool = False  # nobody posts in a room until whoever should not read it is gone or accepted


class Survey(Part):
    """The survey of what members need, twice a year at most."""

    not_asked: frozenset[str] = frozenset({"policymaker liaison"})  # positions of members whom it is not for
    least_days: Annotated[int, Field(ge=7)] = 7  # how long it is open at least, so that nobody closes it on one answer
    most_days: Annotated[int, Field(le=60)] = 42  # and at most: so long does its key live


class Style(Part):
    """A way of leading, as questions in the principals' forum may name it."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,19}$")]
    label: Annotated[str, Field(min_length=1, max_length=40)]


STYLES = tuple(
    Style(key=key, label=key.replace("_", "-").capitalize())
    for key in ("distributed", "instructional", "transformational", "servant", "situational", "community_centred")
)


class Forum(Part):
    """The principals' forum."""

    reach_hours: Annotated[int, Field(ge=1)] = 24  # without an answer, until somebody who fits is asked privately
    quiet_days: Annotated[int, Field(ge=1)] = 7  # without a word, until the asker is asked whether it is solved
    styles: Annotated[tuple[Style, ...], Field(max_length=24)] = STYLES  # a list on Discord has 25 lines, one is "none"
    prompt_weeks: Annotated[int, Field(ge=0, le=12)] = 2  # between two situations to talk about; 0: none
    situations: tuple[Situation, ...] = ()  # the network's own, instead of config.situations


class Community(Part):
    """Everything a network may decide for itself."""

    safety: Safety
    positions: Positions
    seniority: Seniority = Seniority()
    publication: Publication = Publication()
    mentoring: Mentoring = Mentoring()
    codes: Codes = Codes()
    rooms: Rooms = Rooms()
    forum: Forum = Forum()
    survey: Survey = Survey()
    calendar: Calendar = Calendar()
    topics: Annotated[tuple[Topic, ...], Field(min_length=1, max_length=18)]  # a forum has 20 tags; two are states

    @model_validator(mode="after")
    def _names_each_topic_once(self) -> Community:
        forum = self.forum
        named: Mapping[str, Sequence[Part]] = {
            "topics": self.topics,
            "styles": forum.styles,
            "situations": forum.situations,
        }
        for what, vocabulary in named.items():
            for name in ("key", "title" if what == "situations" else "label"):
                seen = [getattr(one, name).casefold() for one in vocabulary]
                doubled = sorted({value for value in seen if seen.count(value) > 1})
                if doubled:
                    raise ValueError(f"{what} share a {name}: {', '.join(doubled)}")
        return self

    def topic(self, key: str) -> Topic | None:
        """Return the topic with this key, if the vocabulary has it."""
        return next((topic for topic in self.topics if topic.key == key), None)

    @property
    def catch_all(self) -> Topic:
        """The topic of what names none: the last of the vocabulary, *Something else* as delivered."""
        return self.topics[-1]


def read_community(path: Path) -> Community:
    """Read a definition from a TOML file; raises `ValueError` (pydantic's or TOML's) that names what is wrong."""
    with path.open("rb") as file:
        return Community.model_validate(tomllib.load(file))


@cache
def default_community() -> Community:
    """Return the definition a new network starts with."""
    return read_community(DEFAULT)


def community_from_json(data: dict[str, Any]) -> Community:
    """Return the definition a network has kept in its row."""
    return Community.model_validate(data)


@lru_cache(maxsize=MOST_REMEMBERED)
def community_from_text(kept: str) -> Community:
    """Return the definition from the text of a network's row. The same text gives the same object."""
    return community_from_json(json.loads(kept))
