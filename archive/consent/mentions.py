"""Whether words mention somebody: one more question is asked before such a yes."""

from __future__ import annotations

from collections.abc import Sequence

from archive.anonymize.judging import MAY_BE_A_PLACE
from archive.anonymize.masks import MASKS, ROLES
from archive.consent.model import Held

PEOPLE = (ROLES["student"], ROLES["colleague"], MASKS["PERSON"])


def mentions_somebody(words: str, held: Sequence[Held]) -> bool:
    """Say whether a person was masked in these words, or something is held that may point at one."""
    return any(mask in words for mask in PEOPLE) or any(why != MAY_BE_A_PLACE for _, why in held)
