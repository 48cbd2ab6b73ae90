"""What somebody does in a direct message with the bot, as Discord sends it: no server is named."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from tests.kit.replies import AUTOCOMPLETE, BUTTON, COMMAND, MODAL, message
from tests.kit.wire import Wire

TOKEN = "canary-interaction-token"
FACTS: Mapping[str, Any] = {
    "application_id": "123",
    "version": 1,
    "channel_id": "80",
    "channel": {"id": "80", "type": 1},
    "locale": "en-US",
    "attachment_size_limit": 1 << 20,
    "authorizing_integration_owners": {},
    "entitlements": [],
    "context": 1,
}


class Private:
    """Sends what is done in direct messages, and waits for what is answered. Each has an id and a token of its own."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._numbers = count(5_000)

    def click(self, account: int, address: str) -> dict[str, Any]:
        """Return a click on a button under one of the bot's messages."""
        what = {"custom_id": address, "component_type": 2}
        return {**self._made(account, BUTTON, what), "message": {**message({}), "channel_id": "80"}}

    def submit(self, account: int, address: str, **answers: str) -> dict[str, Any]:
        """Return a form with what was typed into it."""
        inputs = [
            {"type": 18, "component": {"type": 4, "custom_id": key, "value": typed}} for key, typed in answers.items()
        ]
        return self._made(account, MODAL, {"custom_id": address, "components": inputs})

    def command(self, account: int, name: str) -> dict[str, Any]:
        """Return a slash command without options."""
        return self._made(account, COMMAND, {"id": "1", "type": 1, "name": name})

    def typing(self, account: int, name: str, options: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Return the question for choices while an option is typed."""
        return self._made(account, AUTOCOMPLETE, {"id": "1", "type": 1, "name": name, "options": options})

    async def answered(self, sent: dict[str, Any], *, times: int = 1) -> tuple[str, float]:
        """Send something, and return what is answered first, as text, and how many seconds later."""
        began = asyncio.get_running_loop().time()
        for _ in range(times):
            await self._wire.gateway.send_privately(sent)
        async with asyncio.timeout(20):
            while sent["id"] not in self._wire.told:  # noqa: ASYNC110 -- Discord tells nobody what it was answered
                await asyncio.sleep(0.002)
        told = self._wire.told[sent["id"]]
        shown: dict[str, Any] = told.get("data") or {}
        embeds: list[dict[str, Any]] = shown.get("embeds") or []
        said = [shown.get("content") or "", *(each.get("description") or "" for each in embeds)]
        return "\n".join(each for each in said if each), self._wire.answers[sent["id"]] - began

    def _made(self, account: int, kind: int, data: Mapping[str, Any]) -> dict[str, Any]:
        number = next(self._numbers)
        user = {"id": str(account), "username": f"user{account}", "discriminator": "0", "avatar": None}
        return {**FACTS, "id": str(number), "token": f"{TOKEN}-{number}", "type": kind, "data": data, "user": user}
