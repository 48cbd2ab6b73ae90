"""Errors that say what happened to the person who can act on it.

A rule raises a `Refusal` subclass that carries facts as fields and its words in ``says``. One translator
(`bot.ui.door` in Discord, `bot.run.cli` on the command line) turns it into a short reply.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar

from config.texts import N_, Texts


@dataclass
class Refusal(Exception):
    """Something a person asked for cannot be done, for a reason they can act on."""

    says: ClassVar[str] = N_("That can't be done here. /help shows what can.")
    vocabulary: ClassVar[frozenset[str]] = frozenset()  # fields that are words of the catalogue or of the vocabulary
    ends_with: ClassVar[int] = 1  # what a command of the host ends with

    def facts(self) -> dict[str, object]:
        """Return the fields by name, as the text's facts."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def text(self, t: Texts) -> str:
        """Return the words for this refusal in the reader's language."""
        said = {name: t.named(str(fact)) if name in self.vocabulary else fact for name, fact in self.facts().items()}
        return t(self.says, **said)

    def __str__(self) -> str:
        return self.says.format(**self.facts())


@dataclass
class NotAllowed(Refusal):
    """The person may not do this."""

    says: ClassVar[str] = N_("That is for stewards. /help says who they are, so that you can ask one.")


@dataclass
class ForStewards(NotAllowed):
    """The person may not do this; `who` may."""

    who: str
    says: ClassVar[str] = N_("That is for stewards. If something needs one, write to {who}.")


@dataclass
class Gone(Refusal):
    """What a button or a link points at is no longer there."""

    says: ClassVar[str] = N_(
        "That is over, or no longer here, so nothing was changed. /help shows what you can do now."
    )


@dataclass
class NotOnTheList(Gone):
    """What was typed into a command's option, instead of picked from what it offers, is not there (any more)."""

    says: ClassVar[str] = N_(
        "That isn't on the list. Type a word of it and pick it from what appears; where nothing appears there is none "
        "yet, and /help shows what else you can do here."
    )


@dataclass
class Unavailable(Refusal):
    """A part of the house that this deployment has not switched on."""

    what: str
    vocabulary: ClassVar[frozenset[str]] = frozenset({"what"})
    says: ClassVar[str] = N_("{what} isn't switched on here. /setup and staffroom doctor show what is missing.")
