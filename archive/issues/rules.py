"""What may be raised, and who may read whose words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from archive.issues.model import Issue, RankedTheme
from bot.errors import Refusal
from bot.text.rules import readable
from config.texts import N_

MOST_CHARACTERS = 4000  # Discord: a text input holds 4,000
Kind = Literal["concern", "suggestion"]
KINDS: frozenset[str] = frozenset({"concern", "suggestion"})
FOR_POLICYMAKERS: frozenset[str] = frozenset({"no", "count", "words", "later"})

_PING = re.compile(r"@(?:everyone|here)\b", re.IGNORECASE)
_KEPT_CONTROLS = frozenset("\n\t")
_JOINERS = frozenset("\u200c\u200d")  # they hold emoji and some scripts together
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")  # drawn as nothing though Unicode calls them letters


@dataclass
class EmptyIssue(Refusal):
    """Nothing readable was written."""

    says: ClassVar[str] = N_(
        "No words arrived, so nothing was raised. Write in a sentence or two what gets in the way."
    )


@dataclass
class IssueTooLong(Refusal):
    """More was written than one issue holds."""

    length: int
    most: int = MOST_CHARACTERS
    says: ClassVar[str] = N_(
        "That is {length} characters and an issue holds {most}. Keep the heart of it, or raise it as two issues."
    )


@dataclass
class NoWords(Refusal):
    """Only links, emoji, mentions or signs were written."""

    says: ClassVar[str] = N_(
        "A link or an emoji alone doesn't tell colleagues what is going on. Add a sentence about it and raise it again."
    )


@dataclass
class RaisedBefore(Refusal):
    """The person raised the same words already."""

    says: ClassVar[str] = N_(
        "You raised these very words already, so they weren't raised twice. /issue mine shows them."
    )


@dataclass
class UnknownTopic(Refusal):
    """The topic is not in the network's vocabulary."""

    topic: str
    says: ClassVar[str] = N_("“{topic}” isn't one of this community's topics. Pick one from the list, or leave it out.")


@dataclass
class UnknownChoice(Refusal):
    """An option holds a value that the list does not offer."""

    choice: str
    says: ClassVar[str] = N_("“{choice}” isn't one of the choices. Start again and pick from the list.")


@dataclass
class StaysInside(Refusal):
    """Something without a name was to reach policymakers."""

    says: ClassVar[str] = N_(
        "What you raise without your name stays in this community: a yes to policymakers has to be somebody's. "
        "Raise it as yours if they should learn of it."
    )


@dataclass
class OwnIssue(Refusal):
    """The person raised the issue."""

    says: ClassVar[str] = N_("You raised this one, so your site is counted already. /issue mine shows where it is.")


@dataclass
class SupportedBefore(Refusal):
    """The person's voice is there already."""

    says: ClassVar[str] = N_(
        "Your site is counted for this one already; thank you for saying so. /issue show tells what became of it."
    )


@dataclass(frozen=True)
class Draft:
    """An issue as a person wrote it, before anything was checked."""

    text: str
    kind: str = "concern"
    topic: str | None = None
    for_policymakers: str = "no"
    is_anonymous: bool = False


def tidy(text: str) -> str:
    """Return the words as a reader sees them: composed characters, no invisible ones, no blank edges.

    Pasted text often carries zero-width and control characters; its author cannot see them, so they are taken out
    rather than complained about.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(character for character in composed if _is_visible(character)).strip()


def _is_visible(character: str) -> bool:
    if character in _KEPT_CONTROLS or character in _JOINERS:
        return True
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"} and character not in _BLANK_LETTERS


def check_draft(draft: Draft, topics: Collection[str]) -> Draft:
    """Return the draft with its text tidied; raises the refusal that tells its author what is missing."""
    text = tidy(draft.text)
    if not text.strip("".join(_JOINERS) + " \n\t"):
        raise EmptyIssue
    if len(text) > MOST_CHARACTERS:
        raise IssueTooLong(len(text))
    if not readable(_PING.sub(" ", text)):
        raise NoWords
    check_choices(draft, topics)
    return replace(draft, text=text)


def check_choices(draft: Draft, topics: Collection[str]) -> None:
    """Check everything but the words, so that nobody writes them in vain.

    Raises UnknownTopic, UnknownChoice or StaysInside.
    """
    if draft.topic is not None and draft.topic not in topics:
        raise UnknownTopic(draft.topic[:40])
    for value, known in ((draft.kind, KINDS), (draft.for_policymakers, FOR_POLICYMAKERS)):
        if value not in known:
            raise UnknownChoice(value[:40])
    if draft.is_anonymous and draft.for_policymakers != "no":
        raise StaysInside


@dataclass(frozen=True)
class Reader:
    """A member who wants to read what others raised.

    Whoever is above anybody is shown nothing without a name: it might be by somebody they supervise.
    """

    id: int
    hidden: Collection[int] = ()  # the authors whose words are kept from them
    is_above_nobody: bool = True

    def may_read(self, author_id: int | None) -> bool:
        """Say whether the member may be shown an author's words; None is an author without a name."""
        if author_id is None:
            return self.is_above_nobody
        return self.id == author_id or author_id not in self.hidden


def shown_issues(issues: Sequence[Issue], reader: Reader) -> list[Issue]:
    """Return the issues whose words a member may be shown."""
    return [issue for issue in issues if reader.may_read(issue.person_id)]


def shown_themes(
    ranked: Sequence[RankedTheme], authors: Mapping[int, Collection[int | None]], reader: Reader
) -> list[RankedTheme]:
    """Return the themes whose titles a member may be shown: those with at least one issue they may read."""
    return [theme for theme in ranked if any(map(reader.may_read, authors.get(theme.id, ())))]
