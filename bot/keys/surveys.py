"""Keys of surveys: one for each while it is open, never backed up, destroyed when it closes.

While it lives, whoever holds it can open the envelopes of that survey and say whose each is. Once it is gone nobody
can, not from a copy of the database either.
"""

from __future__ import annotations

import hmac
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag

from bot.keys.conversations import derive
from bot.keys.sealing import seal, unseal
from bot.keys.unkept import UnkeptKeys

ENVELOPE_BYTES = 512  # every envelope is as long as every other: its length tells nothing of what is in it


class SurveyKeys:
    """One network's survey keys, by the survey's id."""

    def __init__(self, keyring: Path, network_id: int) -> None:
        self._keys = UnkeptKeys(keyring, "surveys", network_id)
        self._network_id = network_id

    def make(self, survey_id: int, now: datetime) -> None:
        """Make a survey's key. The file's age is kept to the hour."""
        self._keys.make(str(survey_id), now)

    def is_there(self, survey_id: int) -> bool:
        """Say whether a survey's key was not destroyed, nor lost with a restore."""
        return self._keys.read(str(survey_id)) is not None

    def tag(self, survey_id: int, person_id: int) -> str | None:
        """Return what stands for a person in a survey, in hexadecimal; None once its key is gone."""
        key = self._keys.read(str(survey_id))
        if key is None:
            return None
        said = f"person {self._network_id}/{person_id}".encode()
        return hmac.digest(derive(key, "survey tag"), said, "sha256").hex()

    def seal(self, survey_id: int, tag: str, text: str) -> bytes | None:
        """Return a text in an envelope that opens for its survey and tag only; None once the key is gone.

        Raises `ValueError` for a text too long for an envelope.
        """
        key, data = self._keys.read(str(survey_id)), text.encode()
        if len(data) > ENVELOPE_BYTES:
            raise ValueError("too long for an envelope")
        if key is None:
            return None
        return seal(derive(key, "survey envelope"), data.ljust(ENVELOPE_BYTES), about=self._about(survey_id, tag))

    def unseal(self, survey_id: int, tag: str, sealed: bytes) -> str | None:
        """Return what an envelope holds; None where the key is gone, or it was for another survey or tag."""
        key = self._keys.read(str(survey_id))
        if key is None:
            return None
        try:
            data = unseal(derive(key, "survey envelope"), sealed, about=self._about(survey_id, tag))
        except (InvalidTag, ValueError):  # ValueError: too short to be an envelope
            return None
        return data.decode().rstrip()

    def destroy(self, survey_id: int) -> None:
        """Destroy a survey's key; one that is gone is fine."""
        self._keys.destroy(str(survey_id))

    def there(self) -> dict[int, datetime]:
        """Return the ids of the surveys whose keys are there, each with the hour its key was made in."""
        return {int(name): hour for name, hour in self._keys.ages().items() if name.isascii() and name.isdigit()}

    def _about(self, survey_id: int, tag: str) -> bytes:
        return f"{self._network_id}/{survey_id}/{tag}".encode()
