"""What stands right after a word and speaks for or against a name: 's mom, (8th grade), said, a noun."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.anonymize.sentence import Sentence
from archive.anonymize.weights import SURE, Sign
from archive.anonymize.words import Word

_GRADE = re.compile(
    r"[\s,(]*\d{1,2}(?:st|nd|rd|th)[\s-]+gr|\s*\(\s*\d{1,2}(?:st|nd|rd|th|\s*(?:yo|y/o|a\u00f1os|years))?\s*[),]"
    r"|\s*,\s*\d{1,2}\s*(?:,|yo\b|y/o|years|a\u00f1os)",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\((?!\d{3}\))")  # but not the area of a phone number
_CLAUSE_ENDS = re.compile(r"[^\w\s'\u2019-]|\n|\d|-|$")
_SIGNED = re.compile(
    r"(?:^|\n|[-\u2013\u2014,~]\s*|(?:thanks|thx|gracias|saludos|atentamente)[\s,!.]+)$", re.IGNORECASE
)
_DASHES = (" - ", " \u2013 ", " \u2014 ")
_SIGNED_WITHIN = 20  # characters before a signature that are looked at


def signs_after(sentence: Sentence, at: int) -> Iterator[Sign]:
    """Yield the signs that what follows a position gives."""
    word = sentence.words[at]
    if word.token.is_possessive:
        yield from _of_possessive(sentence, at)
        return
    if _GRADE.match(sentence.text, word.token.end):
        yield "grade"
    elif _BRACKET.match(sentence.text, word.token.end):
        yield "bracket"
    sign = _of_form(sentence, at) or _of_next(sentence, at, sentence.words[at + 1])
    if word.is_name and _is_apposition(sentence, at):
        sign = "apposition"
    is_season = sentence.has("times_of_year", at) and sentence.has("season_verbs", at + 1)
    if sign in {"does", "says"} and word.kind in {"season", "lower season"} and not is_season:
        sign = "human verb"
    if sign:
        yield sign
    if word.kind == "auxiliary" and (sign == "initial" or _is_before_verb(sentence, at)):
        yield "no verb"
    is_likely = word.is_first or word.kind in {"short", "slip"}
    is_opening = word.token.is_first and word.token.shape == "lower" and is_likely
    if is_opening and sign in {"says", "does", "does perhaps"}:
        yield "opening"


def _is_before_verb(sentence: Sentence, at: int) -> bool:
    """Say whether what follows "will" or "may" is a verb of its own: "will is out", "now may gets"."""
    if sentence.has("joins", at + 1) and not sentence.words[at].token.is_first:
        return False
    return sentence.has("finite", at + 1)


def _of_possessive(sentence: Sentence, at: int) -> Iterator[Sign]:
    is_somebodys = sentence.has("belongings", at + 1) or sentence.has("after_is", at + 1)
    is_somebodys |= sentence.has("qualities", at + 1) and sentence.has("belongings", at + 2)
    if is_somebodys:
        yield "belonging"
    if sentence.words[at].is_name or not is_somebodys:
        yield "possessive"


def _of_form(sentence: Sentence, at: int) -> Sign | None:
    """Return what the way of writing shows; always something for the last word."""
    word, after = sentence.words[at], sentence.word(at + 1)
    if _is_signature(sentence, at):
        return "signature"
    is_told = word.token.is_capital and not word.token.is_first
    if sentence.has("families", at + 1) and (word.is_name or is_told or word.kind == "slip"):
        return "family"
    if _is_initial(sentence, at + 1):
        return "initial"
    if at == 0 and sentence.text[word.token.end : word.token.end + 2] == ": ":
        return "speaker"
    is_named = at == 0 and sentence.text[word.token.end : word.token.end + 3] in _DASHES
    if word.is_first and (is_named or (word.token.is_first and (after is None or after.token.is_first))):
        return "does"  # Grace? He …
    return "alone" if after is None or after.token.is_first or _is_clause_end(sentence, at) else None


def _of_next(sentence: Sentence, at: int, after: Word) -> Sign | None:
    """Return what the next word of the same clause shows."""
    verb = sentence.verb(after)
    if verb is None and sentence.has("adverbs", at + 1) and at + 2 < len(sentence.words):
        verb = sentence.verb(sentence.words[at + 2])  # destiny finally told us
    if verb is not None:
        return verb
    if sentence.has("joins", at + 1) and sentence.has("owners", at + 2):  # "… and his brother"
        return "does"
    if _is_given(sentence, at):
        return "given"
    if _is_at_home(sentence, at):
        return "does"
    if sentence.has("closers", at + 1) or (sentence.has("articles", at + 1) and sentence.has("lot", at + 2)):
        return "alone"
    return _of_plain(sentence, at, after)


def _of_plain(sentence: Sentence, at: int, after: Word) -> Sign | None:
    if sentence.has("determiners", at + 1):
        return "object after"
    if after.kind == "small":
        return "alone"
    return "noun after" if after.token.shape == "lower" and not after.is_name and after.kind not in SURE else None


def _is_at_home(sentence: Sentence, at: int) -> bool:
    """Say whether it is somebody from here: "… from my 3rd period", "… in the front office"."""
    is_from, is_opening = sentence.has("from", at + 1), sentence.words[at].token.is_first
    if is_from and is_opening and sentence.words[at].is_first:
        return True  # bill from facilities
    return (is_from or (is_opening and sentence.has("inside_words", at + 1))) and sentence.has("near_words", at + 2)


def _is_given(sentence: Sentence, at: int) -> bool:
    """Say whether something is given to it, or it is taken somewhere: "found … a bed", "pull … out"."""
    if sentence.words[at].token.is_first:
        return False
    is_given = sentence.has("giving", at - 1) and sentence.has("determiners", at + 1)
    return is_given or (sentence.has("away", at + 1) and sentence.has("leads", at - 1))


def _is_apposition(sentence: Sentence, at: int) -> bool:
    """Say whether what follows tells who it is: "art the custodian", "Hope, my neighbor", "lupe la del comedor"."""
    if at + 2 >= len(sentence.words) or sentence.gap(at).strip() not in {"", ","}:
        return False
    if not sentence.has("articles", at + 1):
        return False
    is_role = any(sentence.has(cue, at + more) for more in (2, 3) for cue in ("kin", "staff", "student", "roles"))
    is_of = sentence.has("of_place", at + 2) and (sentence.gap(at).strip() == "" or sentence.has("spanish_the", at + 1))
    return is_role or is_of


def _is_initial(sentence: Sentence, at: int) -> bool:
    word = sentence.word(at)
    if word is None or len(word.token.text) != 1 or not sentence.touches(at - 1):
        return False
    is_dotted = sentence.text[word.token.end : word.token.end + 1] == "."
    return is_dotted or (word.token.text.isupper() and word.token.text not in "AIYO")


def _is_clause_end(sentence: Sentence, at: int) -> bool:
    gap = sentence.gap(at).strip(" ")
    return gap != "" and _CLAUSE_ENDS.match(gap) is not None


def _is_signature(sentence: Sentence, at: int) -> bool:
    token = sentence.words[at].token
    if at < len(sentence.words) - 1 and "\n" not in sentence.gap(at):
        return False
    is_signed = _SIGNED.search(sentence.text, max(0, token.start - _SIGNED_WITHIN), token.start) is not None
    return is_signed and sentence.text[token.end : token.end + 2].strip(" .!") in {"", "\n"}
