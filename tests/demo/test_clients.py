"""Everybody's Discord says its own language with what its owner does, on the server and in direct messages."""

from __future__ import annotations

from typing import Any

from demo.clients import ACT, Clients


def said(clients: Clients, event: str = ACT, **who: Any) -> str:
    payload = {"locale": "en-US", **who}
    clients.tell(event, payload)
    return str(payload["locale"])


def test_the_bot_is_told_the_language_of_whoever_acts_and_of_nobody_else() -> None:
    clients = Clients({7: "es", 8: "en"})
    assert said(clients, member={"user": {"id": "7"}}) == "es-ES"
    assert said(clients, user={"id": "7"}) == "es-ES"
    assert said(clients, user={"id": "8"}) == said(clients, user={"id": "9"}) == "en-US"
    assert said(clients, "MESSAGE_CREATE", user={"id": "7"}) == "en-US"
