"""Strips as a PNG, in the style of the bars: ink on white, no frame, no grid; each cell says its range.

Imports matplotlib, so it is called in the worker process (`bot.workers`) only.
"""

from __future__ import annotations

from io import BytesIO
from textwrap import fill
from typing import TYPE_CHECKING

from bot.charts.drawing import COLOUR, DOTS_AN_INCH, INK, QUIET
from bot.charts.strips import Strips

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

# one hue that grows darker: told apart by everybody who tells light from dark, and printed in grey
SHADES = ("white", "#d5e5e4", "#9cc3c0", COLOUR, "#123b39")
EDGE = "#c3cccc"  # of an empty cell, which has no shade at all
NAMES_INCHES, CELL_INCHES, ROW_INCHES, HEAD_INCHES, KEY_INCHES = 2.3, 0.62, 0.42, 0.85, 0.5
NAME_LETTERS, KEY_LETTERS = 26, 15  # of a name on one line; of the key, for each inch of width
GAP = 0.03


def shaded_png_of(chart: Strips) -> bytes:
    """Return the chart as a PNG file; the same chart gives the same bytes."""
    file = BytesIO()
    _figure(chart).savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()


def _figure(chart: Strips) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 -- half a second, in the worker only
    from matplotlib.figure import Figure  # noqa: PLC0415 -- the same

    width = NAMES_INCHES + CELL_INCHES * max(len(chart.columns), 6) + 0.15
    height = HEAD_INCHES + ROW_INCHES * len(chart.rows) + KEY_INCHES
    figure = Figure(figsize=(width, height), dpi=DOTS_AN_INCH, facecolor="white")
    FigureCanvasAgg(figure)  # drawn without a screen
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.text(0.15, 0.3, chart.title, fontsize=12, color=INK, weight="bold", va="center")
    for number, column in enumerate(chart.columns):
        axes.text(_middle(number), HEAD_INCHES - 0.16, column, fontsize=9, color=QUIET, ha="center", va="center")
    for place, (name, cells) in enumerate(chart.rows):
        top = HEAD_INCHES + ROW_INCHES * place
        middle = top + ROW_INCHES / 2
        axes.text(NAMES_INCHES - 0.1, middle, fill(name, NAME_LETTERS), fontsize=9, color=INK, ha="right", va="center")
        for number, cell in enumerate(cells):
            axes.add_patch(_box(number, top, cell.shade))
            colour = "white" if cell.shade > 2 else INK if cell.shade else QUIET
            axes.text(_middle(number), middle, cell.said, fontsize=8.5, color=colour, ha="center", va="center")
    key = fill(chart.key, int(KEY_LETTERS * width))
    axes.text(0.15, height - KEY_INCHES / 2, key, fontsize=8, color=QUIET, va="center")
    return figure


def _middle(number: int) -> float:
    return NAMES_INCHES + CELL_INCHES * (number + 0.5)


def _box(number: int, top: float, shade: int) -> Rectangle:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 -- as above

    left = NAMES_INCHES + CELL_INCHES * number
    size = CELL_INCHES - 2 * GAP, ROW_INCHES - 4 * GAP
    edge = "none" if shade else EDGE
    return Rectangle((left + GAP, top + 2 * GAP), *size, facecolor=SHADES[shade], edgecolor=edge, linewidth=0.8)
