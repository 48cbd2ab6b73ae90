"""The forms of links, mail, accounts, phones and ids."""

from __future__ import annotations

from archive.anonymize.form import Row

_NUMBER_WORD = (
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double"
    r"|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
)
_AT, _DOT = r"(?:\[at\]|\(at\)|\bat\b|\barroba\b)", r"(?:\[dot\]|\(dot\)|\bdot\b|\bpunto\b)"
_ENDING = r"(?:org|com|net|edu|gov|us|io|mx|info|example|co|ly|me|gle|app|link|tv)"
_DOTTED = rf"[\w.+-]{{1,64}}(?:\s{{1,3}}{_DOT}\s{{1,3}}\w{{1,63}}){{0,2}}"  # ana dot ruiz
_NUMBERED = """
badge plate plates license licencia placa placas chart mrn referral ticket passcode code account acct policy permit
expediente matricula folio caso file docket student
"""
_NUMBERS = "zero oh one two three four five six seven eight nine cero uno dos tres cuatro cinco seis siete ocho nueve"
# Repetitions are bounded, so that no text stalls it (RFC 1035: a label holds 63 characters; RFC 5321: a mailbox 64).
ROWS: tuple[Row, ...] = (
    ("URL", "dot", r"\b(?:https?://|www\.)[^\s<>()]+[^\s<>().,;:!?'\"]"),
    ("URL", "dot", rf"\b(?:[a-z0-9-]{{1,63}}\.){{1,8}}{_ENDING}\b(?:/\S*[\w/])?"),
    ("URL", "dot", r"\b(?:[a-z][a-z0-9-]{0,62}\.){1,6}[a-z]{2,10}/[^\s<>()]*[\w/]"),
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
