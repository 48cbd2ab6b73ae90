"""By itself: one backup a night by however many processes, and nothing kept for longer than was said."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backups.keys import key_backups
from bot.backups.making import back_up, made_in
from bot.backups.nightly import back_up_at_night, look_after_keys
from bot.backups.rules import has_run_out, is_due, outdated
from bot.backups.state import state_of_backups
from bot.run import features
from config.settings import Settings
from tests.bot.backups.county import opened, settle
from tests.kit.databases import START

NIGHT = datetime(2026, 3, 3, 3, tzinfo=UTC)
MOMENTS = st.integers(0, 10**7).map(lambda seconds: START + timedelta(seconds=seconds))


def test_one_is_due_once_a_night_and_at_once_after_days_down() -> None:
    assert is_due([], START)
    assert not is_due([START], NIGHT - timedelta(seconds=1))
    assert is_due([START], NIGHT)
    assert not is_due([START, NIGHT], NIGHT + timedelta(hours=23, minutes=59))
    assert is_due([START, NIGHT], NIGHT + timedelta(days=5))


@given(MOMENTS)
def test_right_after_a_backup_none_is_ever_due(moment: datetime) -> None:
    assert not is_due([moment], moment)
    assert is_due([moment], moment + timedelta(days=1))


@given(st.sets(MOMENTS, max_size=9), st.integers(0, 9))
def test_what_goes_is_always_older_than_what_stays_and_never_everything(made: set[datetime], keep: int) -> None:
    gone = outdated(made, keep)
    stay = made - set(gone)
    assert len(stay) == min(len(made), max(1, keep))
    assert not gone or max(gone) < min(stay)


def test_a_copy_of_keys_runs_out_to_the_second() -> None:
    assert not has_run_out(START, 7, START + timedelta(days=7) - timedelta(seconds=1))
    assert has_run_out(START, 7, START + timedelta(days=7))


async def test_of_several_processes_one_backs_up_each_night(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    assert {"backups.keys", "backups.night"} <= {chore.name for chore in features.chores()}
    async with opened(settings) as one, opened(settings) as other:
        await settle(one)
        copies = [settings.file.with_name(f"staffroom.before-{revision}.db") for revision in ("0008", "0009")]
        for copy, made in zip(copies, (START, NIGHT + timedelta(days=7)), strict=True):
            copy.touch()
            os.utime(copy, (made.timestamp(), made.timestamp()))
        for now in (START, START + timedelta(hours=1), NIGHT, NIGHT + timedelta(days=8)):
            await asyncio.gather(*(back_up_at_night(house, now) for house in (one, other)))
            await look_after_keys(one, now)
        assert sorted(made_in(settings.backups)) == [START, NIGHT, NIGHT + timedelta(days=8)]
        assert [made for made, _ in key_backups(settings.keys_backups)] == [NIGHT + timedelta(days=8)]
        assert [copy.exists() for copy in copies] == [False, True]
        assert settings.file.exists()
        verdicts = [
            state_of_backups(settings, now)[0] for now in (NIGHT + timedelta(days=9), NIGHT + timedelta(days=11))
        ]
        assert verdicts == ["off", "bad"]  # not locked; and nights were missed
        locked = settings.model_copy(update={"backup_recipient": "age1…"})
        assert state_of_backups(locked, NIGHT + timedelta(days=9)) == (
            "good",
            "the newest is of 2026-03-11 03:00 UTC, locked",
        )
        silent = replace(one, settings=settings.model_copy(update={"backup_keep": 0}))
        await back_up_at_night(silent, NIGHT + timedelta(days=20))
        assert len(made_in(settings.backups)) == 3
        (settings.data_dir / "file").write_text("")
        blocked = replace(one, settings=settings.model_copy(update={"backup_dir": settings.data_dir / "file" / "x"}))
        with caplog.at_level(logging.WARNING):
            await back_up_at_night(blocked, NIGHT)
        assert "no backup was made" in caplog.text
        assert "can't be written: not a directory" in caplog.text


async def test_keys_that_could_not_be_copied_are_copied_an_hour_later(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(settings) as house:
        await settle(house)
        settings.keys_backups.write_text("a file in the way")
        with caplog.at_level(logging.WARNING):
            await back_up_at_night(house, NIGHT)
        assert "the keys were not copied" in caplog.text
        assert "Traceback" not in caplog.text
        settings.keys_backups.unlink()
        await back_up_at_night(house, NIGHT + timedelta(hours=1))
        await back_up_at_night(house, NIGHT + timedelta(hours=2))
        assert list(made_in(settings.backups)) == [NIGHT]
        assert [made for made, _ in key_backups(settings.keys_backups)] == [NIGHT + timedelta(hours=1)]


async def test_the_keys_are_copied_though_the_database_is_backed_up_by_others(settings: Settings) -> None:
    (settings.data_dir / "file").write_text("")
    elsewhere = settings.model_copy(update={"backup_dir": settings.data_dir / "file" / "x"})
    async with opened(elsewhere) as house:
        await settle(house)
        await back_up_at_night(house, NIGHT)
        assert [made for made, _ in key_backups(settings.keys_backups)] == [NIGHT]


async def test_the_doctor_says_so_where_the_keys_have_not_been_copied_for_days(settings: Settings) -> None:
    later = NIGHT + timedelta(days=5)
    async with opened(settings) as house:
        await settle(house)
        await back_up(settings, house.keys, NIGHT)
        assert state_of_backups(settings, NIGHT) == ("bad", "the keys have never been copied; the log says why")
        await back_up_at_night(house, NIGHT)
        assert state_of_backups(settings, NIGHT)[0] == "off"
        await back_up(settings, house.keys, later)
    hint = "the newest copy of the keys is of 2026-03-03 03:00 UTC; the log says why none was made since"
    assert state_of_backups(settings, later) == ("bad", hint)
