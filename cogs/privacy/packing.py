"""A person's file: one page to read, and the same as data for another program, in one zip."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.database.network import Network
from cogs.privacy.reading import Held, Reader
from cogs.privacy.render import stays

TEMPLATES = Path(__file__).parent / "templates"
PAGE, DATA = "about-me.html", "about-me.json"


def pack(held: Held, reader: Reader, network: Network, *, at: datetime) -> bytes:
    """Return the zip: `about-me.html` opens in any browser without a network, `about-me.json` holds every row."""
    t, zone = reader.t, reader.zone
    sections, empty = reader.sections(held)
    page = _template().render(
        t=t,
        network=network.name,
        made=reader.time(at),
        zone=zone.key,
        sections=sections,
        empty=empty,
        stays=[line.removeprefix("• ") for line in stays(t).splitlines()],
    )
    kept = {feature: {table: rows for table, rows in tables.items() if rows} for feature, tables in held.items()}
    data = {feature: tables for feature, tables in kept.items() if tables}
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as folder:
        folder.writestr(PAGE, page)
        folder.writestr(DATA, json.dumps(data, ensure_ascii=False, indent=2, default=str))
    return packed.getvalue()


@cache
def _template() -> Template:
    jinja = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return jinja.get_template("about-me.html")
