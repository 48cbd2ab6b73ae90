"""Keys outside the database, and sealing with them."""

from __future__ import annotations

from bot.keys.conversations import ConversationKeys, derive
from bot.keys.counts import CountKeys
from bot.keys.handing import HandingKeys
from bot.keys.keyring import Keyring, KeyringUnusable
from bot.keys.sealing import seal, unseal
from bot.keys.surveys import SurveyKeys
from bot.keys.vault import Vault

__all__ = [
    "ConversationKeys",
    "CountKeys",
    "HandingKeys",
    "Keyring",
    "KeyringUnusable",
    "SurveyKeys",
    "Vault",
    "derive",
    "seal",
    "unseal",
]
