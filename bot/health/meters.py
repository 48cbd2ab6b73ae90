"""What is counted and measured, in Prometheus's own terms.

Nothing here is by person, room, network or command, and nothing at all is counted on anonymous paths: that a queue grew
by one at some second would tell when somebody wrote.
"""

from __future__ import annotations

import logging

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, disable_created_metrics
from prometheus_client.exposition import generate_latest

from bot.outbox.outbox import MAIL

LAG_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0)  # seconds; Discord wants an answer within three
disable_created_metrics()  # type: ignore[no-untyped-call] # a moment for each series, which nobody needs


def sink_of(kind: str) -> str:
    """Return where rows of a kind go: all that is told about them."""
    return "mail" if kind == MAIL else "discord"


class Meters:
    """The meters of one process. Gauges of what the database holds are set when they are read (`bot.health.queues`)."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self.lag = Histogram(
            "staffroom_event_loop_lag_seconds",
            "How much later than asked the event loop woke a sleeper.",
            buckets=LAG_BUCKETS,
            registry=registry,
        )
        self.tries = Counter(
            "staffroom_outbox_tries", "Tries to deliver, by sink and ending.", ["sink", "ending"], registry=registry
        )
        self.rows = Gauge(
            "staffroom_outbox_rows", "Rows to deliver, by sink and state.", ["sink", "state"], registry=registry
        )
        self.oldest = Gauge(
            "staffroom_outbox_oldest_seconds", "How long the oldest due row has waited.", ["sink"], registry=registry
        )
        self.exposures = Gauge(
            "staffroom_exposures", "Readers who can read a space and should not, in all spaces.", registry=registry
        )
        self.sweeps = Counter("staffroom_sweeps", "Sweeps, by name and ending.", ["sweep", "ending"], registry=registry)
        self.swept_at = Gauge(
            "staffroom_sweep_success_timestamp_seconds", "When a sweep last went well.", ["sweep"], registry=registry
        )
        self.log_records = Counter("staffroom_log_records", "Log records, by level.", ["level"], registry=registry)
        self.answers = Counter("staffroom_web_answers", "Web answers, by status class.", ["status"], registry=registry)
        self.leads = Gauge("staffroom_leads", "1 in the process that does what only one may.", registry=registry)
        self.connected = Gauge("staffroom_discord_connected", "1 while Discord is connected.", registry=registry)
        self.latency = Gauge("staffroom_discord_latency_seconds", "Between heartbeat and answer.", registry=registry)
        self.refused = Gauge(
            "staffroom_discord_refused_requests",
            "Requests that Discord answered with 401, 403 or 429 in the last ten minutes.",
            registry=registry,
        )

    def tried(self, kind: str, ending: str) -> None:
        """Count one try to deliver a row."""
        self.tries.labels(sink_of(kind), ending).inc()

    def swept(self, sweep: str, ended_at: float | None) -> None:
        """Count one sweep: when it went well, in seconds of Unix time, or None where it failed."""
        self.sweeps.labels(sweep, "failed" if ended_at is None else "done").inc()
        if ended_at is not None:
            self.swept_at.labels(sweep).set(ended_at)

    def answered(self, status: int) -> None:
        """Count one web answer."""
        self.answers.labels(f"{status // 100}xx").inc()

    def text(self) -> bytes:
        """Return everything as Prometheus reads it."""
        return generate_latest(self.registry)


class CountRecords(logging.Handler):
    """Counts log records from WARNING on."""

    def __init__(self, meters: Meters) -> None:
        super().__init__(logging.WARNING)
        self._meters = meters

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        self._meters.log_records.labels(record.levelname.lower()).inc()
