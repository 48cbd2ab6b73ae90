"""What stands right before a word and speaks for or against a name: titles, kin, articles, "told", "with"."""

from __future__ import annotations

from collections.abc import Callable

from archive.anonymize.beside import MIGHT
from archive.anonymize.sentence import Sentence
from archive.anonymize.weights import PLAIN, Sign

_VERB_ENDS = ("ed", "ing")
_OPENING_MARKS = " \t,:(\"'*_[-~/\u201c"  # may stand before a name that what is before it leads to


def sign_before(sentence: Sentence, at: int) -> Sign | None:
    """Return the sign that the words before a position give."""
    before, token = sentence.word(at - 1), sentence.words[at].token
    if token.is_first and sentence.has("auxiliaries", at) and sentence.has("subjects", at + 1):
        return "verbal"  # Will you …
    if before is None:
        return None
    gap = sentence.gap(at - 1)
    if token.is_first and gap.strip(" \"'\u201c") != ":":
        return None
    if before.token.is_possessive:
        return _after_apostrophe(sentence, at)
    if gap.strip(_OPENING_MARKS) not in {"", "."}:
        return None
    if gap.strip(" \t.") == "" and (title := _title(sentence, at)):
        return title
    for sign, is_there in _LADDER:
        if is_there(sentence, at):
            return sign
    return _directly_before(sentence, at) if gap.strip() == "" else None


def _after_apostrophe(sentence: Sentence, at: int) -> Sign:
    if sentence.has("asking_is", at - 1):
        return "asked about"  # where's …
    return "addressed" if sentence.has("introducing", at - 1) else "determined"  # his name's …


def has_honorific(sentence: Sentence, at: int) -> bool:
    """Say whether a title stands right before it that only a name can follow, and it is a word at all."""
    word = sentence.words[at]
    is_touching = sentence.has("honorifics", at - 1) and sentence.gap(at - 1).strip(" .") == ""
    return is_touching and (word.kind != "small" or word.token.is_capital)


def has_title(sentence: Sentence, at: int) -> bool:
    """Say whether a title stands right before it that is nothing else."""
    return at > 0 and sentence.has("pure_titles", at - 1) and sentence.gap(at - 1).strip(" .") == ""


def _title(sentence: Sentence, at: int) -> Sign | None:
    word = sentence.words[at]
    if sentence.has("pure_titles", at - 1):
        return "title" if word.kind != "small" or word.token.is_capital else None
    if not sentence.has("titles", at - 1) or word.kind == "small" or sentence.has("titles", at):
        return None
    return "role" if word.is_name or word.token.is_capital or word.kind in {"slip", "foreign"} else None


def _is_time(sentence: Sentence, at: int) -> bool:
    word = sentence.words[at]
    if word.kind == "lower season" and sentence.has("season_leads", at - 1):
        return True
    return word.kind in {"season", "lower season"} and sentence.has("times", at - 1)


def _follows_kin(sentence: Sentence, at: int) -> bool:
    """Say whether somebody is meant right before it: "my student …", "mom of …"; "child care" is nobody."""
    word = sentence.words[at]
    if word.token.shape == "lower" and word.kind in PLAIN:
        return False
    is_kin = sentence.has("kin", at - 1) and len(sentence.words[at - 1].token.text) > 1
    return is_kin or (sentence.has("links", at - 1) and sentence.has("kin", at - 2))


def _is_addressed(sentence: Sentence, at: int) -> bool:
    """Say whether it is whom somebody told: "told …", "le dije a …", "this is …"."""
    is_bridged = sentence.has("addressing", at - 2) and sentence.has("bridges", at - 1)
    return sentence.has("addressing", at - 1) or is_bridged or _is_introduced(sentence, at)


def _is_introduced(sentence: Sentence, at: int) -> bool:
    return sentence.has("introducing", at - 2) and sentence.has("being", at - 1)


def _is_led(sentence: Sentence, at: int) -> bool:
    if sentence.has("particles", at - 1) and sentence.has("leads", at - 2):  # picked up …
        return True
    if sentence.has("leads", at - 1) or (sentence.is_spanish and sentence.has("spanish_leads", at - 1)):
        return True
    return sentence.words[at].is_name and sentence.gap(at - 1).strip() == ":"


def _is_asked_about(sentence: Sentence, at: int) -> bool:
    is_opening = sentence.words[at - 1].token.is_first or sentence.has("wonders", at - 2)
    return is_opening and sentence.has("asking", at - 1)


def _cannot_be_verb(sentence: Sentence, at: int) -> bool:
    """Say whether "will" or "may" stands where no verb can: "with will", "did may"."""
    word = sentence.words[at]
    if word.kind != "auxiliary" or not word.is_first:
        return False
    return sentence.has("before_no_verb", at - 1) or _is_asked_about(sentence, at) or _is_introduced(sentence, at)


def _is_object(sentence: Sentence, at: int) -> bool:
    """Say whether it follows a verb that no list has: "tutoring grace", "cornered chase"."""
    before = sentence.words[at - 1]
    is_verb = before.token.folded.endswith(_VERB_ENDS) and before.kind != "small" and before.token.shape == "lower"
    return is_verb and sentence.words[at].kind in MIGHT


_LADDER: tuple[tuple[Sign, Callable[[Sentence, int], bool]], ...] = (
    ("no verb", _cannot_be_verb),
    ("determined", _is_time),
    ("kin", _follows_kin),
    ("acted on", lambda sentence, at: sentence.words[at].is_first and sentence.has("acting", at - 1)),
    ("addressed", _is_addressed),
    ("lead", _is_led),
    ("joined", lambda sentence, at: sentence.has("conjunctions", at - 1)),
    ("asked about", _is_asked_about),
    ("joined", _is_object),
)


def _directly_before(sentence: Sentence, at: int) -> Sign | None:
    word = sentence.words[at]
    if sentence.has("determiners", at - 1):
        is_family = sentence.has("family_articles", at - 1) and word.is_last and not word.token.text.endswith("s")
        return "family" if is_family else "determined"
    return "verbal" if sentence.has("verbal", at - 1) else None
