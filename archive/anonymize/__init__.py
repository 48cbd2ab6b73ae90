"""Anonymizing: a text in, the same text without what points at people out. A library of its own."""

from __future__ import annotations

from archive.anonymize.anonymizer import Anonymizer
from archive.anonymize.model import Held, Masked, Span
from archive.anonymize.roster import Roster

__all__ = ["Anonymizer", "Held", "Masked", "Roster", "Span"]
