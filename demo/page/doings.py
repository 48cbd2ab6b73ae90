"""What the bot did last, read from its requests to the simulated Discord and said in words, without anybody's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from config.texts import N_, Texts

MOST = 10
PRIVATE = 1 << 6  # Discord's flag of a message that one person sees
ANSWERS = {
    4: N_("Gives an answer"),
    5: N_("Takes a moment"),
    6: N_("Takes a click"),
    7: N_("Changes its card"),
    9: N_("Opens a form"),
}
THINGS = (
    ("POST", r"/channels/(?P<one>\d+)/messages$", N_("Writes in {one}")),
    ("PATCH", r"/channels/(?P<one>\d+)/messages/\d+$", N_("Changes its message in {one}")),
    ("DELETE", r"/channels/(?P<one>\d+)/messages/\d+$", N_("Removes a message in {one}")),
    ("PUT", r"/channels/(?P<one>\d+)/pins/|/channels/(?P<two>\d+)/messages/pins/", N_("Pins a message in {one}")),
    ("POST", r"/channels/(?P<one>\d+)/(messages/\d+/)?threads$", N_("Opens a thread in {one}")),
    ("PUT", r"/channels/(?P<one>\d+)/thread-members/(?P<two>\d+)$", N_("Lets {two} into {one}")),
    ("DELETE", r"/channels/(?P<one>\d+)/thread-members/(?P<two>\d+)$", N_("Takes {two} out of {one}")),
    ("PUT", r"/channels/(?P<one>\d+)/permissions/(?P<two>\d+)$", N_("Sets what {two} may do in {one}")),
    ("PATCH", r"/channels/(?P<one>\d+)$", N_("Changes {one}")),
    ("PUT", r"/members/(?P<one>\d+)/roles/(?P<two>\d+)$", N_("Gives {one} the role {two}")),
    ("DELETE", r"/members/(?P<one>\d+)/roles/(?P<two>\d+)$", N_("Takes the role {two} from {one}")),
    ("POST", r"/scheduled-events$", N_("Puts an event into the calendar")),
    ("PATCH", r"/scheduled-events/\d+$", N_("Changes an event in the calendar")),
    ("POST", r"/users/@me/channels$", ""),
    ("POST", r"/webhooks/\d+/[^/]+$", N_("Gives one more answer")),
    ("PATCH", r"/webhooks/\d+/[^/]+/messages/", N_("Completes its answer")),
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


def last_doings(requests: Sequence[Request], names: Mapping[int, str], t: Texts) -> list[str]:
    """Return the newest things that were done, newest first."""
    found: list[str] = []
    for request in reversed(requests):
        said = _answer(request, t) or _thing(request, names, t)
        if said:
            found.append(said)
        if len(found) == MOST:
            break
    return found


def _answer(request: Request, t: Texts) -> str:
    if not request.path.endswith("/callback") or not isinstance(request.json, dict):
        return ""
    data = request.json.get("data")
    is_private = isinstance(data, dict) and bool(int(data.get("flags") or 0) & PRIVATE)
    said = ANSWERS.get(int(request.json.get("type", 0)), "")
    said = t(said) if said else ""
    return t("{what}, for one person's eyes", what=said) if said and is_private else said


def _thing(request: Request, names: Mapping[int, str], t: Texts) -> str:
    for method, pattern, words in THINGS:
        found = re.search(pattern, request.path) if request.method == method else None
        if found:
            named = {
                key: names.get(int(value), t("a private message")) for key, value in found.groupdict().items() if value
            }
            return t(words, **{"one": named.get("two", ""), **named}) if words else ""
    return ""
