"""What a world holds, in words that do not depend on chance: two worlds that say the same are the same to everybody.

Rows are compared with all their values, but for ids drawn at random and times to the second. Of Discord: channels and
who may do what there, messages that others see, roles and who has them, events. Private replies are not compared: a
reply that was on its way when the process died is lost, and says nothing that is not in a row. The message that was
clicked on has a line of its own: showing it anew is such a reply, where nothing else owes it. Nor is Discord's own line
about a new thread compared: where one stands Discord refuses a second (160004), and the simulation repeats its line.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from simcord.backend import Backend
from simcord.backend.models import EPHEMERAL_FLAG, Channel
from simcord.enums import MessageType

LARGE = 1 << 40  # ids are larger, counts and hours are not
LONG = re.compile(r"(?<![0-9a-f])\d{13,}(?![0-9a-f])")  # and no part of a hash
TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?(\+00:00)?|(?<=<t:)\d+")
# how often and when a row was tried tells of the crash, which may leave its traces there and nowhere else
OF_TRYING = {
    "outbox": {"seq", "due_at", "tried_at", "lease_until", "attempts", "failure", "facts", "day"},
    "recipient_links": {"link_hash"},  # drawn when a digest goes out, which may be after the start
    "calendar_links": {"token_hash"},  # drawn anew whenever it is made
}
# what was carried out is to be seen on Discord; every start owes anew that readers and roles are looked at. A mail that
# was under way by plain SMTP is in doubt, which a steward settles: `tests.soak.kills` counts those
WHICH = {"outbox": "WHERE state NOT IN ('sent', 'doubt')", "alembic_version": "WHERE 0"}
WHICH["notices"] = "WHERE kind != 'setup.undelivered'"  # with which stewards are asked to settle it
WHICH["room_starters"] = "WHERE 0"  # see `PASSED_OVER`
WHICH |= {"leases": "WHERE 0", "turns": "WHERE 0"}  # what processes agree about: every start begins a term
OF_TRYING["networks"] = {"changes"}  # the same
# how often a look saw somebody between their erasure and the loss of their roles; the lines are emptied an hour later
WHICH["access_changes"] = "WHERE account_id IS NOT NULL"
OF_TRYING["access_changes"] = {"seq"}  # the same


SIZED = {"contributions"}  # other words there are all that some acts change, and no other column tells


CLICKED = "clicked"
# titles of what is not looked at: the card of that notice (what is dead is a fault, see `checking`), and the week's
# question, which is drawn by a room's id and comes to the rooms that are there at its hour
PASSED_OVER = {"Some messages or mails didn't go out", "One step, one obstacle"}


def likeness(file: Path, server: Backend, clicked: int | None = None) -> Counter[str]:
    """Return everything that a world holds, each thing as a line, with how often it is there."""
    named = dict(_names(server))
    return Counter([*_rows(file, named), *_discord(server, named, clicked)])


def but_for_the_answer(found: Counter[str]) -> Counter[str]:
    """Return what a world holds without how the message looks that was clicked on."""
    return Counter({line: count for line, count in found.items() if not line.startswith(f"{CLICKED} ")})


def difference(one: Counter[str], other: Counter[str]) -> list[str]:
    """Return what only one of two worlds holds: - the first, + the second."""
    return [f"- {each}" for each in sorted((one - other).elements())] + [
        f"+ {each}" for each in sorted((other - one).elements())
    ]


def sizes(found: Counter[str]) -> Counter[str]:
    """Return how many things of each kind there are: for two runs of an act, which draws other names in each."""
    return Counter(line.split(" ", maxsplit=1)[0] for line in found.elements())


def _names(server: Backend) -> Iterator[tuple[int, str]]:
    for user in server.users.values():
        yield user.id, f"@{user.name}"
    for channel in server.channels.values():
        yield channel.id, f"#{channel.name}"
    for guild in server.guilds.values():
        yield guild.id, "server"
        yield from ((role.id, f"&{role.name}") for role in guild.roles.values())


def _rows(file: Path, named: Mapping[int, str]) -> Iterator[str]:
    with closing(sqlite3.connect(file)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in sorted(tables):
            found = database.execute(f'SELECT * FROM "{table}" {WHICH.get(table, "")}')
            columns = [each[0] for each in found.description]
            kept = [column not in OF_TRYING.get(table, ()) for column in columns]
            for row in found:
                values = (
                    f"{name}={plain(value, named, is_sized=table in SIZED)}"
                    for name, value, is_kept in zip(columns, row, kept, strict=True)
                    if is_kept
                )
                yield f"{table} {' '.join(values)}"


def plain(value: object, named: Mapping[int, str], *, is_sized: bool = False) -> str:
    """Return a value as it is compared: without what chance draws; `named` are the ids that stand for somebody."""
    if isinstance(value, int):
        return named.get(value, "id" if abs(value) >= LARGE else str(value))
    if isinstance(value, bytes):
        return f"sealed, {len(value)} bytes" if is_sized else "sealed"
    if not isinstance(value, str):
        return str(value)
    return TIME.sub("time", LONG.sub(lambda found: named.get(int(found.group()), "id"), value))


def _discord(server: Backend, named: Mapping[int, str], clicked: int | None) -> Iterator[str]:
    for channel in server.channels.values():
        yield _channel(channel, named)
        for message in server.messages.get(channel.id, {}).values():
            if not message.flags & EPHEMERAL_FLAG and message.type != MessageType.THREAD_CREATED:
                if any(each.get("title") in PASSED_OVER for each in message.embeds):
                    continue
                said = json.dumps([message.content, message.embeds, message.components], ensure_ascii=False)
                where = CLICKED if message.id == clicked else "in"
                author = named.get(message.author_id)
                yield f"{where} {named[channel.id]} {author}: {plain(said, named)} {message.pinned}"
    for guild in server.guilds.values():
        for member in guild.members.values():
            yield f"{named[member.user_id]} has {sorted(named.get(role, '?') for role in member.role_ids)}"
        for event in guild.scheduled_events.values():
            yield f"event {event.name} {event.status} {plain(str(event.description), named)}"
        yield from (f"role {role.name} {role.permissions}" for role in guild.roles.values())


def _channel(channel: Channel, named: Mapping[int, str]) -> str:
    overwrites = sorted(f"{named.get(each.target_id, '?')}+{each.allow}-{each.deny}" for each in channel.overwrites)
    readers = sorted(named.get(each, "?") for each in channel.thread_members)
    state = channel.thread_metadata
    closed = (state.archived, state.locked) if state is not None else ""
    return f"channel {channel.name} {channel.type} {overwrites} {readers} {closed} {len(channel.applied_tags)}"
