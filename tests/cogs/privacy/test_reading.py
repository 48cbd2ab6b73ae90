"""What is held about a person, as something to read."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import BytesIO
from typing import get_args
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest

from archive.consent.rules import Purpose
from archive.consent.rules import State as OfferState
from archive.issues.status import Status
from bot.database.network import Network
from bot.people.model import State as PersonState
from bot.run import features
from bot.visibility.admission.rooms import RoomKind, RoomState
from bot.visibility.keeping.ledger import Turn
from bot.visibility.permissions.model import Cause
from cogs.forum.introducing.model import IntroductionState, NewcomerState, SeatState
from cogs.forum.model import Kind as EntryKind
from cogs.forum.model import State as QuestionState
from cogs.mentoring.browse.model import AskState
from cogs.mentoring.following.model import Step, Word
from cogs.mentoring.model import Alike, PairState, Rhythm, Side
from cogs.privacy.labels import FIELDS
from cogs.privacy.marks import MARKS
from cogs.privacy.packing import DATA, PAGE, pack
from cogs.privacy.reading import Held, Reader, plain
from cogs.privacy.titles import TITLES
from cogs.webinars.proposing.model import Part, State, Task
from config.community import default_community
from config.texts import texts_for
from tests.meta.test_erasure import World

WORDS = (
    *(Purpose, OfferState, Status, PersonState, Turn, Cause, RoomKind, RoomState),
    *(IntroductionState, NewcomerState, SeatState, EntryKind, QuestionState),
    *(AskState, Step, Word, Alike, PairState, Rhythm, Side, Part, State, Task),
)
AT = datetime(2026, 3, 24, 20, 30, tzinfo=UTC)
SPANISH = Reader(texts_for("es"), ZoneInfo("America/Chicago"), default_community())
ENGLISH = Reader(texts_for("en"), ZoneInfo("America/Chicago"), default_community())
HELD: Held = {
    "issues": {
        "issues": [{"raised_at": AT.isoformat(), "topic": "funding", "text": "<b>Buses</b>\nleave early"}],
        "issue_drafts": [],
    },
    "mentoring": {"mentoring_pairs": [{"as": "mentee", "state": "open", "closed at": None}]},
}


def test_a_row_reads_by_the_persons_own_clock_and_in_their_language() -> None:
    [pairs, issues], empty = SPANISH.sections(HELD)
    assert (pairs.key, issues.key) == ("mentoring_pairs", "issues")  # in the order of the list, not of the code
    assert issues.rows[0][0][1] == "24 de marzo de 2026, 15:30"
    assert pairs.title == SPANISH.t(TITLES["mentoring_pairs"]) != TITLES["mentoring_pairs"]
    assert len(pairs.rows[0]) == 2  # what is empty is left out
    assert empty == [SPANISH.t(TITLES["issue_drafts"])]


def test_values_of_every_kind_read_as_words() -> None:
    row = {
        "started_on": date(2025, 9, 1),
        "month": "2026-03",
        "paused until": "2026-05-01",
        "is_site_leader": False,
        "topics": ["funding"],
        "card": {"title": "Hello", "told_at": AT.isoformat(), "text": ""},
        "words": "at 10T30",
    }
    [section], _ = ENGLISH.sections({"people": {"unheard_of": [row]}})
    topic = default_community().topic("funding")
    assert topic is not None
    assert section.title == "unheard of"
    assert [value for _, value in section.rows[0]] == [
        "September 1, 2025",
        "March 2026",
        "May 1, 2026",
        "no",
        topic.label,
        "title: Hello\ntold on: March 24, 2026, 15:30",
        "at 10T30",
    ]


def test_nobody_has_to_know_our_own_words_for_things() -> None:
    reader = Reader(SPANISH.t, SPANISH.zone, default_community(), {7: "#lounge", 8: "@Practitioners"})
    row = {
        "position": "coordinator",
        "languages": ["English", "Spanish"],
        "locale": "es",
        "month": "2026-03",
        "channel id": 7,
        "role_id": 8,
        "channel": 9,
        "change": "gained",
        "through": "roster",
        "kind": "webinars.changed",
        "chosen": {"hard": ["funding"], "began": ["guide"]},
        "title": "open",
    }
    [section], _ = reader.sections({"people": {"people": [row]}})
    assert [value for _, value in section.rows[0]] == [
        "coordinación",
        "inglés, español",
        "español",
        "marzo de 2026",
        "#lounge",
        "@Practitioners",
        "9",
        "ganado",
        "la lista de personal",
        "seminarios web",
        "¿Qué es difícil hoy en tu centro? Financiamiento\n¿Qué recibiste al empezar en este trabajo? Una guía escrita",
        "open",
    ]


@pytest.mark.parametrize("words", WORDS, ids=str)
def test_every_mark_that_a_row_may_bear_is_said_in_plain_words(words: object) -> None:
    assert set(get_args(words)) - MARKS.keys() == set()


def test_the_file_opens_as_a_page_and_as_data_and_nothing_in_it_is_markup(network: Network) -> None:
    with ZipFile(BytesIO(pack(HELD, ENGLISH, network, at=AT))) as folder:
        assert folder.namelist() == [PAGE, DATA]
        page, data = folder.read(PAGE).decode(), json.loads(folder.read(DATA))
    assert "&lt;b&gt;Buses&lt;/b&gt;" in page
    assert "src=" not in page  # nothing is loaded from anywhere
    assert "http" not in page
    assert data == {
        "issues": {"issues": HELD["issues"]["issues"]},
        "mentoring": HELD["mentoring"],
    }


async def test_every_table_in_an_export_has_a_title_and_no_title_is_left_over(network: Network) -> None:
    async with network.read() as tx:
        given = [await feature.export(tx, 4711) for feature in features.privacy().values()]
    assert {table for tables in given for table in tables} == set(TITLES)


async def test_what_a_row_holds_has_a_name_in_plain_words(network: Network) -> None:
    world = World(network)
    await world.fill()
    nameless: set[str] = set()
    for name, feature in features.privacy().items():
        if name == "digest":  # it reads an edition whole, and these rows hold none; it gives month and state
            continue
        async with network.read() as tx:
            tables = await feature.export(tx, world.people[0])
        nameless |= {plain(key) for rows in tables.values() for row in rows for key in row} - FIELDS.keys()
    assert not nameless
