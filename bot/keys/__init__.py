"""Keys outside the database, and sealing with them."""

from __future__ import annotations

from bot.keys.conversations import ConversationKeys, derive
from bot.keys.keyring import Keyring, KeyringUnusable, seal, unseal

__all__ = ["ConversationKeys", "Keyring", "KeyringUnusable", "derive", "seal", "unseal"]
