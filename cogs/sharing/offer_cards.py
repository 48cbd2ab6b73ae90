"""The author's card: the words, what was masked and what is only suspected, and everything one can do about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from archive.consent.broader import Spot
from archive.consent.model import Contribution
from archive.consent.rules import ASKED, MOST_CHARACTERS, QUESTIONS, Purpose
from archive.consent.shown import held_lines, highlighted, quoted, why_held
from archive.consent.targets import target_of
from bot.cards import Address, Button, Card, Choice, Form, Input, Select
from config.texts import Texts
from config.topics import Topic

MOST_SPOTS = 25  # Discord: a select has at most 25 lines
PURPOSES: tuple[Purpose, ...] = ("digest", "archive")


def new_form(t: Texts, words: str = "") -> Form:
    """Return the form of /share new, with the words that came back if there are any."""
    hint = t("What gets in the way at your site, or what would help?")
    box = Input(
        "text", t("In your own words"), long=True, most=MOST_CHARACTERS, value=words[:MOST_CHARACTERS], hint=hint
    )
    return Form(t("Share with policymakers"), Address("sharing", "offer"), (box,))


def change_form(t: Texts, contribution: Contribution) -> Form:
    """Return the form that changes the words."""
    label = t("The words you would share")
    box = Input("text", label, long=True, most=MOST_CHARACTERS, value=contribution.words[:MOST_CHARACTERS])
    return Form(t("Change the words"), Address("sharing", "changed", str(contribution.id)), (box,))


def offer_card(
    t: Texts,
    contribution: Contribution,
    spots: Sequence[Spot],
    topics: Sequence[Topic],
    *,
    purposes: Collection[Purpose],
    left_out: int,
    safety_line: str,
) -> Card:
    """Return the private card on which an author reads the anonymized words and decides. `left_out` lines quoted."""
    target = target_of(contribution.id, contribution.words, purposes)
    return Card(
        title=t("These words would leave the room"),
        text=highlighted(contribution.words, contribution.held),
        fields=_fields(t, contribution, spots, purposes, left_out),
        footer=t.named(safety_line),
        selects=(
            _topic_select(t, contribution, topics, target),
            _kind_select(t, contribution, target),
            _purpose_select(t, purposes, target),
            *([_spot_select(t, spots, target)] if spots else []),
        ),
        buttons=(
            Button(t("Yes, share these words"), Address("sharing", "agree", target), "success"),
            Button(t("Change the words"), Address("sharing", "change", target)),
            Button(t("Cancel"), Address("sharing", "cancel", target)),
        ),
    )


def _fields(
    t: Texts, contribution: Contribution, spots: Sequence[Spot], purposes: Collection[Purpose], left_out: int
) -> tuple[tuple[str, str], ...]:
    masked = "\n".join(f"{spot.typed} → {spot.shown}" for spot in spots if not spot.is_held)
    fields = [(t("What was masked"), masked or t("Nothing. No name, place or number was found."))]
    if contribution.held:
        fields.append((t("Please look at these: do they point at somebody?"), held_lines(t, contribution.held)))
    if left_out:
        line = t.many(
            "{count} line that quotes somebody else was left out: only your own words are yours to share.",
            "{count} lines that quote somebody else were left out: only your own words are yours to share.",
            left_out,
        )
        fields.append((t("What was left out"), line))
    questions = "\n\n".join(t(QUESTIONS[ASKED[purpose]]) for purpose in PURPOSES if purpose in purposes)
    return (*fields, (t("The question"), questions))


def _topic_select(t: Texts, contribution: Contribution, topics: Sequence[Topic], target: str) -> Select:
    choices = tuple(
        Choice(t.named(topic.label), topic.key, t.named(topic.about), chosen=topic.key == contribution.topic)
        for topic in topics
    )
    return Select(t("What it is about"), Address("sharing", "topic", target), choices)


def _kind_select(t: Texts, contribution: Contribution, target: str) -> Select:
    labels = {"concern": t("Something gets in the way"), "suggestion": t("Something that would help")}
    choices = tuple(Choice(label, kind, chosen=kind == contribution.kind) for kind, label in labels.items())
    return Select(t("Gets in the way, or would help"), Address("sharing", "kind", target), choices)


def _purpose_select(t: Texts, purposes: Collection[Purpose], target: str) -> Select:
    labels = {"digest": t("Policymaker digest"), "archive": t("Members' archive")}
    about = {
        "digest": t("Sent to policymakers every month, in company"),
        "archive": t("Found by members with /archive find"),
    }
    choices = tuple(
        Choice(labels[purpose], purpose, about[purpose], chosen=purpose in purposes) for purpose in PURPOSES
    )
    placeholder = t("What your yes is for")
    return Select(placeholder, Address("sharing", "purposes", target), choices, least=1, most=len(choices))


def _spot_select(t: Texts, spots: Sequence[Spot], target: str) -> Select:
    choices = tuple(
        Choice(spot.shown, str(at), why_held(t, spot.why) if spot.is_held else spot.typed)
        for at, spot in enumerate(spots[:MOST_SPOTS])
    )
    return Select(t("Say something more broadly"), Address("sharing", "broader", target), choices)


def broader_card(
    t: Texts,
    contribution: Contribution,
    spots: Sequence[Spot],
    at: int,
    wordings: Sequence[str],
    purposes: Collection[Purpose],
) -> Card:
    """Return the card on which an author chooses a broader wording for one masked or held place."""
    spot, words = spots[at], contribution.words
    shown = f"{words[: spot.start]}__**{spot.shown}**__{words[spot.end :]}"
    target = target_of(contribution.id, words, purposes)
    address = Address("sharing", "broaden", target_of(contribution.id, words, purposes, str(at)))
    choices = tuple(Choice(wording, wording) for wording in wordings[:MOST_SPOTS])
    return Card(
        title=t("Say it more broadly"),
        text=quoted(shown, len(shown)),
        selects=(Select(t("Say instead"), address, choices),) if choices else (),
        buttons=(Button(t("Keep it as it is"), Address("sharing", "again", target)),),
    )


def mention_card(t: Texts, contribution: Contribution, purposes: Collection[Purpose]) -> Card:
    """Return the one extra question about words that mention somebody else."""
    target = target_of(contribution.id, contribution.words, purposes)
    return Card(
        title=t("This mentions somebody else"),
        text=highlighted(contribution.words, contribution.held)
        + "\n\n"
        + t("Would they recognise themselves, and would that be all right?"),
        buttons=(
            Button(t("Yes, it's all right"), Address("sharing", "agree_surely", target), "success"),
            Button(t("Let me change it"), Address("sharing", "change", target)),
            Button(t("Back"), Address("sharing", "again", target)),
        ),
    )
