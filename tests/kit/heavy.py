"""What worker processes of the house import before they work: read once by the server that tests fork them from."""

from __future__ import annotations

import archive.digest.build
import archive.digest.render_pdf
import bot.charts.drawing
import bot.matching.circles
import bot.matching.solve
import bot.text.crowds
import bot.text.index

__all__ = ["archive", "bot"]
