"""The digest in docs/examples, from a real town's concerns: `python -m demo.concerns.example comments.csv FOLDER`.

The parts are the ones that the bot uses: anonymizer, grouping, thresholds, partition by place, the three renderings.
What authors decide is simulated by rules written here; what a steward decided who read it all stands in `example.toml`.
The same file gives the same bytes.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.anonymize import Anonymizer, Roster
from archive.consent.rules import MOST_CHARACTERS
from archive.digest.desk import draft_of
from archive.digest.model import Edition, Kind, Month, Theme, Voice
from archive.digest.page import page
from archive.digest.render_html import render_html
from archive.digest.render_pdf import render_pdf
from archive.digest.render_text import render_text
from archive.suppression.places import District
from config.community import default_community
from config.texts import texts_outside
from demo.concerns import Concern, authors_of, read_concerns
from demo.concerns.consenting import NOTICE
from demo.concerns.members import invent
from demo.world import PEOPLE, SITES, rows

NETWORK, MONTH = "Bowling Green, a demonstration", "2026-03"
MADE_AT = datetime(2026, 4, 1, 14, 0, tzinfo=UTC)

# Stands in for the author's choice between a concern and a suggestion.
ASKS = re.compile(
    r"\b(should|needs? to|must|let'?s|would (like|love|help)|could|want|wish|please|ought)\b", re.IGNORECASE
)


def voices_of(concerns: Sequence[Concern]) -> list[Voice]:
    """Return the concerns as consented voices, without what the steward turned down: with all that is held.

    A voice's id is the number of its comment among the accepted ones.
    """
    turned_down = frozenset(_steward()["turned_down"])
    invented = invent(authors_of(list(concerns)))
    sites = {row["name"]: (number, row) for number, row in enumerate(rows(SITES), 1)}
    people = {author: number for number, author in enumerate(invented, 1)}
    names = [row["name"] for row in (*rows(PEOPLE), *invented.values())]
    anonymizer, voices = Anonymizer(Roster(tuple(names), tuple(sites))), []
    for number, concern in enumerate(concerns, 1):
        masked, (site_id, site) = anonymizer.mask(concern.text), sites[invented[concern.author]["site"]]
        if masked.held or len(masked.masked) > MOST_CHARACTERS or number in turned_down:
            continue
        voices.append(
            Voice(
                id=number,
                words=masked.masked,
                kind=_kind(concern.text),
                topic="other",
                person_id=people[concern.author],
                site_id=site_id,
                month=MONTH,
                district=site["district"],
                region=site["region"],
                language=masked.language,
            )
        )
    return voices


def example(concerns: Sequence[Concern]) -> Edition:
    """Return the edition that these concerns make."""
    districts = tuple(sorted({District(row["region"], row["district"]) for row in rows(SITES)}))
    month = Month(NETWORK, MONTH, notice=NOTICE, districts=districts)
    edition = draft_of(voices_of(concerns), month, default_community()).edition
    written = {title["says"]: title["title"] for title in _steward()["titles"]}
    return replace(edition, themes=tuple(_titled(each, written) for each in edition.themes))


def _titled(theme: Theme, written: Mapping[int, str]) -> Theme:
    """Return a theme under the title that was written for one of the comments it prints, if there is one."""
    titles = [written[each.contribution_id] for each in theme.statements if each.contribution_id in written]
    return replace(theme, title=titles[0]) if titles else theme


def example_files(edition: Edition) -> dict[str, bytes]:
    """Return the edition's three forms by file name."""
    written = page(edition, texts_outside(edition.language))
    return {
        "digest.html": render_html(written).encode(),
        "digest.txt": render_text(written).encode(),
        "digest.pdf": render_pdf(written, MADE_AT),
    }


def _steward() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("example.toml").read_text(encoding="utf-8"))


def _kind(text: str) -> Kind:
    return "suggestion" if ASKS.search(text) else "concern"


def main() -> None:
    """Read the comments and write the three forms."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("comments", type=Path, help="the comments.csv of a Polis export")
    options.add_argument("folder", type=Path, help="where the three forms are written")
    chosen = options.parse_args()
    for name, content in example_files(example(read_concerns(chosen.comments))).items():
        (chosen.folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
