"""docs/privacy.md says what the code does."""

from __future__ import annotations

import re

from archive.delivery.sending import LEAVE_PATH, OPEN_PATH
from bot.database.schema import metadata
from bot.run import features
from bot.run.held import PAGE, PARTS, with_parts
from cogs.calendar.rules import PATH as CALENDAR
from cogs.members.links import PATH as NOT_ME


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_parts_from_the_code_are_up_to_date() -> None:
    assert page() == with_parts(page()), "run: make schema"


def test_every_table_and_every_part_of_the_house_stands_in_it() -> None:
    for table in metadata.tables:
        assert f"`{table}`" in page(), table
    for feature in features.privacy():
        assert f"**{feature}.**" in page(), feature


def test_a_change_in_the_code_would_be_noticed() -> None:
    assert len(PARTS.findall(page())) == 3
    stale = page().replace("90 days", "9 days")
    assert stale != page()
    assert with_parts(stale) == page()


def test_every_page_with_a_token_in_its_address_is_named_to_whoever_runs_a_proxy() -> None:
    for path in (OPEN_PATH, LEAVE_PATH, NOT_ME, CALENDAR):
        assert any(path.startswith(named) for named in re.findall(r"`(/[a-z/-]+/)`", page())), path
