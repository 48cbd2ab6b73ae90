"""What worker processes of the house import before they work: read once by the server that tests fork them from."""

from __future__ import annotations

import archive.digest.build
import archive.digest.desk
import archive.digest.render_pdf
import archive.issues.similar
import archive.needs.render_pdf
import bot.charts.drawing
import bot.charts.shading
import bot.matching.circles
import bot.matching.rounds
import bot.matching.sites
import bot.matching.solve
import bot.text.alike
import bot.text.crowds
import bot.text.grouping
import bot.text.held_there
import bot.text.index

__all__ = ["archive", "bot"]
