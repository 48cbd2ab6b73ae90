"""Contributions as cards and forms."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from archive.anonymize import judging, pointing
from archive.consent.broader import spots_in
from archive.consent.model import Contribution, Held
from archive.consent.rules import MOST_CHARACTERS, Purpose
from bot.calendar.rules import discord_time
from bot.cards import Card
from config.texts import N_, Texts

EXCERPT = 300

# Why something is held, as a member reads it.
WHYS: Mapping[str, str] = {
    judging.MAY_BE_A_NAME: N_("may be somebody's name"),
    judging.MAY_BE_A_PLACE: N_("may be the name of a place"),
    judging.UNKNOWN: N_("isn't a word we know, so it may be a name"),
    pointing.ONLY: N_("says that there is only one"),
    pointing.FEW: N_("says that there are very few"),
    pointing.ROLE: N_("is a role that one person may have"),
    pointing.RELATIVE: N_("is somebody's relative"),
    pointing.KNOWN: N_("may be easy to recognise"),
    pointing.OUTSTANDING: N_("stands out"),
}
UNSAID = N_("may point at somebody")  # held before reasons were kept


def quoted(words: str, most: int = MOST_CHARACTERS) -> str:
    """Return words as a quotation."""
    shown = words if len(words) <= most else words[: most - 1].rstrip() + "…"
    return "\n".join(f"> {line}" for line in shown.splitlines())


def purpose_words(t: Texts, purposes: Collection[Purpose]) -> str:
    """Return in a few words what a yes is for."""
    names: Mapping[Purpose, str] = {"digest": t("the policymaker digest"), "archive": t("the members' archive")}
    return " + ".join(name for purpose, name in names.items() if purpose in purposes)


def why_held(t: Texts, why: str) -> str:
    """Return in a few words why something is held."""
    return t(WHYS.get(why, UNSAID))


def held_lines(t: Texts, held: Sequence[Held]) -> str:
    """Return what is only suspected and why, one line each."""
    return "\n".join(f"• {words}: {why_held(t, why)}" for words, why in held)


def highlighted(words: str, held: Sequence[Held]) -> str:
    """Return the words as a quotation in which what is held stands out."""
    for spot in reversed(spots_in(words, (), held)):
        words = f"{words[: spot.start]}__**{spot.shown}**__{words[spot.end :]}"
    return quoted(words, len(words))


def agreed_card(t: Texts, contribution: Contribution, *, reviewed_by: datetime) -> Card:
    """Return what an author reads after the yes."""
    if contribution.state == "agreed":
        text = t(
            "Your yes is kept. Everyone who could review these words is you or above you, so they wait until somebody "
            "else can; nothing leaves before that. /share mine takes them back."
        )
    else:
        text = t(
            "Your words are with a steward, without your name. You'll hear by {day}; until the digest is sent, "
            "/share mine takes them back.",
            day=discord_time(reviewed_by, "D"),
        )
    return Card(title=t("Thank you"), text=f"{quoted(contribution.words)}\n\n{text}")


def taken_back(t: Texts, contribution: Contribution) -> Card:
    """Return what an author reads after taking words back."""
    if contribution.state == "recalled":
        text = t("It's taken back: the words are erased here, and the next digest says that one was recalled.")
    else:
        text = t("It's taken back. The words and your yes are erased here; nothing of them was sent.")
    return Card(text=text)


def moved_notice(t: Texts) -> Card:
    """Return what an author hears when words that waited for a reviewer have one."""
    return Card(text=t("Somebody who isn't above you can review your words now. /share mine shows where they are."))
