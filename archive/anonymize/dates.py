"""The forms of dates, in English and Spanish."""

from __future__ import annotations

from archive.anonymize.form import Row

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_MES = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)"
_WEEKDAY = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\b"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b"
_YEAR = r"(?:19|20)\d\d\b"
_PART = (
    r"(?:\b(?:(?:the\s+)?(?:morning|afternoon|evening|night|week)\s+of|(?:la\s+)?(?:mañana|tarde|noche)\s+del?)\s+)?"
)
_MONTHS = """
jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov
november
dec december
"""
_MESES = """
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
"""
_DAYS = """
mon tue tues wed wednes thu thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday
lunes martes miercoles jueves viernes sabado domingo
"""
ROWS: tuple[Row, ...] = (
    (
        "DATE",
        "parted",
        r"(?:(?:dob|born|nacid[oa]|birthday|cumplea[nñ]os)\b:?\s*)?\b\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})\b",
    ),
    ("DATE", "parted", r"(?:dob\b:?\s*)?\b(?:19|20)\d\d([-/])\d\d?\1\d\d?\b"),
    ("DATE", "parted", r"(?<![\w/$])(?:0?[1-9]|1[0-2])/(?:[12]\d|3[01]|0?[1-9])(?![\w/%])"),
    ("DATE", "", rf"{_PART}(?:(?:{_WEEKDAY}),?\s+)?\b{_MONTH}\s+(?:the\s+)?{_DAY}(?:,?\s+{_YEAR})?", _MONTHS),
    ("DATE", "", rf"{_PART}(?:(?:{_WEEKDAY}),?\s+)?\b(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?", _MONTHS),
    (
        "DATE",
        "",
        rf"{_PART}(?:(?:{_WEEKDAY}),?\s+)?\b(?:\d{{1,2}}|primero)\s+de\s+{_MES}(?:\s+del?\s+{_YEAR})?",
        _MESES,
    ),
    ("DATE", "", rf"\b(?:last|next|this)\s+(?:{_WEEKDAY})(?:,?\s+(?:the\s+)?{_DAY})?", _DAYS),
    (
        "DATE",
        "",
        rf"\b(?:{_WEEKDAY}),?\s+(?:the\s+|el\s+)?(?:{_DAY})(?!\s*(?:am|pm|:|a\.m|p\.m|kids|students))",
        _DAYS,
    ),
    ("DATE", "", rf"\b(?:el\s+)?(?:{_WEEKDAY})\s+pasado\b", _DAYS),
    (
        "DATE",
        "",
        r"\b(?:January|February|April|June|July|August|September|October|November|December)\b(?:,?\s+(?:19|20)\d\d)?",
        _MONTHS,
    ),
    (
        "DATE",
        "nth",
        r"\b(?:on|by|until|till|since|before|after|for)\s+(?P<only>the\s+(?:[12]?\dth|3?1st|2?[1-3](?:st|nd|rd)|30th))\b(?!\s+(?:grad|period|floor|time|street|st\b|ave|hour|one|kid|student|day|year|week|row|person|place|of\b))",
    ),
    ("DATE", "digit", r"\b(?:el\s+)?d[ií]a\s+(?:\d|[12]\d|3[01])\b", "dia"),
    (
        "DATE",
        "run",
        r"\b(?:spring|summer|fall|winter|primavera|verano|oto[ñn]o|invierno)\s+(?:of\s+|de\s+)?20\d\d\b",
        "spring summer fall winter primavera verano otono invierno",
    ),
    ("DATE", "", rf"\b(?:march|may|{_MES})(?:\s+del?)?,?\s+{_YEAR}", _MONTHS + _MESES),
    (
        "DATE",
        "",
        r"\b(?:in|since|until|by|last|next|this|of|early|late|during|before|after)\s+(?P<only>(?-i:March|May)\b(?:\s+(?:19|20)\d\d)?)",
        _MONTHS,
    ),
    ("DATE", "", rf"\b(?:en|desde|hasta|para|de|el)\s+(?P<only>{_MES})\b", _MESES),
)
