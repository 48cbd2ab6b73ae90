"""Why a mail did not arrive and what can be done, in plain words, from the codes that mail servers answer.

Reply codes are those of RFC 5321 (section 4.2), enhanced status codes those of RFC 3463.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.outbox.smtp import SENDER_REFUSED
from config.texts import N_, Texts

Reason = Literal["address", "full", "blocked", "size", "silent", "later", "sender", "other"]

# the second and third part of an enhanced code, or the second alone
DETAILS: Mapping[str, Reason] = {"2.1": "address", "2.2": "full", "2.3": "size", "3.4": "size"}
SUBJECTS: Mapping[str, Reason] = {"1": "address", "4": "silent", "7": "blocked"}
REPLIES: Mapping[str, Reason] = {
    "421": "later", "450": "later", "451": "later", "452": "full",
    "550": "address", "551": "address", "552": "full", "553": "address", "554": "blocked",
}  # fmt: skip

SAYS: Mapping[Reason, str] = {
    "address": N_("Their mail server doesn't know this address, or no longer takes mail for it."),
    "full": N_("Their mailbox is full."),
    "blocked": N_("Their mail server takes no mail from us."),
    "size": N_("The mail is larger than their mail server allows."),
    "silent": N_("Their mail server could not be reached."),
    "later": N_("Their mail server asks us to come back later."),
    "sender": N_("Our own mail server doesn't take the address that we send from."),
    "other": N_("Their mail server turned it down without a reason that we understand."),
}
HELPS: Mapping[Reason, str] = {
    "address": N_("Ask them for the address that works and give it to the host."),
    "full": N_("Call them, or try again in a few days."),
    "blocked": N_("Ask them to let our address through. The host can check that our mail is signed (SPF and DKIM)."),
    "size": N_("Ask them to let larger mails through."),
    "silent": N_("Check the address for a slip with them, then try again."),
    "later": N_("You don't have to do anything: that is common, and we try for four days."),
    "sender": N_("Tell the host: STAFFROOM_MAIL_FROM and the mail server don't fit together. The mails wait."),
    "other": N_("Try again; if it stays, ask them for another address."),
}


def reason_of(failure: str) -> Reason:
    """Return the reason behind a failure, which ends with a status code such as ``5.1.1`` or ``550``."""
    if failure.startswith(SENDER_REFUSED):
        return "sender"
    status = failure.rpartition(" ")[2]
    kind, _, detail = status.partition(".")
    if not detail:
        return REPLIES.get(status, "other")
    found = DETAILS.get(detail) or SUBJECTS.get(detail.partition(".")[0])
    return found or ("later" if kind == "4" else "other")


def say(failure: str, t: Texts) -> str:
    """Return what happened, in a sentence."""
    return t(SAYS[reason_of(failure)])


def explain(failure: str, t: Texts) -> str:
    """Return what happened and what to do next."""
    return f"{say(failure, t)} {t(HELPS[reason_of(failure)])}"
