"""What the digest has carried out. No row of it holds a member's words: they are read when they leave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from archive.delivery.anew import WRITE, write
from archive.digest.desk import standing
from archive.digest.store import EditionStore
from archive.responses.answering import taken_before
from bot.outbox import Effect
from bot.ui.sending import channel_on, show_as_it_stands
from bot.visibility.server.language import texts_on
from cogs.digest.edition_cards import Portion, card_of, is_for
from cogs.digest.render import response_card
from cogs.digest.showing import SHOW
from cogs.digest.telling import TELL
from config.texts import texts_for, texts_outside

if TYPE_CHECKING:
    import discord

    from bot.database.network import Network
    from bot.house import House


async def show_portion(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Post what one card shows of an edition as it stands now; nothing once the approval was taken back."""
    guild = house.guild_or_retry(network)
    portion = Portion(facts["theme"], tuple(facts["statements"]))
    async with network.read() as tx:
        kept = await EditionStore(tx).get(facts["edition_id"])
        if kept is None or kept.due_at is None or kept.shown_at != datetime.fromisoformat(facts["shown_at"]):
            return
        edition, _ = await standing(house, network, tx, kept)
    t, line, built = texts_for(edition.language), network.community.safety.line, kept.edition
    due = datetime.fromisoformat(facts["due_at"]), kept.due_at
    card = card_of(t, edition, portion, due_at=kept.due_at, safety_line=line)
    if card is None:
        return

    def is_it(found: discord.Embed) -> bool:
        return is_for(portion, built, edition, due, found.title or "", found.description or "")

    async with channel_on(guild, facts["channel_id"]) as channel:
        await show_as_it_stands(house, channel, card, facts, is_it)


async def tell(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Post a policymaker's answer, with its theme as that may be called now."""
    guild = house.guild_or_retry(network)
    async with network.read() as tx:
        taken = await taken_before(house, network, tx, facts["response_id"])
    if taken is None:
        return
    t = texts_outside(texts_on(guild).language)  # as the next digest will say it
    card = response_card(t, taken, safety_line=network.community.safety.line)
    _, _, answer = card.text.partition("\n")

    def is_it(found: discord.Embed) -> bool:  # whatever the theme was called then
        return (found.title or "") == card.title and (found.description or "").partition("\n")[2] == answer

    async with channel_on(guild, facts["channel_id"]) as channel:
        await show_as_it_stands(house, channel, card, facts, is_it)


EFFECTS = {
    # as for the mail whose row it takes: one that was being handed over when its process ended stays in doubt
    WRITE: Effect(write, is_idempotent=lambda _house: True),
    SHOW: Effect(show_portion),
    TELL: Effect(tell),
}
