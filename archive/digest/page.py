"""An edition put into words: the one source of every sentence in the mail, the text, the PDF and the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive.digest.model import Answered, Edition, Kind, Recall, Theme
from archive.digest.months import month_name
from archive.responses.words import say_response
from config.texts import Texts


@dataclass(frozen=True)
class Quote:
    """A statement as it is shown. `language` is empty where it is not known."""

    words: str
    language: str = ""


@dataclass(frozen=True)
class Passage:
    """One theme, or one answer: what it is called, a line about it, and the words."""

    title: str
    line: str = ""
    quotes: tuple[Quote, ...] = ()
    key: str = ""  # of the theme, where it is one


@dataclass(frozen=True)
class Part:
    """A heading with what stands under it."""

    name: str  # for the style: concerns, suggestions, answered, recalls, made
    heading: str
    lead: str = ""
    passages: tuple[Passage, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """A whole edition in words, in reading order."""

    language: str
    subject: str
    kicker: str
    title: str
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    closing: str
    notice: str = ""

    def sentences(self) -> Iterator[str]:
        """Return everything a reader reads, in order; every rendering carries all of it."""
        yield self.kicker
        yield self.title
        if self.notice:
            yield self.notice
        yield from self.opening
        for part in self.parts:
            yield from _of_part(part)
        yield self.closing


def _of_part(part: Part) -> Iterator[str]:
    yield part.heading
    if part.lead:
        yield part.lead
    for passage in part.passages:
        yield passage.title
        if passage.line:
            yield passage.line
        for quote in passage.quotes:
            yield quote.words
    yield from part.points


def page(edition: Edition, t: Texts) -> Page:
    """Put an edition into words."""
    month = month_name(edition.month, t.language)
    parts = (
        *(_themes(kind, edition, t) for kind in ("concern", "suggestion") if edition.of_kind(kind)),
        *([_answered(edition.answered, t)] if edition.answered else []),
        *([_recalls(edition.recalls, t)] if edition.recalls else []),
        _made(edition, t),
    )
    return Page(
        language=t.language,
        subject=t("{network}: what community schools raised in {month}", network=edition.network, month=month),
        kicker=t("{network} · {month}", network=edition.network, month=month),
        title=t("What our community schools raised") if edition.themes else t("A quiet month, on purpose"),
        opening=_opening(edition, t),
        parts=parts,
        closing=t("Staffroom carries this for {network}.", network=edition.network),
        notice=edition.notice,
    )


def _opening(edition: Edition, t: Texts) -> tuple[str, ...]:
    if not edition.themes:
        return (
            t("Too few people raised the same thing to share it without pointing at anyone."),
            t("Their words are kept, with their permission, until enough colleagues say the same."),
            t("You don't need to do anything this month."),
        )
    return (
        t("The people who run community schools wrote these words, and agreed to send them to you."),
        t("Act on what you can, or say why not. Your response goes back to the people who raised it."),
    )


def _themes(kind: Kind, edition: Edition, t: Texts) -> Part:
    heading, lead = {
        "concern": (t("What gets in the way"), t("Concerns, in the words of people who work in the schools.")),
        "suggestion": (t("What would help"), t("Suggestions, in the words of people who work in the schools.")),
    }[kind]
    passages = tuple(_passage(theme, edition, t) for theme in edition.of_kind(kind))
    return Part(f"{kind}s", heading, lead, passages)


def _passage(theme: Theme, edition: Edition, t: Texts) -> Passage:
    line = t("{band} people at {sites} or more sites", band=theme.band, sites=edition.sites)
    quotes = tuple(Quote(statement.words, statement.language) for statement in theme.statements)
    return Passage(theme.title, line, quotes, theme.key)


def _answered(answered: tuple[Answered, ...], t: Texts) -> Part:
    passages = tuple(
        Passage(
            t("{title} ({month})", title=answer.title, month=month_name(answer.month, t.language)),
            say_response(answer.kind, answer.office, answer.details, answer.by_when, t),
        )
        for answer in answered
    )
    return Part("answered", t("You said, they did"), t("Responses to earlier digests."), passages)


def _recalls(recalls: tuple[Recall, ...], t: Texts) -> Part:
    points = tuple(
        t("{month}, “{title}”: one statement.", month=month_name(recall.month, t.language), title=recall.title)
        for recall in recalls
    )
    lead = t("An author took these back after they were sent. Please delete them and don't quote them.")
    return Part("recalls", t("Taken back"), lead, points=points)


def _made(edition: Edition, t: Texts) -> Part:
    points = (
        t("Names and other details that point at a person or a school were taken out. Each author read the exact words "
          "that were left and said yes to sending them."),
        t("A steward of the network read every statement before it was included."),
        t("A theme appears only when at least {people} people at {sites} sites raise it. Numbers are ranges, so "
          "that nobody can be picked out.", people=edition.people, sites=edition.sites),
        t("A fixed rule picks the statements: those closest to what others in the theme said. Nobody rewrote them."),
        t("This is not a survey. It shows what people chose to raise, not how many think so. A theme that is "
          "missing may be waiting for more voices."),
    )  # fmt: skip
    return Part("made", t("How this was made, and its limits"), points=points)
