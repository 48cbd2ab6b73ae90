"""What a person sees in the simulated Discord, as plain data for the page."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime

HUES = 12  # as many avatar colours as the style sheet has


@dataclass(frozen=True)
class Face:
    """How somebody is drawn: a name, its initials and a colour that stays the same."""

    name: str
    is_bot: bool = False

    @property
    def initials(self) -> str:
        """The first letters of the first and last word."""
        words = self.name.split() or ["?"]
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()

    @property
    def hue(self) -> int:
        """The number of the avatar's colour."""
        return zlib.crc32(self.name.encode()) % HUES


@dataclass(frozen=True)
class ChoiceSeen:
    """One line of a list."""

    label: str
    value: str
    about: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class Control:
    """A button, a link or a list under a message."""

    label: str
    look: str  # primary, secondary, success, danger, link, select
    address: str = ""
    url: str = ""
    is_off: bool = False
    choices: tuple[ChoiceSeen, ...] = ()
    least: int = 1
    most: int = 1


@dataclass(frozen=True)
class Box:
    """A box of a form."""

    key: str
    label: str
    value: str = ""
    hint: str = ""
    is_long: bool = False
    is_needed: bool = False
    most: int = 4000


@dataclass(frozen=True)
class FormSeen:
    """A form that is open before somebody."""

    number: int
    title: str
    boxes: tuple[Box, ...]
    opener_id: int | None = None  # the message to go back to


@dataclass(frozen=True)
class CardSeen:
    """A card inside a message."""

    title: str
    text: str
    fields: tuple[tuple[str, str], ...]
    footer: str


@dataclass(frozen=True)
class FileSeen:
    """Something attached to a message."""

    id: int
    name: str
    about: str = ""  # what is to be seen in it, said in words
    is_picture: bool = False


@dataclass(frozen=True)
class MessageSeen:
    """A message as its reader sees it."""

    id: int
    face: Face
    at: datetime
    text: str
    cards: tuple[CardSeen, ...] = ()
    controls: tuple[Control, ...] = ()
    is_private: bool = False
    files: tuple[FileSeen, ...] = ()


@dataclass(frozen=True)
class ChannelSeen:
    """A channel that a person may see, or is kept out of."""

    id: int
    name: str
    kind: str  # text, forum, voice, thread, direct
    group: str
    is_open: bool
    messages: int = 0
    under: int | None = None  # the channel that a thread belongs to


@dataclass(frozen=True)
class PersonSeen:
    """One of the people to look in as."""

    key: str
    face: Face
    role: str
    why: str
    is_on_discord: bool = True
