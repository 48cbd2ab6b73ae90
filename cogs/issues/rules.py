"""How a draft's choices travel through a form, and what a click may not do."""

from __future__ import annotations

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
    "no": N_("No, it stays in this community"),
    "count": N_("Count me, without my words"),
    "words": N_("Show me the words first"),
}
NO_TOPIC = "-"  # no topic's key begins with it, and an option of a select can't be empty


@dataclass
class NotYourMessage(Refusal):
    """Somebody else wrote the message."""

    says: ClassVar[str] = N_(
        "Only the person who wrote a message can raise it. If it is true for your site too, raise it in your own words."
    )


@dataclass
class OwnIssue(Refusal):
    """The person raised the issue."""

    says: ClassVar[str] = N_("You raised this one, so your site is counted already.")


@dataclass
class SupportedBefore(Refusal):
    """The person's voice is there already."""

    says: ClassVar[str] = N_("Your site is counted for this one already. Thank you for saying so.")


def pack(draft: Draft) -> str:
    """Return a draft's choices as the target of a form's address; the words are still to be typed."""
    return ".".join((draft.kind, draft.topic or "", draft.for_policymakers))


def unpack(target: str, text: str) -> Draft:
    """Return the draft whose choices `pack` wrote, with its words; what they claim is checked when it is raised."""
    parts = target.split(".")
    if len(parts) != 3:
        raise UnknownChoice(target[:40])
    kind, topic, for_policymakers = parts
    return Draft(text, kind=kind, topic=topic or None, for_policymakers=for_policymakers)
