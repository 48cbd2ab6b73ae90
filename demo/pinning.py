"""Pinned posts of a forum, which the simulated Discord refuses to be told about: taken here, and shown nowhere.

Discord keeps the pin in a thread's ``flags``. What was asked for stands in the simulation's log of requests.
"""

from __future__ import annotations

from typing import Any

from simcord.http import RequestContext, router
from simcord.http.routes.channels import edit_channel


def edit_channel_without_pin(ctx: RequestContext) -> Any:  # noqa: ANN401 -- simcord's answer
    """Edit a channel as the simulation does, the pin of a thread left out."""
    body = ctx.body()
    if "flags" in body and ctx.backend.get_channel(ctx.int_arg("channel_id")).is_thread:
        ctx.json = {name: value for name, value in body.items() if name != "flags"}
    return edit_channel(ctx)


def teach_pinning() -> None:
    """Let the simulated Discord take the pin of a post; once is enough, and twice does no harm."""
    routes = router._ROUTES["PATCH"]  # noqa: SLF001 -- there is no other door, and one of a kind is kept of each
    for place, (template, handler) in enumerate(routes):
        if handler is edit_channel:
            routes[place] = (template, edit_channel_without_pin)
