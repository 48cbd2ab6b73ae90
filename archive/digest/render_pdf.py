"""An edition as a tagged PDF (PDF/UA-1) that screen readers read in order. Heavy: run it in the worker process."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from archive.digest.words import STEPS, Page
from archive.printing.typesetting import typeset

TEMPLATE = Path(__file__).with_name("templates") / "digest.typ"
LANGUAGE = re.compile(r"[a-z]{2,3}")


def render_pdf(page: Page, made_at: datetime, paper: str = "us-letter") -> bytes:
    """Return the page as PDF/UA-1: tagged, with title and language. The same input gives the same bytes."""
    facts = {**asdict(page), "paper": paper, "steps": STEPS}
    for part in facts["parts"]:
        for passage in part["passages"]:
            for quote in passage["quotes"]:
                match = LANGUAGE.match(quote["language"])
                quote["language"] = match.group() if match else ""
    return typeset(TEMPLATE, facts, made_at)
