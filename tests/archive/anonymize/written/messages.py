"""Messages written by hand for this test, before its author had seen any list of the anonymizer.

`practice.txt` may be looked at, of `unseen.txt` only the figures. One message a line; a span is written
`{P Marisol Vega}`; a heading says how the names under it are typed. `people.csv` and `sites.csv` are its roster.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from archive.anonymize import Roster

HERE = Path(__file__).parent
Part = Literal["practice", "unseen"]
PARTS: tuple[Part, ...] = ("practice", "unseen")
TYPES = {
    "P": "PERSON",
    "S": "SITE",
    "A": "ADDRESS",
    "D": "DATE",
    "I": "ID",
    "T": "PHONE",
    "E": "EMAIL",
    "H": "HANDLE",
    "U": "URL",
    "Q": "QUASI",
}
_SPAN = re.compile(r"\{([PSADITEHUQ]) ([^}]+)\}")


def records(part: Part) -> Iterator[dict[str, Any]]:
    """Yield the messages of one part, as the sample holds them; a name's span has the way in which it is typed."""
    way = ""
    for number, line in enumerate(HERE.joinpath(f"{part}.txt").read_text(encoding="utf-8").splitlines()):
        if line.startswith("# "):
            way = line[2:]
        elif line:
            yield {"id": f"{part}-{number}", **_read(line, way)}


def roster() -> Roster:
    """Return the staff and the sites that the messages speak of; there are no students in it."""
    people, sites = (_names(kind) for kind in ("people", "sites"))
    return Roster(people, sites)


def _names(kind: str) -> tuple[str, ...]:
    with HERE.joinpath(f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["name"] for row in csv.DictReader(file))


def _read(line: str, way: str) -> dict[str, Any]:
    text, spans, at = "", [], 0
    for match in _SPAN.finditer(line):
        text += line[at : match.start()]
        span: dict[str, Any] = {"start": len(text), "end": len(text) + len(match[2]), "type": TYPES[match[1]]}
        spans.append(span | ({"way": way} if match[1] == "P" else {}))
        text, at = text + match[2], match.end()
    return {"text": text + line[at:], "spans": spans, "way": way}
