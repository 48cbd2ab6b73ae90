"""An edition as files: what `/digest preview` attaches and `staffroom digest build` writes."""

from __future__ import annotations

from datetime import datetime

from archive.digest.model import Edition
from archive.digest.page import page
from archive.digest.render_html import render_html
from archive.digest.render_pdf import render_pdf
from archive.digest.render_text import render_text
from bot.house import House
from config.texts import texts_outside


async def edition_files(house: House, edition: Edition, *, made_at: datetime) -> dict[str, bytes]:
    """Return an edition, or a recipient's view of one, by file name: HTML, text and PDF, without anybody's link."""
    written = page(edition, texts_outside(edition.language))
    stem = f"staffroom-digest-{edition.month}"
    return {
        f"{stem}.html": render_html(written).encode(),
        f"{stem}.txt": render_text(written).encode(),
        f"{stem}.pdf": await house.workers.run(render_pdf, written, made_at),
    }
