"""The control: plain APScheduler as its guide shows it, eight processes on one job store, with its defaults."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime, timedelta, tzinfo
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import apscheduler.executors.base
import apscheduler.schedulers.base
from apscheduler.events import EVENT_JOB_EXECUTED, JobExecutionEvent
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from tests.soak.timing.jobs import Rhythm, jobs_of_a_network

DAYS: dict[Rhythm, dict[str, Any]] = {
    "daily": {},
    "monday": {"day_of_week": "mon"},
    "first": {"day": 1},
    "last": {"day": "last"},
    "thirteenth": {"day": 13},
}


def nothing() -> None:
    """Do what counts as a job's effect: that it ran is noted by the moment it was due, which only an event tells."""


def schedule(folder: Path, ahead: Synchronized[float], zones: tuple[str, ...]) -> None:
    """Put every job into the store, once."""
    scheduler = _scheduler(folder, ahead)
    scheduler.start(paused=True)
    for zone in zones:
        for job in jobs_of_a_network():
            when = CronTrigger(hour=job.at.hour, minute=job.at.minute, timezone=ZoneInfo(zone), **DAYS[job.rhythm])
            scheduler.add_job(nothing, when, id=f"{zone} {job.name}")
    scheduler.shutdown()


def work(folder: Path, ahead: Synchronized[float]) -> None:
    """Run until killed; woken often, since it would sleep through a jump of the clock."""
    logging.disable()  # it tells of each run that it misses
    scheduler = _scheduler(folder, ahead)

    def note(event: JobExecutionEvent) -> None:
        zone, job = event.job_id.split()
        due = event.scheduled_run_time.astimezone(UTC)
        (folder / "done" / f"{zone.replace('/', '+')} {job} {due.isoformat()} {uuid4().hex}").touch()

    scheduler.add_listener(note, EVENT_JOB_EXECUTED)
    scheduler.start()
    while True:
        time.sleep(0.2)
        scheduler.wakeup()


def _scheduler(folder: Path, ahead: Synchronized[float]) -> BackgroundScheduler:
    class JumpingDatetime(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return (datetime.now(UTC) + timedelta(seconds=ahead.value)).astimezone(tz)

    # it reads the machine's clock itself, which cannot jump here
    apscheduler.schedulers.base.datetime = JumpingDatetime
    apscheduler.executors.base.datetime = JumpingDatetime
    store = SQLAlchemyJobStore(f"sqlite:///{folder / 'jobs.db'}", engine_options={"connect_args": {"timeout": 60}})
    return BackgroundScheduler(jobstores={"default": store}, timezone="UTC")
