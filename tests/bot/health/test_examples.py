"""The example alert rules, the dashboard and the page about them name only what is measured, and all of it."""

from __future__ import annotations

import json
import re

import pytest

from bot.health import Meters
from tests.meta.source import ROOT

NAMED = re.compile(r"\b(staffroom_[a-z_]+)\b")
SEE = re.compile(r"docs/metrics\.md#([a-z-]+)")
ALERTS, DASHBOARD, PAGE = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("deploy/monitoring/alerts.yml", "deploy/monitoring/dashboard.json", "docs/metrics.md")
)


def _measured() -> set[str]:
    families = list(Meters().registry.collect())
    ours = [family for family in families if family.name.startswith("staffroom_")]
    ends = {"counter": ["_total"], "histogram": ["", "_bucket", "_sum", "_count"], "gauge": [""]}
    return {family.name + end for family in ours for end in ends[family.type]}


@pytest.mark.parametrize("text", [ALERTS, DASHBOARD, PAGE], ids=["alerts", "dashboard", "page"])
def test_every_name_is_measured(text: str) -> None:
    assert set(NAMED.findall(text)) - _measured() == set()


def test_every_measure_stands_on_the_page() -> None:
    told = {name.removesuffix("_total") for name in NAMED.findall(PAGE)}
    measured = {family.name for family in Meters().registry.collect() if family.name.startswith("staffroom_")}
    assert measured == told


def test_every_alert_leads_to_a_paragraph_that_says_what_to_do() -> None:
    paragraphs = {line.removeprefix("### ").lower().replace(" ", "-") for line in PAGE.splitlines() if "### " in line}
    assert set(SEE.findall(ALERTS)) == paragraphs
    assert ALERTS.count("- alert:") == len(SEE.findall(ALERTS))


def test_the_dashboard_is_one() -> None:
    panels = json.loads(DASHBOARD)["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert all(panel["targets"] for panel in panels)


def test_how_to_read_every_panel_stands_in_the_pages_on_running_it() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    told = set(
        re.findall(r"\*([^*|]+)\*", page[page.index("## Read the dashboards") : page.index("## When something")])
    )
    assert {panel["title"] for panel in json.loads(DASHBOARD)["panels"]} <= told
