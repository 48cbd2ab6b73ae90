"""The vault: what a member wrote is stored only as it comes out of here.

A text is sealed (AES-256-GCM) under the data key of whoever wrote it, so that destroying that key erases it wherever a
copy lies: in dead rows, in logs of the database, in old backups. Words on their way out are sealed under the key of a
day, which lives for weeks at most. Network, owner and place (``table.column``) are authenticated with each: a sealed
text that is moved elsewhere does not open there.

A row whose author must not be read from the database carries their *mark*: an HMAC of the row under their data key.
With the keyring it is found again, by trying; without it, it names nobody, and two marks of one person look unrelated.

Nonces are random, 96 bits; one key may then seal 2^32 texts (NIST SP 800-38D, section 8.3).
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping
from datetime import date

from cryptography.exceptions import InvalidTag

from bot.keys.keyring import Keyring
from bot.keys.sealing import seal, unseal
from bot.keys.surveys import SurveyKeys

DAY_BYTES = len("2026-03-02")
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")  # every search engine takes letters for one word
MOST_REMEMBERED = 200_000  # marks; some 30 MB


class Vault:
    """Seals with the keys of one keyring. Opening never makes a key."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring
        self._found: dict[tuple[int, str, int], int] = {}  # who made a mark: tried first, never trusted

    def seal(self, network_id: int, person_id: int, place: str, text: str) -> bytes:
        """Return a text sealed under a person's data key, which is made on first use."""
        key = self._keyring.sealing_key(network_id, person_id)
        return seal(key, text.encode(), about=_about(network_id, person_id, place))

    def unseal(self, network_id: int, person_id: int, place: str, sealed: bytes) -> str | None:
        """Return what was sealed for this network, person and place; None where the key is gone, or for any other."""
        about = _about(network_id, person_id, place)
        keys = self._keyring.find_sealing_keys(network_id, person_id)
        return next((text for key in keys if (text := _opened(key, sealed, about)) is not None), None)

    def seal_alone(self, network_id: int, row_id: int, place: str, text: str) -> bytes:
        """Return a text sealed under a key of its row's own, which is made on first use: it is nobody's."""
        key = self._keyring.row_key(network_id, row_id)
        return seal(key, text.encode(), about=_about(network_id, f"row {row_id}", place))

    def unseal_alone(self, network_id: int, row_id: int, place: str, sealed: bytes) -> str | None:
        """Return what `seal_alone` sealed; None where the row's key is gone, or for any other."""
        about, keys = _about(network_id, f"row {row_id}", place), self._keyring.find_row_keys(network_id, row_id)
        return next((text for key in keys if (text := _opened(key, sealed, about)) is not None), None)

    def forget_alone(self, network_id: int, row_id: int) -> None:
        """Destroy a row's key, and with it what was sealed with it, in every copy."""
        self._keyring.destroy_row_key(network_id, row_id)

    def tags(self, network_id: int, month: str, people: Collection[int]) -> Mapping[int, str]:
        """Return what stands for each of these people among a month's nameless voices; none once its key is gone."""
        return self._keyring.counts(network_id).tags(month, people)

    def surveys(self, network_id: int) -> SurveyKeys:
        """Return the keys of a network's surveys."""
        return self._keyring.surveys(network_id)

    def bind(self, network_id: int, person_id: int, place: str, sealed: bytes) -> bytes | None:
        """Return anew, for its place, what was sealed under a person's key for none (before schema 0004)."""
        text = _opened(self._keyring.find_person_key(network_id, person_id), sealed, b"")
        return self.seal(network_id, person_id, place, text) if text is not None else None

    def seal_until_sent(self, network_id: int, day: date, place: str, text: str) -> bytes:
        """Return a text sealed under the key of a day, which is in front of it; the key is destroyed within weeks."""
        key, written = self._keyring.day_key(network_id, day), day.isoformat()
        return written.encode() + seal(key, text.encode(), about=_about(network_id, written, place))

    def unseal_unsent(self, network_id: int, place: str, sealed: bytes) -> str | None:
        """Return what `seal_until_sent` sealed; None where the day's key is gone, or for another network or place."""
        day = day_of(sealed)
        if day is None:
            return None
        key = self._keyring.find_day_key(network_id, day)
        return _opened(key, sealed[DAY_BYTES:], _about(network_id, day.isoformat(), place))

    def blind(self, network_id: int, words: Collection[str]) -> list[str]:
        """Return for each word what stands for it in a network's index: 12 letters that only its key makes.

        48 bits: among a million different words some two pairs in a thousand such networks would share theirs.
        """
        key = self._keyring.search_key(network_id)
        return [hmac.digest(key, word.encode(), "sha256")[:6].hex().translate(_LETTERS) for word in words]

    def mark(self, network_id: int, person_id: int, place: str, about: int) -> bytes | None:
        """Return the mark of a person on a row, which only their data key makes; None where that key is gone."""
        key = self._keyring.find_person_key(network_id, person_id)
        return hmac.digest(_marking(key), _said(network_id, place, about), "sha256") if key is not None else None

    def whose(
        self, network_id: int, people: Collection[int], place: str, marks: Mapping[int, bytes]
    ) -> Mapping[int, int]:
        """Return who of these people made which marks, by row; what nobody of them made is left out.

        Costs one HMAC for a mark that was found before, otherwise up to one for each of the people.
        """
        owners: dict[int, int] = {}
        for about, mark in marks.items():
            person_id = self._found.get((network_id, place, about))
            if (
                person_id is not None
                and person_id in people
                and self._is_mark(network_id, person_id, place, about, mark)
            ):
                owners[about] = person_id
        left = {about: (mark, _said(network_id, place, about)) for about, mark in marks.items() if about not in owners}
        for person_id in people if left else ():
            key = self._keyring.find_person_key(network_id, person_id)
            if key is None:
                continue
            marking = _marking(key)
            for about, (mark, said) in list(left.items()):
                if hmac.compare_digest(hmac.digest(marking, said, "sha256"), mark):
                    owners[about] = person_id
                    del left[about]
        self._remember(network_id, place, owners)
        return owners

    def _is_mark(self, network_id: int, person_id: int, place: str, about: int, mark: bytes) -> bool:
        own = self.mark(network_id, person_id, place, about)
        return own is not None and hmac.compare_digest(own, mark)

    def _remember(self, network_id: int, place: str, owners: Mapping[int, int]) -> None:
        if len(self._found) >= MOST_REMEMBERED:
            self._found.clear()
        self._found.update({(network_id, place, about): person_id for about, person_id in owners.items()})


def _marking(key: bytes) -> bytes:
    """Return a person's key for marks; the data key itself only seals."""
    return hmac.digest(key, b"staffroom mark", "sha256")


def _said(network_id: int, place: str, about: int) -> bytes:
    return f"{network_id}/{place}/{about}".encode()


def day_of(sealed: bytes) -> date | None:
    """Return the day whose key words on their way out are sealed under."""
    try:
        return date.fromisoformat(sealed[:DAY_BYTES].decode("ascii"))
    except ValueError:
        return None


def _about(network_id: int, owner: int | str, place: str) -> bytes:
    """Return what is authenticated with a text; neither ids nor days hold a slash, so no two of them read the same."""
    return f"{network_id}/{owner}/{place}".encode()


def _opened(key: bytes | None, sealed: bytes, about: bytes) -> str | None:
    if key is None:
        return None
    try:
        return unseal(key, sealed, about=about).decode()
    except (InvalidTag, ValueError):  # ValueError: too short, or a key that is just being destroyed
        return None
