"""A contribution's words as its author and its reviewer read them, with what is only suspected."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from archive.anonymize import judging, pointing
from archive.consent.broader import spots_in
from archive.consent.model import Held
from archive.consent.rules import MOST_CHARACTERS, Purpose
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
