"""Who raises the concerns: as many invented practitioners as the file has authors, spread over the sites."""

from __future__ import annotations

import itertools
import random
import unicodedata
from collections.abc import Sequence

from demo.world import PEOPLE, SITES, rows

SEED = 20260302
POSITIONS = ("teacher", "school staff", "partner staff", "coordinator")
DOMAIN = "members.example"
LANGUAGE = "English"


def invent(authors: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return a roster row for each author: another name, site and position each time, the same on every run."""
    dice = random.Random(SEED)  # noqa: S311 -- the same spread on every run, not a secret
    taken = {row["name"] for row in rows(PEOPLE)}
    firsts, lasts = zip(*(name.split(" ", 1) for name in sorted(taken)), strict=True)
    names = [f"{first} {last}" for first, last in itertools.product(firsts, lasts)]
    free = sorted(set(names) - taken)
    dice.shuffle(free)
    sites = [row["name"] for row in rows(SITES)]
    return {
        author: {
            "name": name,
            "email": f"{_plain(name)}@{DOMAIN}",
            "position": dice.choice(POSITIONS),
            "site": dice.choice(sites),
            "supervisor_emails": "",
            "started_on": f"20{dice.randint(12, 25)}-09-01",
            "languages": LANGUAGE,
            "topics": "",
        }
        for author, name in zip(authors, free, strict=False)
    }


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()
    return letters.casefold().replace(" ", ".")
