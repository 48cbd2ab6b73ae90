"""People's Discord apps: each tells the bot, with everything its owner does, in which language they have it.

The simulated Discord says English for everybody. What it hands to the bot passes here first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simcord import Env

ACT = "INTERACTION_CREATE"
TAGS: Mapping[str, str] = {"en": "en-US", "es": "es-ES"}  # ours, and as Discord writes them


@dataclass
class Clients:
    """The language of each account's app, by account; whoever is not in it has it in English."""

    languages: dict[int, str] = field(default_factory=dict)

    def tell(self, event: str, payload: Any) -> None:  # noqa: ANN401 -- the simulation's payloads
        """Put the language of whoever acts into what the bot is told of it."""
        if event == ACT:
            account_id = int(payload.get("member", payload)["user"]["id"])
            language = self.languages.get(account_id)
            payload["locale"] = TAGS.get(language or "", payload["locale"])


def let_clients_tell(env: Env) -> Clients:
    """Give everybody an app. Call it before the bot is logged in: what listens first is told first."""
    clients = Clients()
    env.backend.subscribers.insert(0, clients.tell)
    return clients
