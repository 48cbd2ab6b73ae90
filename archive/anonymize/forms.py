"""The forms of phones, mail, links, handles, addresses, dates and ids, each with what a text that has it must have."""

from __future__ import annotations

from typing import Literal, NamedTuple

from archive.anonymize.model import Type

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
_NUMBER_WORD = (
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double"
    r"|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
)

_AT, _DOT = r"(?:\[at\]|\(at\)|\bat\b|\barroba\b)", r"(?:\[dot\]|\(dot\)|\bdot\b|\bpunto\b)"
_ENDING = r"(?:org|com|net|edu|gov|us|io|mx|info|example|co|ly|me|gle|app|link|tv)"
_DOTTED = rf"[\w.+-]{{1,64}}(?:\s{{1,3}}{_DOT}\s{{1,3}}\w{{1,63}}){{0,2}}"  # ana dot ruiz
Need = Literal[
    "digit",
    "run",
    "parted",
    "hash",
    "mixed",
    "glued",
    "nth",
    "dashed",
    "@",
    "dot",
    "mark",
    "part",
    "saint",
    "account",
    "",
]


class Form(NamedTuple):
    """A form in small letters, and what is cheap to test: signs, and words of which one must be there, folded."""

    kind: Type
    need: Need
    form: str
    words: str = ""


_MONTHS = """
jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov november
dec december
"""
_MESES = """
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
"""
_DAYS = """
mon tue tues wed wednes thu thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday
lunes martes miercoles jueves viernes sabado domingo
"""
_STREETS = """
street st avenue ave av boulevard blvd road rd lane ln parkway pkwy highway hwy drive dr court ct way place pl terrace ter
circle cir square sq
"""
_NUMBERED = """
badge plate plates license licencia placa placas chart mrn referral ticket passcode code account acct policy permit
expediente matricula folio caso file docket student
"""
_NUMBERS = "zero oh one two three four five six seven eight nine cero uno dos tres cuatro cinco seis siete ocho nueve"
# Repetitions are bounded, so that no text stalls it (RFC 1035: a label holds 63 characters; RFC 5321: a mailbox 64).
_ROWS: tuple[tuple[Type, Need, str] | tuple[Type, Need, str, str], ...] = (
    ("URL", "dot", r"\b(?:https?://|www\.)[^\s<>()]+[^\s<>().,;:!?'\"]"),
    ("EMAIL", "@", r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"),
    (
        "EMAIL",
        "",
        rf"\b{_DOTTED}\s{{0,3}}{_AT}\s{{0,3}}[\w-]{{1,63}}(?:\s{{0,3}}{_DOT}\s{{0,3}}\w{{2,10}}){{1,3}}\b",
        "dot punto",
    ),
    (
        "EMAIL",
        "dot",
        rf"\b(?!(?:up|in|out|us|me|here|look|it|him|her|them|online|found|posted|form)\b)[\w.+-]{{1,64}}\s{{1,3}}{_AT}\s{{1,3}}(?:[\w-]{{1,63}}\.){{1,8}}{_ENDING}\b",
        "at arroba",
    ),
    ("URL", "dot", rf"\b(?:[a-z0-9-]{{1,63}}\.){{1,8}}{_ENDING}\b(?:/\S*[\w/])?"),
    ("URL", "dot", r"\b(?:[a-z][a-z0-9-]{0,62}\.){1,6}[a-z]{2,10}/[^\s<>()]*[\w/]"),
    (
        "HANDLE",
        "account",
        r"\b(?:ig|insta|instagram|snap|snapchat|tiktok|discord|twitter|fb|facebook|venmo|cash\s?app)\s*[:=]\s*(?P<only>[$@]?[\w.-]{3,32}\w)",
    ),
    ("HANDLE", "digit", r"<(?:@[!&]?|\#|a?:\w+:)\d+>"),
    ("HANDLE", "mark", r"(?<![\w@])@\w[\w.'\u2019-]*\w"),
    ("HANDLE", "hash", r"\b[\w.]{2,32}\#\d{4}\b"),
    ("HANDLE", "mark", r"(?<!\w)[a-z][a-z0-9]*_[a-z0-9_]+\b"),
    ("HANDLE", "mixed", r"\b[a-z]{4,}\d{2,}\b"),
    ("PHONE", "run", r"(?<![\w-])(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-]?)\d{3}[\s.-]?\d{4}(?![\w-])"),
    ("PHONE", "run", r"(?<![\w./-])\d{3}[-.\s]\d{4}(?:\s*(?:x|ext\.?)\s*\d{1,5})?(?![\w/-])"),
    ("PHONE", "", rf"\b(?:{_NUMBER_WORD}[\s,-]+){{6,}}{_NUMBER_WORD}\b", _NUMBERS),
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
    ("ID", "mixed", r"\b[a-z]{2,6}[-#]\d{2,6}(?:-\d{2,8})*\b"),
    ("ID", "mixed", r"\b[a-z]{1,4}\d{2,6}(?:-\d{2,6})+\b"),
    (
        "ID",
        "dashed",
        r"\b(?=(?:[A-Z-]*\d){3})(?=[\d-]*[A-Z])[A-Z\d]{1,10}(?:-[A-Z\d]{1,10}){1,4}\b",
    ),
    ("ID", "dashed", r"\b(?=(?:[a-z-]*\d){5})(?=[\d-]*[a-z])[a-z\d]{1,10}(?:-[a-z\d]{1,10}){1,4}\b"),
    (
        "ID",
        "run",
        r"\b(?:badge|plates?|license|licencia|placas?|chart|mrn|referral|ticket|passcode|code|account|acct|policy|permit|expediente|matr[ií]cula|folio|caso|file|docket|student)\s*(?:number|no\.?|num|n[uú]mero|is|es|\#|:)+\s*(?P<only>[a-z]{0,4}-?\d{3,}[\w-]*)\b",
        _NUMBERED,
    ),
    ("ID", "run", r"(?<=\bid)(?:\s*(?:number|no\.?|num|is|:|\#|es))*\s*\#?\s*[a-z]?\d{3,}\b", "id"),
    ("ID", "run", r"(?<=\bcase)\s*(?:number|no\.?|\#|:)*\s*\#?\s*[a-z]{0,4}-?\d{3,}[\d-]*\b", "case"),
    ("ID", "hash", r"\#\s?\d{4,}\b"),
    ("ID", "parted", r"\b\d{3}-\d{2}-\d{4}\b"),
    ("ID", "run", r"(?<![\d.,$])\d{6,}(?![\d%]|,\d)\b"),
    ("ID", "glued", r"\b(?=\w*\d\w*\d\w*\d)(?=\w*[a-z])(?!\d{1,4}(?:k|s|th|st|nd|rd|am|pm|mm|hrs?|min)\b)\w{5,}\b"),
)
FORMS = tuple(Form(*row) for row in _ROWS)
