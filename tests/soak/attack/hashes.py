"""Is a tag, a receipt or a key's name a hash of an id? Every function, encoding and salt that comes to mind."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator

import numpy as np

from tests.soak.attack.evidence import Evidence, Guesses

FUNCTIONS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s", "sha3_256")
SAMPLED = 3  # conversations whose own values are tried as salts: a scheme that uses them shows in any of them
Way = Callable[[int], bytes]

ENCODINGS: dict[str, Way] = {
    "decimal": lambda one: str(one).encode(),
    "hex": lambda one: f"{one:x}".encode(),
    "big": lambda one: one.to_bytes(8, "big"),
    "little": lambda one: one.to_bytes(8, "little"),
}


def hashed_ids(evidence: Evidence, functions: tuple[str, ...] = FUNCTIONS) -> Guesses:
    """Guess by every unkeyed hash of an account's or a person's id that stands on a post's row."""
    ids = [int(one) for one in (*evidence.accounts, *evidence.persons)]
    wanted = _wanted(evidence)
    network = str(evidence.posts[0]["network_id"]).encode()
    channel = str(evidence.posts[0]["channel_id"]).encode()
    found: dict[int, int] = {}
    for name in functions:
        for encode in ENCODINGS.values():
            for salt in (b"", network, channel):
                _try(name, encode, salt, ids, wanted, found, evidence)
    for salted in _domains(network):
        _try("sha256", salted, b"", ids, wanted, found, evidence)
    for post in evidence.posts[:: max(1, len(evidence.posts) // SAMPLED)][:SAMPLED]:
        for salt in _own_salts(post):
            _try("sha256", ENCODINGS["decimal"], salt, ids, wanted, found, evidence)
            _try_keyed(salt, network, ids, wanted, found, evidence)
    return np.array([found.get(place, -1) for place in range(len(evidence.posts))], np.int64)


def _wanted(evidence: Evidence) -> dict[str, list[int]]:
    wanted: dict[str, list[int]] = {}
    for place, post in enumerate(evidence.posts):
        for column in ("tag", "receipt_hash", "key_id"):
            if post[column]:
                wanted.setdefault(str(post[column])[:32], []).append(place)
    return wanted


def _try(
    name: str,
    encode: Way,
    salt: bytes,
    ids: list[int],
    wanted: dict[str, list[int]],
    found: dict[int, int],
    evidence: Evidence,
) -> None:
    function = getattr(hashlib, name)
    for one in ids:
        written = encode(one)
        for text in {salt + written, written + salt, salt + b":" + written} if salt else (written,):
            for place in wanted.get(function(text).hexdigest()[:32], ()):
                found[place] = evidence.place[one]


def _try_keyed(
    key: bytes, network: bytes, ids: list[int], wanted: dict[str, list[int]], found: dict[int, int], evidence: Evidence
) -> None:
    """Try our own scheme with a key that lies in the database."""
    derived = hmac.digest(key, b"staffroom conversation 1: pseudonym", "sha256")
    for one in ids:
        who = b"person " + network + b"/" + str(one).encode()
        for place in wanted.get(hmac.digest(derived, who, "sha256").hex()[:32], ()):
            found[place] = evidence.place[one]


def _domains(network: bytes) -> Iterator[Way]:
    """Yield our own ways of naming a person, hashed without a key."""
    yield lambda one: b"person " + network + b"/" + str(one).encode()
    yield lambda one: b"staffroom receipt 1: " + str(one).encode()
    yield lambda one: b"staffroom conversation 1: pseudonym" + str(one).encode()


def _own_salts(post: dict[str, object]) -> Iterator[bytes]:
    for column in ("id", "conversation_id", "key_id", "receipt_hash", "message_id", "thread_id"):
        if post[column]:
            yield str(post[column]).encode()
            if column == "key_id":
                yield bytes.fromhex(str(post[column]))
