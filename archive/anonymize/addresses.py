"""The forms of addresses and of places that have a number: streets, corners, rooms."""

from __future__ import annotations

from archive.anonymize.form import Row

_STREET = (
    r"(?:(?:street|st|avenue|ave|av|boulevard|blvd|road|rd|lane|ln|parkway|pkwy|highway|hwy)\b\.?"
    r"|(?-i:Drive|Dr|Court|Ct|Way|Place|Pl|Terrace|Ter|Circle|Cir|Square|Sq)\b\.?)"
)
_SMALL_STREET = r"(?:drive|dr|court|ct|way|place|pl|terrace|ter|circle|cir|square|sq)\b\.?"
_NOT_STREET = (  # "34 kids cross the street" is no address
    r"(?!(?:an?|the|of|in|on|to|from|no|by|and|is|was|for|my|our|their|per|at|kids?|students?|famil\w+|times?|days?"
    r"|weeks?|months?|years?|people|blocks?|cross\w*|walk\w*|minutes?|min|mins|miles?|hours?|hrs?|more|other|new|different|out|in|car|bus)\b)"
)
_ZIP = r"(?:,?\s+(?:(?-i:[A-Z]{2})\s+)?\d{5}(?:-\d{4})?\b)?"
_UNIT = r"(?:,?\s*(?:apt|apartment|unit|suite|ste|room|rm|#|depto|apto)\.?\s*#?\s*\w{1,5}\b)?" + _ZIP
_STREETS = """
street st avenue ave av boulevard blvd road rd lane ln parkway pkwy highway hwy drive dr court ct way place pl
terrace ter
circle cir square sq
"""
ROWS: tuple[Row, ...] = (
    (
        "ADDRESS",
        "digit",
        rf"\b\d{{1,6}}(?:-?[a-z])?\s+(?:[nsew]\.?\s+|north\s+|south\s+|east\s+|west\s+)?(?:{_NOT_STREET}[\w'.-]+\s+){{1,3}}?{_STREET}{_UNIT}",
        _STREETS,
    ),
    (
        "ADDRESS",
        "digit",
        rf"\b\d{{2,6}}(?:-?[a-z])?\s+(?:[nsew]\.?\s+|north\s+|south\s+|east\s+|west\s+)?{_NOT_STREET}[\w'.-]+\s+{_SMALL_STREET}{_UNIT}",
        _STREETS,
    ),
    (
        "ADDRESS",
        "digit",
        rf"\b(?:calle|avenida|av|carrera|paseo|camino|colonia)\.?\s+(?:[\w.]+\s+){{1,4}}?(?:\#\s?)?\d{{1,5}}\b{_UNIT}",
        "calle avenida av carrera paseo camino colonia",
    ),
    ("ADDRESS", "nth", r"\b\d{1,3}(?:st|nd|rd|th)\s+(?:and|&|y)\s+(?-i:[A-Z]\w+|[a-z]{4,}|\d+(?:st|nd|rd|th))"),
    ("ADDRESS", "nth", rf"\b\d{{1,3}}(?:st|nd|rd|th)\s+{_STREET}{_UNIT}"),
    (
        "ADDRESS",
        "run",
        r"\b\d{3,5}\s+block\s+of\s+(?:[nsew]\.?\s+)?[\w.']+(?:\s+(?:street|st|avenue|ave|road|rd|blvd))?\b",
        "block",
    ),
    ("ADDRESS", "nth", r"\b(?-i:[A-Z]\w+)\s+(?:and|&|y)\s+\d{1,3}(?:st|nd|rd|th)\b(?!\s+(?:grad|period|of))"),
    (
        "ADDRESS",
        "",
        r"\b(?:(?:corner|intersection)\s+of|esquina\s+de(?:\s+la)?)\s+[\w.']+(?:\s+(?!and\b|y\b)[\w.']+)?\s+(?:and|&|y|con)\s+[\w.']+",
        "corner intersection esquina",
    ),
    (
        "ADDRESS",
        "digit",
        r"\b(?:route|rte|highway|hwy|interstate|carretera|exit|lot|lote|trailer|traila|space)\.?\s+\#?\s?\d{1,4}\b",
        "route rte highway hwy interstate carretera exit lot lote trailer traila space",
    ),
    (
        "ADDRESS",
        "digit",
        r"\b(?:apt|apartment|unit|suite|ste|depto|apto)\.?\s*\#?\s*(?:\d{1,5}[a-z]?|[a-z]\d{1,3})\b",
        "apt apartment unit suite ste depto apto",
    ),
    ("ADDRESS", "run", r"\b(?:zip(?:\s*code)?|c[oó]digo\s+postal)\s*:?\s*\d{5}(?:-\d{4})?\b", "zip codigo"),
    ("ADDRESS", "dashed", r"\b(?-i:I)-\d{2,3}\b"),
    ("ADDRESS", "run", r"\b(?-i:[A-Z]{2})\s+\d{5}(?:-\d{4})?\b"),
    ("ADDRESS", "digit", r"\bP\.?\s?O\.?\s+box\s+\d+", "box"),
    (
        "SITE",
        "digit",
        r"\b(?:room|rm|bldg|portable|sal[oó]n|edificio)\.?\s*\#?\s*\d{1,4}[a-z]?\b",
        "room rm bldg portable salon edificio",
    ),
    ("SITE", "part", r"\b(?-i:Building|Room|Portable)\s+(?-i:[A-Z])\b"),
    ("SITE", "digit", r"\b(?:p\.?s\.?|j\.?h\.?s\.?|(?-i:I\.?S\.?|M\.?S\.?))\s?\#?\d{1,3}\b", "ps jhs is ms p j i m"),
    (
        "SITE",
        "saint",
        r"(?-i:\bSt\.?\s+[A-Z]\w+(?:['\u2019]s)?)|(?<=\b(?:at|of|to|in|en|de)\s)st\.?\s+[a-z]{4,}(?:['\u2019]s)?",
    ),
)
