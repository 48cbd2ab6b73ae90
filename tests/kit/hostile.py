"""What somebody sends who means no good: known attacks, and random mixtures of them. The same seed gives the same."""

from __future__ import annotations

import random
from collections.abc import Iterator

# stands in every input as a tag; wherever it appears unescaped in an answer, something was reflected
CANARY = "<zq"
KNOWN = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus=alert(1) autofocus '",
    "</textarea><script>1</script>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% for x in (1,) %}{{ x }}{% endfor %}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "{0.__class__} {name} %s %n %(x)s",
    "' OR '1'='1'; DROP TABLE responses; --",
    "1; ATTACH DATABASE '/tmp/x' AS x",
    "\r\nSet-Cookie: a=b\r\n\r\n<html>",
    "a@b.example\r\nBcc: everyone@example.org",
    "../../../../etc/passwd",
    "\x00\x01\x02\x7f",
    "\u202edrawkcab \u2066isolated\u2069",
    "مرحبا بالعالم שלום",
    "\ufeff\ufffd\u2028\u2029",
    "Z\u0300\u0301\u0302\u0303\u0304algo",
    "👩‍👩‍👧‍👦" * 20,
    "\u0662\u0660\u0662\u0666-\u0661\u0662-\u0660\u0661",  # a day in Arabic digits
    "2026-02-30",
    "99999-12-31",
    "-1",
    "1e309",
    "nan",
    "received",
    "will_act",
    "acted\x00",
    "a" * 64 + "@" + "b" * 63 + ".example",
    "colleague@state.example.org",
    "colleague@state.example.org,other@example.org",
    '"a b"@state.example.org',
    "x" * 10_000,
    "ٱ" * 10_000,
)
PIECES = (*"<>\"'&\\/%;\n\r\t\0{}=", "%00", "--", "é", "\U0001f600")


def inputs(count: int, seed: int = 7) -> Iterator[str]:
    """Yield `count` hostile texts, the known attacks first."""
    chance = random.Random(seed)  # noqa: S311 -- the same on every run
    for number in range(count):
        if number < len(KNOWN):
            yield KNOWN[number]
            continue
        known = chance.choice(KNOWN[:-2])
        if number >= 2 * len(KNOWN):
            place = chance.randrange(len(known) + 1)
            noise = "".join(chance.choice(PIECES) for _ in range(chance.randrange(8)))
            known = known[:place] + noise + known[place:]
        yield f"{known}{CANARY}{number}>"
