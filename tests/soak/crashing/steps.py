"""Acts made of steps on purpose: a crash may leave them half way, and doing them again brings them to the end."""

from __future__ import annotations

import re

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
}
