"""Which colleagues a recipient may ask to help: those whose mail belongs to the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from archive.delivery.model import Recipient
from bot.errors import Refusal
from bot.people.roster_cells import ADDRESS
from config.texts import N_

MOST_A_DAY = 5
DAY = timedelta(days=1)
# anybody can have an address there, so it says nothing about an office
PUBLIC = frozenset({
    "aol.com", "gmail.com", "gmx.com", "gmx.net", "googlemail.com", "hotmail.com", "hotmail.es",
    "icloud.com", "live.com", "mail.com", "me.com", "msn.com", "outlook.com", "outlook.es", "proton.me",
    "protonmail.com", "yahoo.com", "yahoo.es", "ymail.com",
})  # fmt: skip


@dataclass
class NotAnAddress(Refusal):
    """What was typed is no mail address."""

    says: ClassVar[str] = N_("That isn't a mail address yet. Write it as name@office.gov; nothing was sent.")


@dataclass
class OfAnotherOffice(Refusal):
    """The address is outside the office's domains."""

    domains: str
    says: ClassVar[str] = N_(
        "This link speaks for your office, so it can only go to an address there ({domains}). Nothing was sent. Reply "
        "to our mail if your office uses another address, or if somebody elsewhere should receive the digest."
    )


@dataclass
class OfficeUnknown(Refusal):
    """The recipient's own address is one that anybody can have."""

    says: ClassVar[str] = N_(
        "Your own address is with a provider that anybody can use, so we can't tell who else is of your office. Reply "
        "to our mail and name your colleague; nothing was sent."
    )


@dataclass
class Yourself(Refusal):
    """The address is the recipient's own."""

    says: ClassVar[str] = N_("That is your own address. Name the colleague who should help you respond.")


@dataclass
class EnoughForToday(Refusal):
    """More colleagues were asked in a day than an office needs."""

    most: int
    says: ClassVar[str] = N_(
        "You've asked {most} colleagues today, so this one waits until tomorrow. Nothing was sent."
    )


@dataclass
class GuestsMayNot(Refusal):
    """Somebody who was asked to help wants what only the recipient may."""

    says: ClassVar[str] = N_(
        "You were asked to respond to this digest, and that works. Only the person who asked you can do this; ask them."
    )


def is_domain(text: str) -> bool:
    """Say whether a text can be an office's mail domain: one that exists in form, and that not everybody has."""
    return ADDRESS.fullmatch(f"a@{text}") is not None and text not in PUBLIC


def office_domains(recipient: Recipient) -> tuple[str, ...]:
    """Return the mail domains of a recipient's office: their own, unless anybody can have it, and those configured."""
    own = recipient.mail.rpartition("@")[2]
    return tuple(dict.fromkeys(domain for domain in (own, *recipient.domains) if is_domain(domain)))


def checked_colleague(recipient: Recipient, typed: str) -> str:
    """Return the address that may be written to, folded.

    Raises `NotAnAddress`, `Yourself`, `OfficeUnknown`, `OfAnotherOffice`. Only the very domains count: what lies below
    one may be somebody else's.
    """
    address = typed.strip().casefold()
    if ADDRESS.fullmatch(address) is None:
        raise NotAnAddress
    if address == recipient.mail:
        raise Yourself
    domains = office_domains(recipient)
    if not domains:
        raise OfficeUnknown
    if address.rpartition("@")[2] not in domains:
        raise OfAnotherOffice(", ".join(domains))
    return address
