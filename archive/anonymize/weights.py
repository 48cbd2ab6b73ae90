"""How much each sign speaks for or against a name, in points. Recall comes first: in doubt a human looks.

A word starts with what the lists say about it, and every sign around it adds or takes away. With `MASK` points it is
masked, with `HOLD` it is held for a human. The unit: two points are one good sign, six a certain one. The figures were
set by hand and checked on a development set (tests/archive/anonymize/development); docs/decisions/0007 tells why.
"""

from __future__ import annotations

from typing import Literal

MASK, HOLD = 5, 2

Kind = Literal[
    "small", "allowed", "season", "lower season", "auxiliary", "weak", "weak name", "surname", "everyday", "word",
    "rare", "formed", "short", "twofold", "uncommon", "foreign", "slip", "rare name", "name", "unknown",
]  # fmt: skip
START: dict[Kind, int] = {
    "small": -6,  # the, will, que: the words that hold sentences together
    "allowed": -14,  # IEP, Title I, Latino
    "season": -4,  # a name and the time of the year: summer, april
    "lower season": -2,  # the same in lower case
    "auxiliary": -4,  # will, may, in lower case
    "weak name": 0,  # a first name, but everybody's word first: mark, chase
    "weak": -2,  # a name, but everybody's word first: mark, grant, rosa
    "surname": -3,  # an everyday word that is only a surname, in lower case: money, banks
    "everyday": -6,  # vocabulary that everybody uses, on no list of names, in lower case
    "word": -3,  # vocabulary, on no list of names
    "rare": -2,  # the same, but few people write it
    "formed": -1,  # a form or a compound of vocabulary: lunchroom, llegaron
    "short": 1,  # two or three letters in lower case: a surname, or on no list
    "twofold": 0,  # a name and an everyday word: hope, angel
    "uncommon": 1,  # a name and a word that is not of every day: destiny, aurora
    "foreign": 2,  # Spanish vocabulary where nobody speaks Spanish
    "slip": 3,  # a slip away from an everyday word: attendence
    "rare name": 3,  # a name and a rare word: jasmine, tony
    "name": 5,  # a name and nothing else
    "unknown": 5,  # on no list at all
}
SURE: frozenset[Kind] = frozenset({"name", "unknown"})  # need no neighbours
PLAIN: frozenset[Kind] = frozenset({"everyday", "word", "rare", "formed"})  # need two good signs even to be held

Sign = Literal[
    "capital", "first capital", "title", "role", "kin", "addressed", "acted on", "lead", "joined", "determined",
    "verbal", "asked about", "belonging", "possessive", "grade", "bracket", "says", "does", "does perhaps", "alone",
    "noun after", "object after", "beside a name", "surname", "listed",
    "pair", "phrase", "signature", "place before", "near a name",
    "initial", "named phrase", "the place", "speaker", "family", "programme", "opening", "apart", "known",
    "spoken of", "named before", "apposition", "no verb", "human verb", "given", "after a name",
]  # fmt: skip
SIGNS: dict[Sign, int] = {
    "capital": 6,  # inside a sentence
    "first capital": 2,  # where every word has one
    "title": 6,  # Ms …
    "role": 3,  # coach …, la maestra …
    "kin": 4,  # my student …, su hermano …
    "addressed": 3,  # told …, thanks …, named …, le dije a …
    "acted on": 4,  # hugged …, drove … home: what people do to people
    "joined": 2,  # because …, but …
    "lead": 3,  # with …, for …, because …: where an ordinary noun would have its article
    "determined": -4,  # the …, two …, mi …
    "verbal": -4,  # we …, to …, can …
    "asked about": 3,  # is … coming, did …
    "belonging": 5,  # …'s mom
    "possessive": 2,  # …'s
    "grade": 4,  # … (8th grade)
    "bracket": 2,  # … (
    "says": 4,  # … said, … cried, … llora
    "does": 2,  # … is, … needs, … tiene
    "does perhaps": 1,  # … walked: any word that ends as a past does
    "alone": 1,  # the sentence or the clause ends here
    "noun after": -1,  # … leaders: part of a longer noun
    "object after": -1,  # … the: then it may be a verb
    "beside a name": 4,
    "surname": 8,  # najma bird. …
    "after a name": 5,  # jordi barranco, …: vocabulary that may be a surname
    "listed": 3,  # Noor, Sam and …
    "pair": 3,  # first name and surname that are both words
    "phrase": -3,  # Walking School Bus
    "named phrase": -1,  # the same, with a word that no office or programme is named with
    "the place": 4,  # from the Terraces, la Chata
    "signature": 4,  # the last words, by themselves
    "place before": 2,  # at …, with a capital
    "initial": 3,  # … G.
    "speaker": 4,  # …: "we just want"
    "family": 5,  # the … family, los … se mudan
    "opening": 2,  # a sentence in lower case that goes on with what a person does
    "apart": 2,  # …, between commas
    "programme": -9,  # Head Start, Food Bank
    "near a name": 2,  # a slip away from a name
    "known": 3,  # on the roster, and a word
    "spoken of": 1,  # the text goes on about her, him, ella
    "named before": 3,  # elsewhere in the text it is a name
    "apposition": 4,  # … the custodian, lupe la del comedor
    "human verb": 6,  # summer got …, spring told …: what no season does
    "given": 2,  # found … a bed, pulled … out of class
    "no verb": 6,  # with will, for may: where the commonest verbs cannot stand
}
