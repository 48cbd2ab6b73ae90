"""Phrases that single somebody out without a name: "the only deaf girl in our school", "nuestra nueva directora".

Nothing automatic can tell whether such a phrase points at one person; a human is shown it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.anonymize.tokens import fold

_REST = r"(?:\s+(?!(?:is|was|are|has|had|have|and|but|so|because|if|will|cannot|can|does|did|gets?|got|es|y|pero|tiene|esta|no|se|ya|fue)\b)[\w'-]+){0,9}"
_ROLES = (
    "principal vice counselor coach director nurse secretary therapist psychologist librarian custodian superintendent clerk "
    "interpreter translator teacher aide tutor intern coordinator liaison specialist officer cook driver social band choir "
    "attendance music art dean chef guard pastor janitor assistant athletic speech reading math science"
)
_CARGOS = (
    "directora? subdirectora? enfermer[oa] consejer[oa] entrenadora? secretari[oa] terapeuta psicolog[oa] bibliotecari[oa] "
    "conserje superintendente interprete traductora? maestr[oa] ayudante tutora? coordinadora? trabajadora? profesora? cociner[oa] chofer"
)
_ONE = "boy|girl|kid|child|student|teacher|mom|mother|dad|father|family|parent|freshman|sophomore|junior|senior|woman|man|aide|grader|teen"
_UNO = "nino|nina|alumno|alumna|estudiante|maestro|maestra|mama|papa|familia|muchacho|muchacha|joven|senora|senor"
_STATES = "pregnant|deaf|blind|homeless|undocumented|transgender|trans|adopted|autistic|diabetic|refugee"
_ESTADOS = "embarazad[oa]|sord[oa]|cieg[oa]|indocumentad[oa]|autista|adoptad[oa]|refugiad[oa]"
_NOBODY = "way|time|thing|reason|option|problem|question|answer|choice|place|day|days|hope|green|person we|good|real|money|help|room|building|space"
_NADIE = "manera|forma|cosa|vez|razon|opcion|problema|que\\s+(?:pedimos|queremos|falta)|salida|dia|lugar"

_FORMS = (
    (rf"\b(?:the|our|my|a|an|his|her|their|one\s+of\s+the|school's|district's)\s+(?:only|sole|lone|single|one\s+and\s+only)\s+(?!(?:{_NOBODY})\b)[\w'-]+{_REST}",
     "the only one of its kind"),
    (rf"\b(?:one\s+of\s+(?:only\s+)?(?:two|three|our\s+few|the\s+few))\s+[\w'-]+{_REST}", "one of very few"),
    (rf"\b(?:our|my|the)\s+one\s+(?!(?:of|thing|way|day|time|that|who|and)\b)[\w'-]+{_REST}", "the only one of its kind"),
    (rf"\b(?:el|la|los|las|mi|nuestr[oa]|su)\s+unic[oa]s?\s+(?!(?:{_NADIE})\b)[\w'-]+{_REST}", "the only one of its kind"),
    (rf"\b(?:our|the|a)\s+(?:new|brand\s+new|newest|former|old|last|first|interim)\s+(?:[\w'-]+\s+){{0,2}}?(?:{'|'.join(_ROLES.split())})\b{_REST}",
     "somebody in a single role"),
    (rf"\b(?:nuestr[oa]|mi|la|el)\s+(?:nuev[oa]|anterior|antigu[oa]|ultim[oa]|primer[oa]?)\s+(?:{'|'.join(_CARGOS.split())})\b{_REST}",
     "somebody in a single role"),
    (rf"\bour\s+(?:{'|'.join(_ROLES.split())})(?:'s)?\s+(?:husband|wife|son|daughter|brother|sister|boyfriend|girlfriend|partner)\b{_REST}",
     "somebody's relative"),
    (rf"\b(?:the|our|a|one)\s+(?:[\w'-]+\s+){{0,2}}?(?:{_STATES})\s+(?:[\w'-]+\s+)?(?:{_ONE})\b{_REST}", "somebody who is easily known"),
    (rf"\b(?:the|our)\s+(?:[\w'-]+\s+)?(?:{_ONE})\s+(?:who|whose|with|in\s+(?:a|the)\s+wheelchair|that\s+(?:won|lost|was|got|has|had))\b{_REST}",
     "somebody who is easily known"),
    (rf"\b(?:el|la|un|una|nuestr[oa])\s+(?:{_UNO})\s+(?:{_ESTADOS}|mas\s+\w+)\b{_REST}", "somebody who is easily known"),
    (rf"\b(?:el|la)\s+(?:{_UNO})\s+que\s+(?:gano|perdio|tiene|usa|vive|fue|se)\b{_REST}", "somebody who is easily known"),
    (rf"\b(?:the|our|el|la)\s+(?:tallest|youngest|oldest|richest|longest[- ]serving|most\s+senior)\s+[\w'-]+{_REST}", "somebody who stands out"),
)  # fmt: skip
_POINTING = tuple((re.compile(form), why) for form, why in _FORMS)
_NEEDED = re.compile(
    r"\b(?:only|sole|lone|single|one|unic[oa]s?|new|brand|newest|former|old|last|first|interim|nuev[oa]|anterior|antigu[oa]"
    r"|ultim[oa]|primer[oa]?|tallest|youngest|oldest|richest|longest|most|our|"
    f"{_STATES}|{_ESTADOS}|{_ONE}|{_UNO})\\b"
)


def find_pointing(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield phrases that single somebody out, with why."""
    folded = fold(text)
    if not _NEEDED.search(folded):
        return
    for pattern, why in _POINTING:
        for found in pattern.finditer(folded):
            yield found.start(), found.end(), why
