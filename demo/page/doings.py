"""What the bot did last, read from its requests to the simulated Discord and said in words, without anybody's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

MOST = 10
PRIVATE = 1 << 6  # Discord's flag of a message that one person sees
ANSWERS = {4: "Answers", 5: "Takes a moment", 6: "Takes a click", 7: "Changes its card", 9: "Opens a form"}
THINGS = (
    ("POST", r"/channels/(?P<one>\d+)/messages$", "Writes in {one}"),
    ("PATCH", r"/channels/(?P<one>\d+)/messages/\d+$", "Changes its message in {one}"),
    ("DELETE", r"/channels/(?P<one>\d+)/messages/\d+$", "Removes a message in {one}"),
    ("PUT", r"/channels/(?P<one>\d+)/pins/|/channels/(?P<two>\d+)/messages/pins/", "Pins a message in {one}"),
    ("POST", r"/channels/(?P<one>\d+)/(messages/\d+/)?threads$", "Opens a thread in {one}"),
    ("PUT", r"/channels/(?P<one>\d+)/thread-members/(?P<two>\d+)$", "Lets {two} into {one}"),
    ("DELETE", r"/channels/(?P<one>\d+)/thread-members/(?P<two>\d+)$", "Takes {two} out of {one}"),
    ("PUT", r"/channels/(?P<one>\d+)/permissions/(?P<two>\d+)$", "Sets what {two} may do in {one}"),
    ("PATCH", r"/channels/(?P<one>\d+)$", "Changes {one}"),
    ("PUT", r"/members/(?P<one>\d+)/roles/(?P<two>\d+)$", "Gives {one} the role {two}"),
    ("DELETE", r"/members/(?P<one>\d+)/roles/(?P<two>\d+)$", "Takes the role {two} from {one}"),
    ("POST", r"/scheduled-events$", "Puts an event into the calendar"),
    ("PATCH", r"/scheduled-events/\d+$", "Changes an event in the calendar"),
    ("POST", r"/users/@me/channels$", ""),
    ("POST", r"/webhooks/\d+/[^/]+$", "Answers once more"),
    ("PATCH", r"/webhooks/\d+/[^/]+/messages/", "Completes its answer"),
)


class Request(Protocol):
    """A request as the simulation keeps it."""

    @property
    def method(self) -> str:
        """GET, POST and so on."""

    @property
    def path(self) -> str:
        """Where it went."""

    @property
    def json(self) -> object:
        """What it carried."""


def last_doings(requests: Sequence[Request], names: Mapping[int, str]) -> list[str]:
    """Return the newest things that were done, newest first."""
    found: list[str] = []
    for request in reversed(requests):
        said = _answer(request) or _thing(request, names)
        if said:
            found.append(said)
        if len(found) == MOST:
            break
    return found


def _answer(request: Request) -> str:
    if not request.path.endswith("/callback") or not isinstance(request.json, dict):
        return ""
    data = request.json.get("data")
    is_private = isinstance(data, dict) and bool(int(data.get("flags") or 0) & PRIVATE)
    said = ANSWERS.get(int(request.json.get("type", 0)), "")
    return f"{said}, for one person's eyes" if said and is_private else said


def _thing(request: Request, names: Mapping[int, str]) -> str:
    for method, pattern, words in THINGS:
        found = re.search(pattern, request.path) if request.method == method else None
        if found:
            named = {
                key: names.get(int(value), "a private message") for key, value in found.groupdict().items() if value
            }
            return words.format(**{"one": named.get("two", ""), **named})
    return ""
