"""Interactions that are not what Discord promises: one sentence where somebody can be answered, and the bot goes on."""

from __future__ import annotations

import copy
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.ui.options import check_options
from bot.ui.payloads import NotUnderstood, guarded
from config.texts import texts_for
from tests.bot.ui.test_once import last_interaction
from tests.kit.town import Town

SAID = NotUnderstood().text(texts_for("en"))


@app_commands.command(name="count")
@app_commands.choices(colour=[app_commands.Choice(name="Red", value="red")])
async def _count(
    _interaction: Any,
    months: app_commands.Range[int, 1, 12],
    share: float,
    is_all: bool,
    colour: str,
    words: str,
    who: discord.User,
) -> None: ...


GOOD = {
    "months": (12, 4),
    "share": (1, 10),
    "is_all": (False, 5),
    "colour": ("red", 3),
    "words": ("", 3),
    "who": (str(2**63 - 1), 6),
}


def _options(**given: tuple[Any, int]) -> list[dict[str, Any]]:
    return [{"name": name, "type": kind, "value": value} for name, (value, kind) in given.items()]


def _check(name: str, value: Any, kind: int, *, is_typing: bool = False) -> None:
    check_options(_count, _options(**{**GOOD, name: (value, kind)}), is_typing=is_typing)


def test_an_option_within_its_limits_passes() -> None:
    check_options(_count, _options(**GOOD), is_typing=False)
    _check("months", "1x", 4, is_typing=True)


@pytest.mark.parametrize("missing", GOOD)
def test_a_command_without_an_option_that_it_asks_for_is_not_understood_unless_it_is_being_typed(missing: str) -> None:
    rest = _options(**{name: given for name, given in GOOD.items() if name != missing})
    check_options(_count, rest, is_typing=True)
    with pytest.raises(NotUnderstood):
        check_options(_count, rest, is_typing=False)


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("months", 13, 4),
        ("months", True, 4),
        ("months", "3", 4),
        ("share", float("nan"), 10),
        ("share", 1e300, 10),
        ("is_all", 1, 5),
        ("colour", "blue", 3),
        ("words", ["x"], 3),
        ("words", "x", 6),
        ("years", 1, 4),
        ("who", str(2**63), 6),
        ("who", "9" * 5000, 6),
        ("who", "-1", 6),
        ("who", "²", 6),
    ],
)
def test_an_option_that_discord_would_not_send_is_not_understood(name: str, value: Any, kind: int) -> None:
    with pytest.raises(NotUnderstood):
        _check(name, value, kind)


def test_what_a_parser_cannot_read_ends_nothing() -> None:
    guarded(lambda payload: payload["data"]["custom_id"])({"data": {}})


async def test_a_garbled_interaction_gets_a_sentence_or_nothing_and_is_no_incident(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await ana.slash(town.channel("lobby"), "room open", audience="practitioners", kind="joined")
    good = last_interaction(town)

    async def said(change: Any) -> str:
        record = town.env.backend.new_interaction(2, town.channel("lobby").id, ana.id, town.guild.id)
        payload = {**copy.deepcopy(dict(good)), "id": str(record.id), "token": record.token}
        change(payload)
        town.env.backend.emit("INTERACTION_CREATE", payload)
        await town.settle()
        asked: list[Any] = [each.json for each in town.env.backend.http_requests if record.token in each.path]
        return str(asked[0]["data"]["embeds"][0]["description"]) if asked else ""

    options = ["data", "options", 0, "options", 0]
    assert await said(lambda payload: _at(payload, options).update(value="nobody")) == SAID
    assert await said(lambda payload: _at(payload, options).update(value=["x"])) == SAID
    assert await said(lambda payload: payload["data"].update(name="gone")) == SAID
    assert await said(lambda payload: payload["data"].update(options="x")) == SAID
    assert await said(lambda payload: payload.pop("member")) == SAID
    assert await said(lambda payload: payload.update(type=3, data={"custom_id": 5, "component_type": 2})) == SAID
    assert await said(lambda payload: payload.update(type=3, data={})) == ""
    assert await said(lambda payload: payload.update(type=5, data={"custom_id": "a:b:", "components": [1]})) == SAID


async def test_a_roster_whose_files_did_not_arrive_or_that_comes_from_a_private_message_is_not_understood(
    town: Town,
) -> None:
    await town.owner.slash(town.channel("general"), "setup")
    good = last_interaction(town)
    file = {"id": "7", "filename": "a.csv", "size": 3, "url": "https://x.org/a", "proxy_url": "https://x.org/a"}

    async def said(change: Any) -> str:
        record = town.env.backend.new_interaction(2, town.channel("general").id, town.owner.id, town.guild.id)
        payload = {**copy.deepcopy(dict(good)), "id": str(record.id), "token": record.token}
        change(payload)
        town.env.backend.emit("INTERACTION_CREATE", payload)
        await town.settle()
        return str([each.json for each in town.env.backend.http_requests if record.token in each.path])

    def attach(payload: Any, resolved: Any) -> None:
        options = [{"name": name, "type": 11, "value": "7"} for name in ("sites", "people")]
        payload["data"].update(options=options, resolved=resolved)

    absent: tuple[Any, ...] = (None, {}, {"attachments": {}}, {"attachments": {"8": file}}, {"attachments": []})
    for resolved in absent:
        assert SAID in await said(lambda payload, resolved=resolved: attach(payload, resolved))
    assert SAID in await said(_send_privately)
    town.assert_no_incident()


def _send_privately(payload: Any) -> None:
    payload.pop("guild_id")
    payload["user"] = payload.pop("member")["user"]


def _at(payload: Any, path: list[Any]) -> Any:
    for step in path:
        payload = payload[step]
    return payload
