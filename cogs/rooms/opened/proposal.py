"""What may be asked for when a room is opened, and how it is written. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.errors import Refusal
from bot.people.model import Site, name_key
from bot.people.rules import Audience
from bot.visibility.admission.rooms import RoomKind
from config.community import Community
from config.texts import N_

LONGEST_NAME = 80  # Discord: a channel's name holds 100 characters
LONGEST_PURPOSE = 300
MOST_SITES = 50


@dataclass
class OpenMeansEverybody(Refusal):
    """An open room's readers are its whole audience: some sites cannot be chosen."""

    says: ClassVar[str] = N_(
        "An open room is for everybody of its audience. For some sites or one initiative, choose a room to join or a "
        "small one."
    )


@dataclass
class SitesOrInitiative(Refusal):
    """Sites and an initiative were both named."""

    says: ClassVar[str] = N_("Name the sites or the initiative, not both. Without either, the room is for all sites.")


@dataclass
class UnknownSites(Refusal):
    """The roster has no such sites."""

    names: str
    says: ClassVar[str] = N_("The roster has no site called {names}. Check the spelling, with commas between sites.")


@dataclass
class UnknownInitiative(Refusal):
    """No site is in an initiative of that name."""

    name: str
    says: ClassVar[str] = N_("No site is in an initiative called {name}. Pick one from the list as you type.")


@dataclass
class UnknownTopic(Refusal):
    """The vocabulary has no such topic."""

    says: ClassVar[str] = N_("That topic isn't on the list. Start typing and pick one, or leave it out.")


@dataclass
class NameNeeded(Refusal):
    """A name without a letter or a digit."""

    says: ClassVar[str] = N_("The room needs a name with letters or digits in it. Try again with /room open.")


@dataclass
class PurposeNeeded(Refusal):
    """A purpose that nobody could read."""

    says: ClassVar[str] = N_("Say in a sentence what the room is for, so that others know. Try again with /room open.")


@dataclass
class NameTaken(Refusal):
    """Another room has the name."""

    name: str
    says: ClassVar[str] = N_("There is a room called {name} already. Look in /room list, or choose another name.")


@dataclass(frozen=True)
class Proposal:
    """What somebody wants to open. Neither sites nor an initiative: it is for all sites."""

    kind: RoomKind
    audience: Audience
    topic: str | None = None
    site_ids: tuple[int, ...] = ()
    initiative: str | None = None


@dataclass(frozen=True)
class Asked:
    """What somebody typed, before anything of it is known to exist."""

    kind: RoomKind
    audience: Audience
    topic: str | None = None
    sites: str = ""
    initiative: str = ""

    def read(self, sites: Sequence[Site]) -> Proposal:
        """Return what is meant; raises `UnknownSites` or `UnknownInitiative`."""
        initiative = initiative_named(self.initiative, sites)
        return Proposal(self.kind, self.audience, self.topic, sites_named(self.sites, sites), initiative)


def check_proposal(proposal: Proposal, community: Community) -> None:
    """Raise what is wrong with a proposal, if anything is."""
    if proposal.topic is not None and community.topic(proposal.topic) is None:
        raise UnknownTopic
    if proposal.site_ids and proposal.initiative:
        raise SitesOrInitiative
    if proposal.kind == "open" and (proposal.site_ids or proposal.initiative):
        raise OpenMeansEverybody


def sites_named(written: str, sites: Iterable[Site]) -> tuple[int, ...]:
    """Return the ids of the sites named with commas between; raises `UnknownSites`. Nothing named is no site."""
    known = {name_key(site.name): site.id for site in sites}
    names = [name.strip() for name in written.split(",") if name.strip()][:MOST_SITES]
    unknown = [name for name in names if name_key(name) not in known]
    if unknown:
        raise UnknownSites(", ".join(unknown)[:200])
    return tuple(sorted({known[name_key(name)] for name in names}))


def initiative_named(written: str, sites: Iterable[Site]) -> str | None:
    """Return an initiative as the roster spells it; raises `UnknownInitiative`. Nothing written is none."""
    if not written.strip():
        return None
    known = {name_key(name): name for site in sites for name in site.initiatives}
    if name_key(written) not in known:
        raise UnknownInitiative(written.strip()[:80])
    return known[name_key(written)]


def channel_name(written: str) -> str:
    """Return a name as Discord writes a text channel's: small letters, hyphens; raises `NameNeeded`."""
    plain = unicodedata.normalize("NFKC", written).casefold()
    name = re.sub(r"[\W_]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-")
    if not name:
        raise NameNeeded
    return name


def plain_purpose(written: str) -> str:
    """Return a purpose on one line, without characters nobody sees; raises `PurposeNeeded`."""
    seen = "".join(" " if mark.isspace() else mark for mark in written if mark.isspace() or mark.isprintable())
    purpose = " ".join(seen.split())[:LONGEST_PURPOSE]
    if not any(mark.isalnum() for mark in purpose):
        raise PurposeNeeded
    return purpose
