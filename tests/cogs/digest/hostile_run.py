"""Sending hostile inputs to the fields of the recipients' forms: the suite does it briefly, `make soak` at length."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from html import escape

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient

from archive.delivery.sending import OPEN_PATH
from archive.responses.rules import KINDS, Answer, mark_of, read_answer
from bot.clock import ManualClock
from bot.web.headers import HEADERS
from tests.kit.hostile import CANARY, inputs

Client = TestClient[web.Request, web.Application] | ClientSession
Form = dict[str, str]
ANSWER, INVITE = "/digest/answer/concern-1", "/digest/invite"
PAUSE = timedelta(seconds=75)  # slow enough for every limit


class Sender:
    """Somebody with a good link who sends bad forms, and keeps count of the answers."""

    def __init__(self, client: Client, clock: ManualClock) -> None:
        self.client, self.clock = client, clock
        self.states: Counter[int] = Counter()
        self.escaped = 0  # answers that gave a tag back as text
        self.last: Answer | None = None

    async def open(self, token: str) -> str:
        """Open the page and return what its forms carry."""
        await self.client.get(OPEN_PATH + token)
        found = re.search(r'name="form" value="(\w+)"', await (await self.client.get("/digest")).text())
        assert found
        return found.group(1)

    async def send(self, address: str, fields: Form) -> int:
        """Send a form; asserts that nothing breaks, is refused as too much, or comes back as markup."""
        self.clock.forward(PAUSE)
        answer = await self.client.post(address, data=fields, allow_redirects=False)
        shown = await answer.text()
        assert answer.status in {303, 400, 422}, f"answered with {answer.status}: {fields}"
        assert CANARY not in shown, f"came back as markup: {fields}"
        assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
        self.states[answer.status] += 1
        self.escaped += escape(CANARY) in shown
        return answer.status

    async def answer(self, fields: Form) -> None:
        """Send an answer, and remember what stands if it was kept."""
        if await self.send(ANSWER, fields) == 303:
            today = self.clock.now().date()
            self.last = read_answer(fields["kind"], fields["details"], fields["by_when"], today)


async def words(sender: Sender, form: str, count: int) -> None:
    """Hostile words, days and marks under every kind of answer; two in three carry the mark of what stands."""
    for number, text in enumerate(inputs(count)):
        kind = KINDS[number % len(KINDS)]
        day = sender.clock.now().date().isoformat() if kind == "will_act" and number % 2 else text
        seen = text if number % 3 == 0 else mark_of(sender.last)
        await sender.answer({"form": form, "kind": kind, "details": text, "by_when": day, "seen": seen})


async def kinds(sender: Sender, form: str, count: int) -> None:
    """Hostile kinds of answers."""
    for text in inputs(count):
        await sender.send(ANSWER, {"form": form, "kind": text, "details": f"Words {CANARY}0>"})


async def marks(sender: Sender, form: str, count: int) -> None:  # noqa: ARG001 -- this run sends none that is good
    """Forged marks of forms, on both forms."""
    for number, text in enumerate(inputs(count)):
        address = ANSWER if number % 2 else INVITE
        await sender.send(address, {"form": text, "kind": "received", "details": text, "mail": "a@state.example.org"})


async def addresses(sender: Sender, form: str, count: int) -> None:
    """Hostile addresses of colleagues."""
    for text in inputs(count):
        await sender.send(INVITE, {"form": form, "mail": text})


RUNS: Mapping[str, tuple[Callable[[Sender, str, int], Awaitable[None]], frozenset[int]]] = {
    "words": (words, frozenset({303, 422})),  # many are fair answers in odd letters, and are kept
    "kinds": (kinds, frozenset({303, 422})),  # "received" is among the inputs
    "marks": (marks, frozenset({400})),
    "addresses": (addresses, frozenset({303, 422})),  # so is a colleague
}
