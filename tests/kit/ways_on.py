"""Does a text say what to do next? Told by its grammar in both languages, so that every new text is asked too.

A way on is one of four: a command or a setting, somebody to turn to, a time after which it goes on, or something to
do: *you can*, or a verb that speaks to the reader at the head of a clause. Nothing but a list tells such a verb from
a noun; a text whose verb is missing here adds it, and is then read by somebody.
"""

from __future__ import annotations

import re

COMMAND = r"(?<![\w/])/[a-z]+\b(?!/)|\bstaffroom [a-z]|(?<!\w)--[a-z]|\bSTAFFROOM_[A-Z]|\bpip install"
WHO = {
    "en": r"\bstewards?\b|\bowner\b|\bthe host\b|\bwhoever (?:opened|runs|started|proposed|holds)\b",
    "es": r"\bresponsables?\b|\bdueñ[oa]\b|\bquien (?:abrió|creó|administra|propuso|tenga)\b|\ba la red\b",
}
WHEN = {
    "en": r"\bagain in\b|\btomorrow\b|\bin a (?:few )?minutes?\b|<t:|\byou(?:'ll| both)? hear\b|\bby itself\b"
    r"|\blater\b",
    "es": r"\bmañana\b|\ben (?:un(?:os)?|una) (?:minutos?|hora)\b|<t:|\bavisa(?:mos|remos)\b|\bpor sí solo\b"
    r"|\bsabrás\b|\bmás tarde\b|\ben cuanto\b",
}
CAN = {"en": r"\byou can\b", "es": r"\bpuedes\b|(?:^|\. )puede \w+r\b"}
DO = {
    "en": "add answer ask attach build call check choose copy correct cut drop empty free get give go have import "
    "install join keep leave let look make mark mend move name open paste pick plan point post press put raise "
    "read reply reset restore right-click run save say send set shorten show start stop switch take talk tell "
    "try turn type use volunteer wait win write",
    # stems of what *tú* and *usted* are told, with what hangs on behind (dilo, escríbela, inténtelo)
    "es": "abr[ae] ac[oó]rt[ae] activ[ae] adj[uú]nt[ae] agr[eé]g[au]e? añad[ea] arr[eé]gla av[ií]sa b[oó]rra busca "
    "c[aá]mbia cierra compru[eé]ba cons[ií]gue c[oó]pia corr[ií]ge cuenta d[eé] d[aá] d[eé]ja defin[e] d[ií] "
    "diga dile el[ií]ge elija empi[eé]za entra env[ií]e? env[ií]a escr[ií]ba escr[ií]be esp[eé]ra gu[aá]rda "
    "habl[ae] h[aá]z ind[ií]ca in[ií]cia inst[aá]la int[eé]nt[ae] lee l[eé]e l[ií]bera m[aá]rca m[ií]ra m[ií]de "
    "mu[eé]ve n[oó]mbra ofr[eé]ce p[aá]sa p[eé]ga p[ií]de plant[eé]a p[oó]n pong?a pr[eé]gunta prep[aá]ra "
    "pru[eé]ba publ[ií]ca puls[ae] qu[ií]ta reinicia renu[eé]va resp[oó]nde responda restaura r[eé]tira "
    "rev[ií]sa siga s[ií]gue t[oó]ma [uú]s[ae] vac[ií]a ve vu[eé]lve ejec[uú]ta recup[eé]ra",
}  # fmt: skip

HEADS = {"en": "please|and|or|then|so|just|first|later", "es": "por favor|y|o|u|e|así que|solo|primero|no"}
BEHIND = {"en": "", "es": r"(?:se)?(?:l[aeo]s?|me|te|os|nos)?"}


def _doing(language: str) -> str:
    verbs = "|".join(DO[language].split())
    return rf"(?:^|[.:;?,”)]\s+|\b(?:{HEADS[language]})\s+)(?:{verbs}){BEHIND[language]}\b"


def names_a_way_on(text: str, language: str = "en") -> bool:
    """Say whether a text names a command, a person, a time or something to do."""
    kinds = (COMMAND, WHO[language], WHEN[language], CAN[language], _doing(language))
    return any(re.search(kind, text, re.IGNORECASE | re.MULTILINE) for kind in kinds)
