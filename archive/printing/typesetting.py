"""Data and a template as a tagged PDF (PDF/UA-1). Heavy: run it in the worker process."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from operator import methodcaller
from pathlib import Path
from typing import Any

import typst

NO_GLYPH = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
ROOT = Path(__file__).parent.parent  # of every template, which take the sheet they stand on from there
MOST_ROUNDS = 20  # typst reports missing signs page by page; each round removes all it named


def typeset(template: Path, facts: dict[str, Any], made_at: datetime) -> bytes:
    """Return what a template makes of facts (``sys.inputs.page``) as PDF/UA-1; the same input gives the same bytes.

    Only typst's own fonts are used, so that every machine makes the same file. A sign that they cannot draw, such
    as an emoji, is written by its Unicode name in brackets, which is also what a screen reader would say.
    """
    facts = _each_text(facts, _encodable)
    for _ in range(MOST_ROUNDS):
        try:
            return _compile(template, facts, made_at)
        except typst.TypstError as error:
            missing = missing_signs(error.diagnostic)
            if not missing:
                raise
            names = {ord(sign): _spoken(sign) for sign in missing}
            facts = _each_text(facts, methodcaller("translate", names))
    raise ValueError("the page holds signs that cannot be drawn or named")


def missing_signs(diagnostic: str) -> set[str]:
    """Return the signs that typst says it has no font for."""
    found: set[str] = set()
    for match in NO_GLYPH.finditer(diagnostic):
        found.update(ESCAPED.sub(lambda code: chr(int(code.group(1), 16)), match["text"]))
    return found - {"\\"}


def _compile(template: Path, facts: dict[str, Any], made_at: datetime) -> bytes:
    pdf = typst.compile(
        template,
        root=ROOT,
        format="pdf",
        pdf_standards="ua-1",
        ignore_system_fonts=True,
        sys_inputs={"page": json.dumps(facts, ensure_ascii=False)},
        timestamp=made_at.replace(microsecond=0),  # typst refuses parts of a second
    )
    assert isinstance(pdf, bytes)  # noqa: S101 -- narrows the type: one document, kept in memory
    return pdf


def _spoken(sign: str) -> str:
    name = unicodedata.name(sign, "").lower()
    return f"[{name}]" if name and unicodedata.category(sign)[0] in "LNSP" else ""


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _each_text(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 -- plain data of any shape
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each_text(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(item, change) for item in value]
    return value
