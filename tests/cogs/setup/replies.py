"""Reading the private replies of the simulated Discord."""

from __future__ import annotations

from simcord.results import InteractionResult, ResponseMessage


def said(message: ResponseMessage) -> str:
    """Return everything a card says, line by line."""
    assert message.ephemeral, "a reply to one person is seen by that person only"
    [embed] = message.embeds
    fields = [f"{field.name}: {field.value}" for field in embed.fields]
    return "\n".join([embed.title or "", embed.description or "", *fields, (embed.footer.text or "")])


def told(result: InteractionResult) -> str:
    """Return everything somebody was told, the replies one after the other."""
    replies = [*([result.response] if result.response else []), *result.followups]
    assert replies, "nothing was answered"
    return "\n".join(said(reply) for reply in replies)
