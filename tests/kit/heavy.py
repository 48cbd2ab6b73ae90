"""What worker processes of the house import before they work: read once by the server that tests fork them from."""

from __future__ import annotations

import archive.digest.build
import archive.digest.render_pdf
import archive.issues.similar
import bot.charts.drawing
import bot.matching.circles
import bot.matching.solve
import bot.text.held
import bot.text.similarity

__all__ = ["archive", "bot"]
