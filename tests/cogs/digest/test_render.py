from __future__ import annotations

import pytest

from cogs.digest import render


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**loud** and `code`", r"\*\*loud\*\* and \`code\`"),
        ("[click](https://example.org)", r"[click]\(https://example.org)"),
        ("<@123> and <t:1:R>", r"\<@123> and \<t:1:R>"),
        ("# big\n> said\n- point", "\\# big\n\\> said\n\\- point"),
        ("well-known [a school] #2", "well-known [a school] #2"),
    ],
)
def test_what_members_and_policymakers_write_is_shown_as_written(written: str, shown: str) -> None:
    assert render.plain(written) == shown
