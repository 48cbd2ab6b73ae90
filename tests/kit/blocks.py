"""The code blocks of the documentation, and what each is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.meta.source import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(
    r"(?:^ *<!-- not run: (?P<why>[^\n]*?) -->\n)?^(?P<indent> *)```(?P<kind>[^\n]*)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """One fenced block: its page, its language, its text, and why it is not run, where that is said."""

    page: str
    kind: str
    text: str
    why_not: str | None

    @property
    def commands(self) -> list[str]:
        """Its lines, those that go on after a backslash joined."""
        joined = self.text.replace("\\\n", " ")
        return [line.strip() for line in joined.splitlines() if line.strip()]


def blocks(*pages: Path) -> Iterator[Block]:
    """Every block of these pages, or of all, in order."""
    for page in pages or PAGES:
        for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
            name = str(page.relative_to(ROOT))
            yield Block(name, match["kind"].strip(), match["text"], match["why"])
