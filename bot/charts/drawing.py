"""A chart as a PNG, or as an SVG to be printed.

Imports matplotlib, so it is called in the worker process (`bot.workers`) only.

Ink on white, bars in the colour of the cards, no frame, no grid, no axis: the figure stands beside each bar.
"""

from __future__ import annotations

from io import BytesIO
from textwrap import fill
from typing import TYPE_CHECKING

from bot.charts.bars import Bars, Panel, longest_in

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, QUIET, COLOUR, GROUND = "#1f2933", "#5f6b76", "#2f6f6b", "#e6ecec"  # text on white: contrast 14.8 and 5.5 to 1
ROW_INCHES, PANEL_INCHES, NAMES_INCHES, HEAD_INCHES, TITLE_INCHES = 0.42, 2.2, 1.9, 0.95, 0.4
DOTS_AN_INCH = 160
NAME_LETTERS = 22  # of a row's name on one line; a row has room for two
ROOM_FOR_FIGURE = 1.75  # of the longest bar: what stands beside it must not leave the panel


def png_of(chart: Bars) -> bytes:
    """Return the chart as a PNG file; the same chart gives the same bytes."""
    file = BytesIO()
    _figure(chart, with_title=True).savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()


def svg_of(chart: Bars) -> str:
    """Return the chart as an SVG without its title, which stands above it in print; its letters are shapes."""
    from matplotlib import rc_context  # noqa: PLC0415 -- as below

    file = BytesIO()
    with rc_context({"svg.hashsalt": "staffroom", "svg.fonttype": "path"}):  # else each run names its parts anew
        _figure(chart, with_title=False).savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue().decode()


def _figure(chart: Bars, *, with_title: bool) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 -- half a second, in the worker only
    from matplotlib.figure import Figure  # noqa: PLC0415 -- the same

    head = HEAD_INCHES if with_title else HEAD_INCHES - TITLE_INCHES
    width = NAMES_INCHES + PANEL_INCHES * len(chart.panels)
    height = head + ROW_INCHES * len(chart.rows)
    figure = Figure(figsize=(width, height), dpi=DOTS_AN_INCH, facecolor="white")
    FigureCanvasAgg(figure)  # drawn without a screen
    if with_title:
        figure.text(0.15 / width, 1 - 0.3 / height, chart.title, fontsize=12, color=INK, weight="bold", va="center")
    for number, panel in enumerate(chart.panels):
        left = (NAMES_INCHES + PANEL_INCHES * number) / width
        share = (PANEL_INCHES - 0.15) / width
        axes = figure.add_axes((left, 0.1 / height, share, ROW_INCHES * len(chart.rows) / height))
        _draw(axes, panel, longest_in(chart, panel.unit))
        if number == 0:
            axes.set_yticks(
                range(len(chart.rows)), [fill(row, NAME_LETTERS) for row in chart.rows], fontsize=10, color=INK
            )
    return figure


def _draw(axes: Axes, panel: Panel, longest: float) -> None:
    lengths = [bar.length or 0 for bar in panel.bars]
    places = range(len(panel.bars))
    axes.barh(places, [longest] * len(lengths), height=0.5, color=GROUND)
    axes.barh(places, lengths, height=0.5, color=COLOUR)
    for place, bar in enumerate(panel.bars):
        is_shown = bar.length is not None
        axes.text(
            longest * 1.04 if is_shown else longest * 0.04,
            place,
            bar.said,
            va="center",
            fontsize=9 if is_shown else 8,
            color=INK if is_shown else QUIET,
        )
    axes.set_title(panel.title, fontsize=9, color=QUIET, loc="left")
    axes.set_xlim(0, longest * ROOM_FOR_FIGURE)
    axes.set_ylim(len(panel.bars) - 0.5, -0.5)  # the first row on top
    axes.set_xticks([])
    axes.set_yticks([])
    axes.tick_params(length=0)
    axes.set_frame_on(False)
