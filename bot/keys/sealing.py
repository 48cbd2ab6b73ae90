"""Sealing: encrypted, authenticated, a random nonce in front (AES-256-GCM)."""

from __future__ import annotations

import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12  # AES-GCM, NIST SP 800-38D section 8.2


def seal(key: bytes, data: bytes, *, about: bytes = b"") -> bytes:
    """Return data encrypted, and authenticated together with what it is `about`."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, about)


def unseal(key: bytes, sealed: bytes, *, about: bytes = b"") -> bytes:
    """Return what was sealed; raises `InvalidTag` for another key, a changed text or another `about`.

    Raises `ValueError` for what is too short to be sealed. Source of both: `cryptography.hazmat`'s AESGCM.
    """
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about)
