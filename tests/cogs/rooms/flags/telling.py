"""Flagging and settling in tests, as people do it."""

from __future__ import annotations

from typing import Any

from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from tests.cogs.rooms.seeing import LOUNGE
from tests.cogs.setup.replies import said, told
from tests.kit.town import Town


async def begin(town: Town, flagger: MemberActor, flagged: MemberActor, where: ChannelHandle | None = None) -> Any:
    """Give the command, up to the private card that says what happens."""
    return await flagger.slash(where or town.channel(LOUNGE), "room flag", person=flagged.user)


async def flag(town: Town, flagger: MemberActor, flagged: MemberActor, where: ChannelHandle | None = None) -> str:
    """Say in confidence that somebody supervises the flagger; returns what the card says afterwards."""
    asked = await begin(town, flagger, flagged, where)
    assert asked.response is not None
    answer = await flagger.click(asked.response, label="Yes, tell a steward")
    await town.settle()
    return "\n".join(said(each) for each in [asked.response, *answer.followups])


async def settle(town: Town, steward: MemberActor, label: str) -> str:
    """Settle the oldest flag that waits for a steward; returns what they are told."""
    shown = await steward.slash(town.channel("lobby"), "steward flags")
    assert shown.response is not None
    answer = await steward.click(shown.response, label=label)
    await town.settle()
    return told(answer)


def read_by(town: Town, actor: MemberActor) -> str:
    """Everything that the bot has told somebody privately by message."""
    texts = []
    for message in town.direct_messages(actor):
        texts += [f"{embed.title}\n{embed.description}\n{[f.value for f in embed.fields]}" for embed in message.embeds]
        texts.append(message.content)
    return "\n".join(texts)
