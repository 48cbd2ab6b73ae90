"""What the database needs of whoever keeps the keys; `bot.keys.Vault` is it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Protocol


class Surveys(Protocol):
    """Tags and seals answers to one network's surveys, each under its survey's key while that lives."""

    def make(self, survey_id: int, now: datetime) -> None:
        """Make a survey's key."""
        ...

    def is_there(self, survey_id: int) -> bool:
        """Say whether a survey's key was not destroyed, nor lost with a restore."""
        ...

    def tag(self, survey_id: int, person_id: int) -> str | None:
        """Return what stands for a person in a survey; None once its key is gone."""
        ...

    def seal(self, survey_id: int, tag: str, text: str) -> bytes | None:
        """Return a text in an envelope that opens for its survey and tag only; None once the key is gone."""
        ...

    def unseal(self, survey_id: int, tag: str, sealed: bytes) -> str | None:
        """Return what an envelope holds; None where the key is gone, or it was for another survey or tag."""
        ...


class Vault(Protocol):
    """Seals texts, each for one network and one place (``table.column``), and opens them again."""

    def seal(self, network_id: int, person_id: int, place: str, text: str) -> bytes:
        """Return a text sealed under a person's data key, which is made on first use."""
        ...

    def unseal(self, network_id: int, person_id: int, place: str, sealed: bytes) -> str | None:
        """Return what was sealed for this network, person and place; None where the key is gone, or for any other."""
        ...

    def seal_alone(self, network_id: int, row_id: int, place: str, text: str) -> bytes:
        """Return a text sealed under a key of its row's own, which is made on first use: it is nobody's."""
        ...

    def unseal_alone(self, network_id: int, row_id: int, place: str, sealed: bytes) -> str | None:
        """Return what `seal_alone` sealed; None where the row's key is gone, or for any other."""
        ...

    def forget_alone(self, network_id: int, row_id: int) -> None:
        """Destroy a row's key, and with it what was sealed with it, in every copy."""
        ...

    def tags(self, network_id: int, month: str, people: Collection[int]) -> Mapping[int, str]:
        """Return what stands for each of these people among a month's nameless voices; none once its key is gone."""
        ...

    def surveys(self, network_id: int) -> Surveys:
        """Return what tags and seals the answers to a network's surveys."""
        ...

    def bind(self, network_id: int, person_id: int, place: str, sealed: bytes) -> bytes | None:
        """Return anew, for its place, what was sealed under a person's key for none (before schema 0004)."""
        ...

    def seal_until_sent(self, network_id: int, day: date, place: str, text: str) -> bytes:
        """Return a text sealed under the key of a day, which is in front of it; the key is destroyed within weeks."""
        ...

    def unseal_unsent(self, network_id: int, place: str, sealed: bytes) -> str | None:
        """Return what `seal_until_sent` sealed; None where the day's key is gone, or for another network or place."""
        ...

    def blind(self, network_id: int, words: Collection[str]) -> list[str]:
        """Return for each word what stands for it in an index: the same for the same word and network, and no word."""
        ...

    def mark(self, network_id: int, person_id: int, place: str, about: int) -> bytes | None:
        """Return the mark of a person on a row, which only their data key makes; None where that key is gone."""
        ...

    def whose(
        self, network_id: int, people: Collection[int], place: str, marks: Mapping[int, bytes]
    ) -> Mapping[int, int]:
        """Return who of these people made which marks, by row; what nobody of them made is left out."""
        ...
