"""How a draft's choices travel through a form, and what a click may not do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from archive.issues.rules import Draft, UnknownChoice
from bot.errors import Refusal
from config.texts import N_

KIND_NAMES = {
    "concern": N_("Something gets in the way"),
    "suggestion": N_("Something that would help"),
}
CHOICE_NAMES = {  # what policymakers may learn of it
    "no": N_("Policymakers learn nothing of it"),
    "count": N_("Count me, without my words"),
    "words": N_("Show me the words now"),
    "later": N_("Ask me later"),
}
NAME_CHOICES = {
    "own": N_("Mine, and colleagues don't see my name"),
    "anonymous": N_("Without my name: not even the database knows"),
}
STATUS_NAMES = {
    "heard": N_("heard"),
    "grouped": N_("grouped with others like it"),
    "planned": N_("a webinar is planned on it"),
    "held": N_("a webinar on it took place"),
    "digest": N_("counted in the digest"),
    "responded": N_("a policymaker responded"),
    "resolved": N_("resolved"),
    "parked": N_("parked"),
}
STATUS_FILTERS = {"open": N_("everything open"), "closed": N_("everything resolved or parked"), **STATUS_NAMES}
NO_TOPIC = "-"  # no topic's key begins with it, and an option of a select can't be empty


@dataclass
class NotYourMessage(Refusal):
    """Somebody else wrote the message."""

    says: ClassVar[str] = N_(
        "Only the person who wrote a message can raise it. If it is true for your site too, raise it in your own words."
    )


@dataclass
class AnsweredBefore(Refusal):
    """The author has said already what policymakers may learn."""

    says: ClassVar[str] = N_("You have answered that for this issue already. /issue mine shows what you said.")


@dataclass
class NoSuchIssue(Refusal):
    """What was typed is no issue of the list."""

    says: ClassVar[str] = N_("No issue goes by that. Type a word of it, and pick it from the list that appears.")


@dataclass
class NotSupported(Refusal):
    """There is no voice to take back."""

    says: ClassVar[str] = N_("Your voice isn't on this one, so there is nothing to take back. /issue support adds it.")


@dataclass
class SpokeOften(Refusal):
    """Somebody speaks a lot without a name."""

    most: int
    says: ClassVar[str] = N_("You spoke {most} times without your name within an hour. Try again in an hour.")


@dataclass
class NothingHeld(Refusal):
    """No issue and no voice has this receipt."""

    says: ClassVar[str] = N_(
        "There is nothing with this receipt: check it letter by letter (20 letters and digits in four groups). If it "
        "is right, what it was for is gone."
    )


@dataclass(frozen=True)
class Look:
    """What somebody looks through: filters and a page, the first one 0. Whose site it is, is asked anew each time."""

    kind: str = ""
    topic: str = ""
    status: str = ""
    is_my_site: bool = False
    is_mine: bool = False
    page: int = 0

    @property
    def is_narrowed(self) -> bool:
        """Whether it leaves anything out of what there is (of all, or of one's own)."""
        return bool(self.kind or self.topic or self.status or self.is_my_site)


def pack_look(look: Look) -> str:
    """Return a look as the target of an address."""
    scope = ("s" if look.is_my_site else "") + ("m" if look.is_mine else "")
    return ".".join((look.kind, look.topic, look.status, scope, str(look.page)))


def unpack_look(target: str) -> Look:
    """Return the look that `pack_look` wrote; raises `UnknownChoice` for anything else."""
    parts = target.split(".")
    if len(parts) != 5 or not (parts[4].isascii() and parts[4].isdigit() and len(parts[4]) < 7):
        raise UnknownChoice(target[:40])
    kind, topic, status, scope, page = parts
    return Look(kind, topic, status, "s" in scope, "m" in scope, int(page))


def check_look(look: Look, topics: Collection[str]) -> Look:
    """Return a look whose filters exist; raises `UnknownChoice`."""
    for value, known in ((look.kind, KIND_NAMES), (look.status, STATUS_FILTERS), (look.topic, topics)):
        if value and value not in known:
            raise UnknownChoice(value[:40])
    return look


def pack(draft: Draft) -> str:
    """Return a draft's choices as the target of a form's address; the words are still to be typed."""
    return ".".join((draft.kind, draft.topic or "", draft.for_policymakers, "anonymous" if draft.is_anonymous else ""))


def unpack(target: str, text: str) -> Draft:
    """Return the draft whose choices `pack` wrote, with its words; what they claim is checked when it is raised."""
    parts = target.split(".")
    if len(parts) != 4 or parts[3] not in {"", "anonymous"}:  # what is misread never gets a name
        raise UnknownChoice(target[:40])
    kind, topic, for_policymakers, name = parts
    is_anonymous = name == "anonymous"
    return Draft(text, kind=kind, topic=topic or None, for_policymakers=for_policymakers, is_anonymous=is_anonymous)
