"""The invented network: three districts, sixteen sites, the people in them, and the cast of the story."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.texts import N_

HERE = Path(__file__).parent
SITES = HERE / "sites.csv"
PEOPLE = HERE / "people.csv"
RECIPIENTS = HERE / "recipients.csv"
SAID = HERE / "said.toml"

NETWORK = "Three Rivers Community Schools"
OWNER = "Ottilie Ferreira"
PUBLIC_NAME = "staffroom@threerivers.example"
REPLY_TO = "replies@threerivers.example"


@dataclass(frozen=True)
class Cast:
    """Somebody the story follows, and whom the page looks in as."""

    key: str
    name: str
    role: str
    is_on_discord: bool = True


NEWCOMER = Cast("newcomer", "Adunni Okonkwo", N_("Coordinator, new to the job"))
MENTOR = Cast("mentor", "Marisol Quiñones", N_("Coordinator, twelve years in"))
TEACHER = Cast("teacher", "Noor Haddad", N_("Teacher"))
PRINCIPAL = Cast("principal", "Ingrid Solheim", N_("Principal, Adunni's school"))
OTHER_PRINCIPAL = Cast("other-principal", "Rajesh Subramanian", N_("Principal, another school"))
SUPERVISOR = Cast("supervisor", "Katherine Lindholm", N_("District leader"))
STEWARD = Cast("steward", "Nia Thibodeaux", N_("Steward of the network"))
POLICYMAKER = Cast("policymaker", "Adaeze Whitlock", N_("City council"), is_on_discord=False)
SUPERINTENDENT = Cast("superintendent", "Solveig Aaltonen", N_("Superintendent of one district"), is_on_discord=False)
CAST = (NEWCOMER, MENTOR, TEACHER, PRINCIPAL, OTHER_PRINCIPAL, SUPERVISOR, STEWARD, POLICYMAKER, SUPERINTENDENT)


@dataclass(frozen=True)
class Saying:
    """Something that somebody says, raises or shares."""

    who: str
    says: str
    topic: str = "other"
    kind: str = "concern"
    title: str = ""  # of a question in the forum


def rows(path: Path) -> list[dict[str, str]]:
    """Return a table's rows by column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(table: Sequence[dict[str, str]], path: Path) -> Path:
    """Write a table with the columns of its first row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    return path


def names() -> list[str]:
    """Return everybody's name on the invented roster."""
    return [row["name"] for row in rows(PEOPLE)]


def sayings(part: str) -> list[Saying]:
    """Return what is said in one part of the story: ``chat``, ``whisper``, ``issues``, ``forum`` and so on."""
    with SAID.open("rb") as file:
        said: dict[str, list[dict[str, Any]]] = tomllib.load(file)
    known = Saying.__dataclass_fields__
    return [Saying(**{key: value for key, value in entry.items() if key in known}) for entry in said[part]]


def login(name: str) -> str:
    """Return an account's name on the simulated Discord."""
    return name.casefold().replace(" ", ".")
