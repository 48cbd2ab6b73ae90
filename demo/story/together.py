"""Chapter: a webinar that members make together, from three supporters to a date."""

from __future__ import annotations

from datetime import timedelta

from cogs.webinars.proposing.model import Proposal
from cogs.webinars.proposing.store import ProposalStore
from demo.account import StoppedShort
from demo.page.facts import events
from demo.stage import Stage
from demo.story.webinar import strongest_theme
from demo.telling import Chapter
from demo.world import MENTOR, NEWCOMER, STEWARD, SUPERVISOR, TEACHER

TITLE = "Three schools that stopped losing families"
WORDS = {"title": TITLE, "aim": "One thing to try on Monday.", "format": "Three short cases, then questions"}
