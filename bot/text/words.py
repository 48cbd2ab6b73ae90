"""Words of a text, and those too common to say what it is about."""

from __future__ import annotations

import re
from functools import cache

from bot.text.rules import LINK

_WORD = re.compile(r"[^\W\d_][\w'-]*[^\W_]|[^\W\d_]", re.UNICODE)

_ENGLISH = (
    "able actually already also always anybody anyone aren best better bring can't cannot come coming could didn "
    "didn't does doesn doesn't doing don don't enough especially every everybody everyone gets getting give given "
    "gives going good got great gt hasn haven help i'd i'll i'm i've instead isn isn't it's just keep kind know "
    "less let let's like likely little look lot lots make makes making many maybe mean more much need needed "
    "needing needs new one ones people place places put rather really say says should shouldn something sort "
    "still stop such sure take taking tell that's thank thanks there's they're thing things think time too try "
    "trying two use used using want wants wasn way ways we're we've well what's who's will won won't work works "
    "would wouldn yes you're year years allow allowed become because even ever far feel start started seem seems "
    "nobody nothing available require required requires provide provided provides providing improve improved improving "
    "area areas local increase increased current currently able possible community communities"
)
_SPANISH = (
    "a al algo algunas algunos ante antes así aquí aunque bien cada casi como con contra cosas cual cuando cuándo "
    "de del desde donde dónde dos durante e el él ella ellas ellos en entre era eran es esa esas ese eso esos "
    "esta está están estas este esto estos falta ha hace hacen hacer han hasta hay la las le les lo los más me "
    "mejor menos mi mis mucho muchos muy nada ni no nos nosotros nuestra nuestras nuestro nuestros o otra otras "
    "otro otros para pero poco poder por porque puede pueden que qué quien se sea ser si sí sin sobre solo sólo "
    "son su sus también tan tanto te tener tenemos tiene tienen toda todas todo todos tu tus un una unas uno unos "
    "usted va vez y ya yo necesita necesitamos"
)


@cache
def _common() -> frozenset[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS  # noqa: PLC0415 -- half of what a start would take

    return frozenset(ENGLISH_STOP_WORDS) | frozenset(_ENGLISH.split()) | frozenset(_SPANISH.split())


def words_of(text: str) -> list[str]:
    """Return a text's words in order, links left out, apostrophes written plainly."""
    return _WORD.findall(LINK.sub(" ", text.replace("\u2019", "'")))


def says_little(word: str) -> bool:
    """Say whether a word is too common, or too short, to tell what a text is about."""
    return len(word) < 2 or word.casefold() in _common()


def stem(word: str) -> str:
    """Return a word without the endings that make it plural or possessive, so that both count as one."""
    plain = word.casefold().removesuffix("'s")
    if len(plain) > 4 and plain.endswith("ies"):
        return plain[:-3] + "y"
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        plain = plain[:-1]
    if len(plain) > 3 and plain.endswith(("se", "xe", "ze", "che", "she")):  # buses, boxes, and so also house
        plain = plain[:-1]
    return plain
