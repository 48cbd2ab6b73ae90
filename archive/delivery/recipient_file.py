"""Reading a file of recipients: every fault with its line, nothing taken from a faulty file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from archive.delivery.colleagues import is_domain
from archive.delivery.model import Jurisdiction, Recipient
from bot.errors import Refusal
from bot.people.roster_cells import ADDRESS, UNWANTED
from config.community import Community
from config.texts import N_

REQUIRED = ("name", "office", "mail")
OPTIONAL = ("districts", "regions", "statewide", "topics", "domains", "language")  # lists separated by ";"
MOST = {"name": 100, "office": 150, "mail": 254}
LANGUAGES = frozenset({"en", "es"})
YES = frozenset({"yes", "true", "1", "x"})


@dataclass
class NotReadable(Refusal):
    """The file is no CSV text."""

    says: ClassVar[str] = N_("That file can't be read. Save it as CSV in UTF-8 and try again.")


@dataclass
class ColumnMissing(Refusal):
    """A column that is needed is not there."""

    columns: str
    says: ClassVar[str] = N_("The file needs the columns {columns}. Add them and import it again; nothing was changed.")


@dataclass
class FaultyRows(Refusal):
    """Some rows cannot be used."""

    faults: str
    says: ClassVar[str] = N_("Nothing was changed. Please correct these lines:\n{faults}")


def read_recipients(data: bytes, community: Community) -> list[Recipient]:
    """Return the recipients of a CSV file (ids are 0); raises `NotReadable`, `ColumnMissing` or `FaultyRows`."""
    try:
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        columns = {name.strip().casefold() for name in rows.fieldnames or ()}
        table = [{(key or "").strip().casefold(): value for key, value in row.items()} for row in rows]
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotReadable from error
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise ColumnMissing(", ".join(missing))
    faults: list[str] = []
    found: dict[str, Recipient] = {}
    for line, row in enumerate(table, start=2):
        cells = {key: (value or "").strip() if not isinstance(value, list) else "" for key, value in row.items()}
        why = _fault(cells, community) or ("the mail address stands twice" if cells["mail"].casefold() in found else "")
        if why:
            faults.append(f"line {line}: {why}")
        else:
            found[cells["mail"].casefold()] = _recipient(cells)
    if faults:
        raise FaultyRows("\n".join(faults))
    return list(found.values())


def _fault(cells: Mapping[str, str], community: Community) -> str:
    empty = [name for name in REQUIRED if not cells[name]]
    long = [name for name in REQUIRED if len(cells[name]) > MOST[name]]
    unknown = [topic for topic in _list(cells.get("topics", "")) if community.topic(topic) is None]
    if empty:
        return f"{empty[0]} is empty"
    if long:
        return f"{long[0]} is longer than {MOST[long[0]]} characters"
    unshown = [name for name in ("name", "office", *OPTIONAL) if UNWANTED.search(cells.get(name, ""))]
    if unshown:
        return f"{unshown[0]} holds a character that cannot be shown, such as a line break"
    if not ADDRESS.fullmatch(cells["mail"].casefold()):
        return "the mail address is not one"
    if unknown:
        return f"the topic {unknown[0]} is not in the vocabulary"
    if cells.get("language", "").casefold() not in {"", *LANGUAGES}:
        return f"the digest does not speak that language yet: it may be {' or '.join(sorted(LANGUAGES))}"
    wrong = [domain for domain in _list(cells.get("domains", "")) if not is_domain(domain.casefold())]
    return f"{wrong[0]} is no mail domain of an office" if wrong else ""


def _recipient(cells: Mapping[str, str]) -> Recipient:
    jurisdiction = Jurisdiction(
        tuple(_list(cells.get("districts", ""))),
        tuple(_list(cells.get("regions", ""))),
        cells.get("statewide", "").casefold() in YES,
    )
    topics = tuple(_list(cells.get("topics", "")))
    domains = tuple(domain.casefold() for domain in _list(cells.get("domains", "")))
    mail, language = cells["mail"].casefold(), cells.get("language", "").casefold() or "en"
    return Recipient(0, cells["name"], cells["office"], mail, jurisdiction, topics, domains=domains, language=language)


def _list(cell: str) -> Sequence[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
