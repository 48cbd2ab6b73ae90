"""What somebody's calendar says of a meeting: its kind, and where to look for more."""

from __future__ import annotations

from collections.abc import Mapping

from bot.calendar.entries import Kind
from config.texts import Texts


def kind_names(t: Texts) -> Mapping[Kind, str]:
    """Return what a kind of meeting is called where others may look over one's shoulder."""
    return {"peers": t("Peer meeting"), "webinar": t("Webinar")}


def about(t: Texts) -> str:
    """Return the line under every meeting: it says no more than that there is more elsewhere."""
    return t("What it is about and where: /calendar on Discord.")
