"""Acts made of steps on purpose: a crash may leave them half way, and doing them again brings them to the end."""

from __future__ import annotations

IN_STEPS = {
    **dict.fromkeys(
        ("setup:build", "setup:proposed"),
        "makes roles, channels and panels one by one, and asks to be pressed again; each step looks what is there",
    ),
}
