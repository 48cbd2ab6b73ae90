"""Receipts: what the author of an anonymous post keeps instead of a name. Pure.

100 random bits, shown once; stored is only a hash, which at this length cannot be searched for.
Letters as in Douglas Crockford's base 32 (https://www.crockford.com/base32.html): none that look like a digit.
"""

from __future__ import annotations

import secrets
from hashlib import sha256

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 20, 5  # 20 letters of five bits
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, "_": None, ".": None})


def new_receipt() -> str:
    """Return a receipt, without its hyphens."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def shown_receipt(receipt: str) -> str:
    """Return a receipt as it is read: ``7K3QX-9M2AB-…``."""
    return "-".join(receipt[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read_receipt(written: str) -> str | None:
    """Return the receipt somebody typed or a button carries, None where it can be none.

    Case, spaces and hyphens don't matter, nor whether O is a zero, I or L a one.
    """
    receipt = "".join(written.upper().split()).translate(READ_AS)
    return receipt if len(receipt) == LENGTH and set(receipt) <= set(LETTERS) else None


def receipt_hash(receipt: str) -> str:
    """Return what is stored of a receipt."""
    return sha256(f"staffroom receipt 1: {receipt}".encode()).hexdigest()
