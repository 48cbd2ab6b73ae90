"""Keys outside the database, and sealing with them."""

from __future__ import annotations

from bot.keys.keyring import Keyring, KeyringUnusable, seal, unseal

__all__ = ["Keyring", "KeyringUnusable", "seal", "unseal"]
