"""A digest's edition: what one month's mail, text and PDF are made from. Everything in it may be published."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from archive.digest.told import NOTHING_EARLIER, Earlier
from archive.needs.model import Need
from archive.suppression.places import EVERYWHERE, District, Place
from archive.suppression.rules import Band

Kind = Literal["concern", "suggestion"]
KINDS: tuple[Kind, ...] = ("concern", "suggestion")


@dataclass(frozen=True)
class Voice:
    """One consented, reviewed contribution as the builder sees it. Who said it decides company, and stays behind."""

    id: int  # the contribution's
    words: str  # masked, and exactly as agreed to
    kind: Kind
    topic: str
    person_id: int | None
    site_id: int | None
    month: str  # YYYY-MM of the yes
    district: str = ""
    region: str = ""
    language: str = ""
    yes: str = ""  # the fingerprint of its author's yes to exactly these words
    is_silent: bool = False  # its author said yes to being counted, not to the words: `id` is the issue's

    @property
    def home(self) -> District:
        """The district it is counted in."""
        return District(self.region, self.district)


@dataclass(frozen=True)
class Statement:
    """Words that are published. The contribution they are is known only inside.

    A kept edition holds the yes instead of the words: they are read where their author has them under their own key.
    """

    contribution_id: int
    words: str = ""
    language: str = ""
    yes: str = ""  # the fingerprint of the yes to exactly these words


@dataclass(frozen=True)
class Theme:
    """Concerns, or suggestions, that belong together, from one place: one cell of the month's partition."""

    key: str  # unique in its edition
    kind: Kind
    topic: str
    title: str
    fallback: str  # the title once one of the statements is taken back, whose words the title may hold
    band: Band
    statements: tuple[Statement, ...]
    place: Place = EVERYWHERE
    before: Band | None = None  # in the edition before, where that told the same from the same place


@dataclass(frozen=True)
class Answered:
    """What a policymaker said about a theme of an earlier edition: "you said, they did"."""

    month: str
    title: str
    office: str
    kind: str  # archive.responses.rules.KINDS
    details: str = ""
    by_when: date | None = None
    topic: str = ""
    place: Place = EVERYWHERE


@dataclass(frozen=True)
class Recall:
    """A statement taken back after it was sent: named by where it stood, never by what it said."""

    month: str
    title: str
    topic: str = ""
    place: Place = EVERYWHERE


@dataclass(frozen=True)
class Edition:
    """One month of one network, as it leaves."""

    network: str
    month: str  # YYYY-MM
    people: int  # k, as told under "how this was made"
    sites: int  # m
    themes: tuple[Theme, ...] = ()
    answered: tuple[Answered, ...] = ()
    recalls: tuple[Recall, ...] = ()
    notice: str = ""  # shown above everything, for example that consent is simulated
    language: str = "en"
    is_part: bool = False  # what one recipient reads of it
    month_before: str = ""  # of the edition sent before, against which this one says what is new
    needs: tuple[Need, ...] = ()  # of a survey that closed in this month, from those who agreed
    earlier: Earlier = NOTHING_EARLIER  # what the editions sent before it had told, as they stood when it was built

    def of_kind(self, kind: Kind) -> tuple[Theme, ...]:
        """Return the themes of one kind, in their order."""
        return tuple(theme for theme in self.themes if theme.kind == kind)

    def theme(self, key: str) -> Theme | None:
        """Return the theme with this key, if the edition has it."""
        return next((theme for theme in self.themes if theme.key == key), None)

    def to_json(self) -> dict[str, Any]:
        """Return the edition as plain data for a row, without a word of any statement."""
        data = asdict(self)
        for theme in data["themes"]:
            theme["statements"] = [_without_words(statement) for statement in theme["statements"]]
        for answer in data["answered"]:
            answer["by_when"] = answer["by_when"] and answer["by_when"].isoformat()
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Edition:
        """Return the edition that `to_json` wrote; `archive.digest.revise` puts the words in."""
        themes = tuple(_theme(theme) for theme in data["themes"])
        answered = tuple(_answered(answer) for answer in data["answered"])
        recalls = tuple(Recall(**{**recall, **_place(recall)}) for recall in data["recalls"])
        needs = tuple(Need.from_json(need) for need in data.get("needs", ()))  # editions of before there were any
        earlier = Earlier.from_json(data["earlier"]) if "earlier" in data else NOTHING_EARLIER  # the same
        parts = {"themes": themes, "answered": answered, "recalls": recalls, "needs": needs, "earlier": earlier}
        return cls(**{**data, **parts})


@dataclass(frozen=True)
class Month:
    """What is told about a month beside its themes."""

    network: str
    month: str  # YYYY-MM
    language: str = "en"
    answered: tuple[Answered, ...] = ()
    recalls: tuple[Recall, ...] = ()
    notice: str = ""
    districts: tuple[District, ...] = ()  # every one on the roster, whether anybody spoke there or not
    before: Edition | None = None  # the edition sent before, as it was sent
    needs: tuple[Need, ...] = ()
    earlier: Earlier = NOTHING_EARLIER


@dataclass(frozen=True)
class Draft:
    """A built edition, with what stays inside: whom each theme counts, and who waits."""

    edition: Edition
    voices: dict[str, tuple[int, ...]]  # theme key -> contribution ids
    held: tuple[int, ...]  # contribution ids
    counted: dict[str, tuple[int, ...]] = field(default_factory=dict)  # theme key -> issue ids, without their words


def _without_words(statement: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in statement.items() if key != "words"}


def _place(data: dict[str, Any]) -> dict[str, Place]:
    return {"place": Place.from_json(data["place"])} if "place" in data else {}  # editions of before there were any


def _theme(data: dict[str, Any]) -> Theme:
    statements = tuple(Statement(**statement) for statement in data["statements"])
    before = Band(**data["before"]) if data.get("before") else None
    return Theme(**{**data, "band": Band(**data["band"]), "statements": statements, "before": before, **_place(data)})


def _answered(data: dict[str, Any]) -> Answered:
    by_when = data["by_when"] and date.fromisoformat(data["by_when"])
    return Answered(**{**data, "by_when": by_when, **_place(data)})
