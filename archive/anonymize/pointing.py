"""Phrases that single somebody out without a name: "the only deaf girl in our school", "nuestra nueva directora".

Nothing automatic can tell whether such a phrase points at one person; a human is shown it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from archive.anonymize.tokens import fold

ONLY, FEW = "the only one of its kind", "one of very few"
ROLE, RELATIVE = "somebody in a single role", "somebody's relative"
KNOWN, OUTSTANDING = "somebody who is easily known", "somebody who stands out"


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


# The rest of the phrase: up to nine words, none of which begins what is said about them.
_STOPS = _any("""
is was are has had have and but so because if will cannot can does did gets? got wont doesnt
es y pero tiene esta no se ya fue era quiere dice
""")
_REST = rf"(?:\s+(?!{_STOPS}\b)[\w'-]+){{0,9}}"
_WORD = r"[\w'-]+"
_ROLES = _any("""
principal vice counselor coach director nurse secretary therapist psychologist librarian custodian superintendent clerk
interpreter translator teacher aide tutor intern coordinator liaison specialist officer cook driver social band choir
attendance music art dean chef guard pastor janitor assistant athletic speech reading math science sub receptionist
""")
_CARGOS = _any("""
directora? subdirectora? enfermer[oa] consejer[oa] entrenadora? secretari[oa] terapeuta psicolog[oa] bibliotecari[oa]
conserje superintendente interprete traductora? maestr[oa] ayudante tutora? coordinadora? trabajadora? profesora?
cociner[oa] chofer
""")
_RELATIVE_WORDS = "husband wife son daughter brother sister boyfriend girlfriend partner nephew niece"
_RELATIVES = _any(_RELATIVE_WORDS)
_ONE = _any("""
boy girl kid child student teacher mom mother dad father family parent freshman sophomore junior senior woman man aide
grader teen
""")
_UNO = _any("""
nino nina alumno alumna estudiante maestro maestra mama papa familia muchacho muchacha joven senora senor
""")
_ALGUIEN = _any("senora senor muchacha muchacho mama papa joven abuela abuelo vecina vecino")
_STATE_WORDS = "pregnant deaf blind homeless undocumented transgender trans adopted autistic diabetic refugee"
_STATES = _any(_STATE_WORDS)
_ESTADOS = _any("embarazad[oa] sord[oa] cieg[oa] indocumentad[oa] autista adoptad[oa] refugiad[oa]")
_TITLED = _any(
    "valedictorian salutatorian quarterback prom\\s+(?:king|queen) homecoming\\s+(?:king|queen) drum\\s+major"
)
_NOBODY = _any("""
way time thing reason option problem question answer choice place day days hope green good real money help room building
space
""")
_NADIE = _any("manera forma cosa vez razon opcion problema salida dia lugar que")
_NEW_WORDS = "new newest former old last first interim"
_NEW = _any(_NEW_WORDS)
_DOING = _any(
    "gano perdio tiene usa vive fue se habla viene llego quedo murio salio mataron balacearon \\w+(?:aba|io|ado)"
)

_NUEVO = "nuevo nueva anterior antiguo antigua ultimo ultima primer primero primera"
_GEMELOS = "gemelos gemelas trillizos trillizas mellizos"
_TITLED_WORDS = "valedictorian salutatorian quarterback prom homecoming drum"
_MOST = "tallest youngest oldest richest longest longest-serving most"
_FORMS = (  # why, words of which one must be there, the form
    (
        ONLY,
        "only sole lone single",
        rf"(?:the|our|my|an?|his|her|their|\w+'s)\s+(?:only|sole|lone|single|one\s+and\s+only)\s+(?!{_NOBODY}\b)",
    ),
    (ONLY, "one", r"(?:our|my|the)\s+one\s+(?!(?:of|thing|way|day|time|that|who|and)\b)"),
    (ONLY, "unico unica unicos unicas", rf"(?:el|la|los|las|mi|nuestr[oa]|su)\s+unic[oa]s?\s+(?!{_NADIE}\b)"),
    (FEW, "one", r"one\s+of\s+(?:only\s+)?(?:our\s+|the\s+)?(?:only\s+)?(?:two|three|few)\s+"),
    (FEW, "dos tres pocos pocas", r"un[oa]\s+de\s+(?:l[oa]s|nuestr[oa]s)\s+(?:dos|tres|poc[oa]s)\s+"),
    (KNOWN, "que", rf"(?:la|el)\s+{_ALGUIEN}\s+que\s+"),
    (KNOWN, "de", rf"(?:el|la)\s+{_UNO}\s+de\s+l[oa]s\s+(?=(?:gemel|trilliz|melliz|cuat)\w+)"),
    (ROLE, _NEW_WORDS, rf"(?:our|the|an?)\s+(?:(?:brand\s+)?{_NEW})\s+(?:{_WORD}\s+){{0,2}}?(?={_ROLES}\b)"),
    (
        ROLE,
        _NUEVO,
        rf"(?:nuestr[oa]|mi|la|el)\s+(?:nuev[oa]|anterior|antigu[oa]|ultim[oa]|primer[oa]?)\s+(?={_CARGOS}\b)",
    ),
    (RELATIVE, _RELATIVE_WORDS, rf"(?:our|the)\s+{_ROLES}(?:'s)?\s+(?={_RELATIVES}\b)"),
    (KNOWN, _STATE_WORDS, rf"(?:the|our|an?|one)\s+(?:{_WORD}\s+){{0,2}}?{_STATES}\s+(?:{_WORD}\s+)?(?={_ONE}\b)"),
    (KNOWN, "with in", rf"(?:the|our)\s+(?:{_WORD}\s+){{0,2}}?{_ONE}\s+(?=(?:with|in\s+(?:a|the)\s+wheelchair)\b)"),
    (
        KNOWN,
        "who whose that",
        rf"(?:the|our)\s+(?:{_WORD}\s+){{0,2}}?{_ONE}\s+(?:who|whose|that)(?:\s+{_WORD}){{1,9}}?\s+(?=)",
    ),
    (OUTSTANDING, "first", rf"(?:the|our)\s+first\s+(?:{_WORD}\s+){{0,3}}?(?={_ONE}\b)"),
    (OUTSTANDING, _TITLED_WORDS, rf"(?:our|the)\s+(?={_TITLED}\b)"),
    (OUTSTANDING, "primer primera primero", rf"(?:la|el)\s+primer[oa]?\s+(?:{_WORD}\s+){{0,2}}?(?={_UNO}\b)"),
    (KNOWN, "new", rf"(?:the|our)\s+new\s+(?={_ONE}\b)"),
    (KNOWN, "nuevo nueva", rf"(?:el|la|nuestr[oa])\s+{_UNO}\s+(?=nuev[oa]\b)"),
    (KNOWN, _GEMELOS, r"(?:el|la|nuestr[oa])\s+(?=(?:gemel[oa]s|trilliz[oa]s|mellizos)\b)"),
    (KNOWN, "twins triplets quadruplets", rf"(?:the|our)\s+(?:{_WORD}\s+)?(?=(?:twins|triplets|quadruplets)\b)"),
    (KNOWN, "el la un una nuestro nuestra", rf"(?:el|la|una?|nuestr[oa])\s+{_UNO}\s+(?=(?:{_ESTADOS}|mas\s+\w+)\b)"),
    (KNOWN, "que cuyo cuya", rf"(?:el|la)\s+{_UNO}\s+(?:que|cuy[oa])\s+(?={_DOING}\b)"),
    (OUTSTANDING, _MOST, r"(?:the|our)\s+(?:tallest|youngest|oldest|richest|longest[- ]serving|most\s+senior)\s+"),
)
_POINTING = tuple(
    (why, frozenset(words.split()), re.compile(rf"\b{form}{_WORD}{_REST}")) for why, words, form in _FORMS
)
_WORDS = frozenset().union(*(words for _, words, _ in _POINTING))
_OF_A_PEOPLE = re.compile(rf"\b(?:[Oo]ur|[Tt]he|[Mm]y)\s+[A-Z]\w+(?:an|ese|ish|i|ic)\s+{_ONE}\b(?!')")


def find_pointing(text: str, present: AbstractSet[str]) -> Iterator[tuple[int, int, str]]:
    """Yield phrases that single somebody out, with why, in a text with these folded words."""
    for found in _OF_A_PEOPLE.finditer(text):
        yield found.start(), found.end(), KNOWN
    folded = fold(text)
    if _WORDS.isdisjoint(present):
        return
    for why, words, pattern in _POINTING:
        if words.isdisjoint(present):
            continue
        for found in pattern.finditer(folded):
            yield found.start(), found.end(), why
