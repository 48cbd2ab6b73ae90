"""The strongest themes of a file of concerns, with their texts, as a page to read.

Run: python -m demo.concerns.strongest ../shared/data/concerns/bowling-green-comments.csv > themes-with-texts.md
The texts stay where they are: the page is made by whoever may read them, and is not kept with the project.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from archive.issues.file.reading import Line
from archive.issues.file.themes import FileTheme, themes_of
from demo.concerns import Concern, read_concerns
from demo.concerns.consenting import NOTICE

MOST = 10


def strongest(concerns: Sequence[Concern], most: int = MOST) -> list[tuple[FileTheme, list[str]]]:
    """Return the themes that most people raised, each with its texts in the file's order."""
    lines = [Line(str(number), each.text, "", each.author) for number, each in enumerate(concerns)]
    ranked = sorted(themes_of(lines), key=lambda theme: (-theme.people, -len(theme.issues), theme.id))
    return [(theme, [lines[int(issue)].text for issue in theme.issues]) for theme in ranked[:most]]


def page(found: Sequence[tuple[FileTheme, list[str]]], *, whole: bool) -> Iterator[str]:
    """Yield the lines of a page in Markdown; without `whole`, what the themes are but no text."""
    for number, (theme, texts) in enumerate(found, 1):
        yield f"{number}. **{theme.title}** ({len(texts)} comments by {theme.people} people)"
        if whole:
            yield from (f"   - {' '.join(text.split())}" for text in texts)
    yield from ("", NOTICE)


def main() -> None:
    """Print the page."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", type=Path)
    options.add_argument("--titles", action="store_true", help="Leave the texts out.")
    wanted = options.parse_args()
    for line in page(strongest(read_concerns(wanted.file)), whole=not wanted.titles):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
