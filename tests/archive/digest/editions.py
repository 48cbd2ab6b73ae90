"""Editions for the tests of renderings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from archive.digest.model import KINDS, Answered, Edition, Kind, Recall, Statement, Theme
from archive.digest.told import Earlier, Told
from archive.digest.trend import SOMETHING
from archive.suppression.places import District, Place
from archive.suppression.rules import Band

HOSTILE = (
    '<script>alert("x")</script> #panic("no") *bold* _it_ \\ [a school] $x^2$ @label <tag> `code` // no /* no */',
    "= heading - item + item / term: that # all",
    "שלום עולם, הילדים זקוקים ליותר עזרה (באמת) 123.",
    "{{ 7 * 7 }} {% raw %} ${x} %s {0} &amp; &lt; “smart” 'single' --- ~",
    "https://example.org/?a=1&b=<2>#three",
)


def theme(key: str, kind: Kind, title: str, band: Band, *words: str) -> Theme:
    statements = tuple(Statement(number, said, "en") for number, said in enumerate(words, start=1))
    return Theme(key, kind, "staffing", title, "Staffing", band, statements)


FULL = Edition(
    "Valley Community Schools",
    "2026-10",
    people=5,
    sites=3,
    themes=(
        theme(
            "concern-1",
            "concern",
            "Staffing: absences, substitutes",
            Band(10, 19),
            "When two people are out, the coordinator becomes the substitute, and family visits stop for the week.",
            "We have had three social workers in two years. Every time, families tell their story again.",
        ),
        theme("suggestion-1", "suggestion", "Family engagement", Band(50, None), "Pay interpreters for the evening."),
    ),
    answered=(
        Answered("2026-09", "Funding: grants", "Superintendent's office", "will_act", "From July.", date(2027, 7, 1)),
        Answered("2026-08", "Partnerships", "State Board", "will_not", "the statute limits agreements."),
    ),
    recalls=(Recall("2026-09", "Health and wellness"),),
    notice="This edition was made from invented people. Their consent is simulated.",
)
EMPTY = Edition("Valley Community Schools", "2026-11", people=5, sites=3)
RAW = Edition(
    "<b>Hostile</b> & #co",
    "2026-10",
    people=5,
    sites=3,
    themes=(theme("concern-1", "concern", "#let x = [*bold*] <script>alert(1)</script>", Band(5, 9), *HOSTILE),),
)
LAKE, HILL, DALE = District("West", "Lakeshore"), District("East", "Hillside"), District("East", "Dale")
PLACES = (
    Place("district", "Lakeshore Public Schools", districts=(LAKE,)),
    Place("region", "East County", districts=(HILL, DALE)),
    Place(districts=(LAKE, HILL, DALE), hidden_among=3),
    Place("region", "East County", is_rest=True, districts=(HILL, DALE), hidden_among=3),
)
SAID = (
    "The late bus was cut, so tutoring ends when the bell rings.",
    "Nadie nos avisa cuando cambia el horario del autobús, y las familias esperan en la lluvia.",
    "We fill in the same attendance data in three systems every Friday.",
    HOSTILE[2],
)
BANDS = (Band(5, 9), Band(10, 19), Band(20, 49), Band(50, None), Band(5, None), Band(5, 19))
MONTHS = tuple(f"2026-{number:02d}" for number in range(4, 10))
TWENTY = replace(
    FULL,
    notice="",
    earlier=Earlier(
        MONTHS,
        tuple(
            Told(month, kind, "staffing", "Relational and strategic skills", BANDS[(place + shift) % 6])
            for kind, shift in zip(KINDS, (0, 3), strict=True)
            for place, month in enumerate(MONTHS)
            if place != 2
        ),
    ),
    month_before="2026-09",
    themes=tuple(
        replace(
            theme(f"{kind}-{number}", kind, f"Theme {number}: buses, mornings, families", BANDS[number % 6], *said),
            place=PLACES[number % 4],
            before=(None, Band(5, 9), SOMETHING, Band(20, 49))[number % 4],
        )
        for kind in KINDS
        for number in range(1, 11)
        for said in [(SAID[number % 4], SAID[(number + 1) % 4])]
    ),
)
WITHOUT_A_SPACE = "https://example.org/" + "x" * 380
LONG = ("No bus came again. " * 211)[:4000]
RANT = replace(EMPTY, themes=(theme("concern-1", "concern", "Staffing", Band(5, 9), LONG, WITHOUT_A_SPACE),))
EDITIONS = {"twenty": TWENTY, "full": FULL, "empty": EMPTY, "hostile": RAW, "rant": RANT}
