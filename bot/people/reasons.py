"""Why a row of a file cannot be used: a sentence in English, which knows how to be said in other languages."""

from __future__ import annotations

from typing import Self

from config.texts import Texts


class Reason(str):
    """A marked text with its facts; as a plain string it reads in English, as the host's command line does."""

    __slots__ = ("_facts", "_says")

    _says: str
    _facts: dict[str, object]

    def __new__(cls, says: str, **facts: object) -> Self:
        """Return the reason that a marked text is with these facts."""
        reason = super().__new__(cls, says.format(**facts))
        reason._says, reason._facts = says, facts
        return reason

    def said(self, t: Texts) -> str:
        """Return the reason in the reader's language."""
        return t(self._says, **self._facts)
