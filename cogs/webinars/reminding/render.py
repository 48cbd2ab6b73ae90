"""What a reminder says; it tells the time that is left by Discord's own clock, so a late one is still right."""

from __future__ import annotations

from bot.calendar.rules import discord_time
from bot.cards import Card
from cogs.webinars.attending.render import come_button, file_button
from cogs.webinars.model import Webinar
from cogs.webinars.proposing.model import TASKS, Proposal
from cogs.webinars.proposing.team_cards import TASK_NAMES
from config.texts import Texts


def reminder(t: Texts, webinar: Webinar, proposal: Proposal | None, *, safety_line: str) -> Card:
    """Return what the audience's room reads or, with its proposal, the team in its thread, link and all."""
    text = t(
        "{when}: {time}, in {channel}.",
        when=discord_time(webinar.starts_at, "R"),
        time=discord_time(webinar.starts_at),
        channel=f"<#{webinar.channel_id}>" if webinar.channel_id else t("its voice channel"),
    )
    if proposal is None:
        buttons = (come_button(t, webinar), file_button(t, webinar))
        return Card(title=webinar.title, text=text, footer=t.named(safety_line), buttons=buttons)
    left = [f"☐ {t(TASK_NAMES[task])}" for task in TASKS if task not in proposal.done]
    fields = ((t("Still open"), "\n".join(left)), (t("Meeting link"), proposal.link))
    shown = tuple((name, value) for name, value in fields if value)
    return Card(title=webinar.title, text=text, fields=shown, buttons=(file_button(t, webinar),))
