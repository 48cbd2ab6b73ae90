"""Acts made of steps on purpose: a crash may leave them half way, and doing them again brings them to the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.kit.town import Town
from tests.soak.crashing.acts import Act

IN_STEPS = {
    "staffroom roster codes": "what a file is to hold is in the database first; given again, it makes other codes",
    **dict.fromkeys(
        ("setup:build", "setup:proposed"),
        "makes roles, channels and panels one by one, and asks to be pressed again; each step looks what is there",
    ),
}
# what a crash may leave lying there, to be forgotten by itself: a line of `tests.soak.crashing.likeness`
MAY_LEAVE = {
    # a question's words are kept before they are compared with earlier ones; whoever types them again is asked anew
    "forum:submit": re.compile("forum_questions .* state=draft "),
    # they had joined a moment before: a start in between looks at the server, sees that they read it, and says so
    "rooms:leave": re.compile("access_changes .* change=(?:gained through=role|lost through=roster) "),
    # how much one press made; together they made the same
    **dict.fromkeys(("setup:build", "setup:proposed"), re.compile("acts .* ran /setup")),
}
# by the card that a press on an old one shows: the rest of it first, and once all is there, that it may stay so
OFFERED = ("setup:proposed:", "setup:build:"), ("setup:keep:",)


async def press_on(act: Act, town: Town) -> None:
    """Press a button again, and then what the card offers that it shows by then."""
    await act.happen(town)
    for prefixes in OFFERED:
        for address in [each for prefix in prefixes for each in _buttons(act, town) if each.startswith(prefix)][:1]:
            await replace(act, data={**act.data, "custom_id": address}).happen(town)


def _buttons(act: Act, town: Town) -> Iterator[str]:
    message: Any = town.env.backend.messages[act.channel_id].get(act.source_message_id or 0)
    for row in message.components if message is not None else ():
        yield from (each.get("custom_id", "") for each in row.get("components", ()))
