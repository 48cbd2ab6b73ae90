"""An edition put into words: the one source of every sentence in the mail, the text, the PDF and the page."""

from __future__ import annotations

from archive.digest.model import Answered, Edition, Kind, Recall, Theme
from archive.digest.months import month_name
from archive.digest.needed import needed
from archive.digest.over_months import over_months
from archive.digest.places import place_name
from archive.digest.trend import Trend, trend_of
from archive.digest.words import STEPS, Page, Part, Passage, Quote, Row
from archive.responses.words import say_response
from archive.suppression.rules import EDGES, Band
from config.texts import N_, Texts

TRENDS: dict[Trend, str] = {
    "new": N_("new since {month}"),
    "again": N_("heard again since {month}"),
    "more": N_("heard again, by more people than in {month}"),
    "fewer": N_("heard again, by fewer people than in {month}"),
}


def page(edition: Edition, t: Texts) -> Page:
    """Put an edition into words."""
    month = month_name(edition.month, t.language)
    parts = (
        *([_glance(edition, t)] if edition.themes else []),
        *(_themes(kind, edition, t) for kind in ("concern", "suggestion") if edition.of_kind(kind)),
        *over_months(edition, t),
        *([needed(edition, t)] if edition.needs else []),
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
            t("What is shared waits, with its authors' permission, until enough colleagues say the same."),
            t("You don't need to do anything this month."),
        )
    return (
        t("The people who run community schools wrote these words, and agreed to send them to you."),
        *([t("You read what was raised in your area, and what can only be told for a wider one.")] * edition.is_part),
        t("Act on what you can, or say why not. Your response goes back to the people who raised it."),
    )


def _glance(edition: Edition, t: Texts) -> Part:
    """Return every theme with its range, as a table that is the chart."""
    rows = tuple(
        Row(
            theme.title,
            " · ".join(part for part in (_kind_word(theme.kind, t), place_name(theme.place, t)) if part),
            t("{band} people", band=theme.band),
            *(steps := steps_of(theme.band)),
            t("step {filled} of {steps}", filled=steps[0], steps=STEPS),
            theme.key,
        )
        for theme in edition.themes
    )
    lead = t("How many people raised each theme. Ranges, not counts: nobody can be picked out.")
    return Part("glance", t("At a glance"), lead, columns=(t("Theme"), t("People")), rows=rows)


def _kind_word(kind: Kind, t: Texts) -> str:
    return t("Gets in the way") if kind == "concern" else t("Would help")


def steps_of(band: Band) -> tuple[int, int]:
    """Return how many steps of a bar a range fills at least, and at most."""
    most = STEPS if band.most is None else sum(edge <= band.most for edge in EDGES)
    return max(1, sum(edge <= band.least for edge in EDGES)), max(1, most)


def _themes(kind: Kind, edition: Edition, t: Texts) -> Part:
    passages = tuple(_passage(theme, edition, t) for theme in edition.of_kind(kind))
    lead = t("In the words of people who work in the schools.")
    if kind == "concern":
        return Part("concerns", t("What gets in the way"), lead, passages)
    return Part("suggestions", t("What would help"), lead, passages)


def _passage(theme: Theme, edition: Edition, t: Texts) -> Passage:
    trend = trend_of(edition, theme)
    said = (
        place_name(theme.place, t),
        t("{band} people at {sites} or more sites", band=theme.band, sites=edition.sites),
        t(TRENDS[trend], month=month_name(edition.month_before, t.language)) if trend else "",
    )
    quotes = tuple(Quote(statement.words, statement.language) for statement in theme.statements)
    return Passage(theme.title, " · ".join(part for part in said if part), quotes, theme.key)


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
        t("A theme appears only when at least {people} people at {sites} raise it. Numbers are ranges, so "
          "that nobody can be picked out.", people=edition.people,
          sites=t.many("{count} site", "{count} sites", edition.sites)),
        t("A fixed rule picks the statements: those closest to what others in the theme said. Nobody rewrote them."),
        _limit(edition, t),
    )  # fmt: skip
    return Part("made", t("How this was made, and its limits"), points=points)


def _limit(edition: Edition, t: Texts) -> str:
    if edition.needs:
        return t("The themes are not a survey. They show what people chose to raise, not how many think so. A theme "
                 "that is missing may be waiting for more voices.")  # fmt: skip
    return t("This is not a survey. It shows what people chose to raise, not how many think so. A theme that is "
             "missing may be waiting for more voices.")  # fmt: skip
