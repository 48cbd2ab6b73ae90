"""Everybody reads their own language: what Discord shows of commands, answers, notices, and posts for a server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from simcord import interactions

from bot.cards import Card
from bot.outbox import Outbox
from bot.people.store import PeopleStore
from cogs.help.render import empty_inbox
from config.texts import texts_for
from tests.kit.town import Town

SPANISH = ("es-ES", "es-419")
LONGEST_COMMAND = 8000  # Discord: names, descriptions and choices of a command, the longest language of each counted


@pytest.fixture
def _spanish_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every member's Discord speaks Spanish: the simulation knows English ones only."""
    english = interactions.base_payload

    def spanish(*args: Any, **facts: Any) -> Any:
        record, payload = english(*args, **facts)
        return record, {**payload, "locale": "es-419"}

    monkeypatch.setattr(interactions, "base_payload", spanish)


def parts(payload: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A command as it was sent, with everything in it that has a description."""
    yield payload
    for option in payload.get("options", ()):
        yield from parts(option)


def longest(part: Mapping[str, Any], field: str) -> int:
    said = [part.get(field, ""), *(part.get(f"{field}_localizations") or {}).values()]
    return max(map(len, said))


async def test_discord_is_told_every_command_in_spanish_by_its_english_name(bare_town: Town) -> None:
    sent = list(bare_town.env.backend.commands[None].values())
    assert len(sent) > 10
    t = texts_for("es")
    for command in sent:
        size = 0
        for part in parts(command):
            names, told = part.get("name_localizations") or {}, part.get("description_localizations") or {}
            if command["type"] == 1:
                assert names == {}, part["name"]
                assert set(told) == set(SPANISH), part["name"]
                assert all(0 < len(text) <= 100 and text != part["description"] for text in told.values())
            else:
                assert set(names) == set(SPANISH)
                assert all(0 < len(text) <= 32 for text in names.values())
            for choice in part.get("choices", ()):
                said = t.named(choice["name"])  # the same word in both is told once
                expected = dict.fromkeys(SPANISH, said) if said != choice["name"] else {}
                assert choice.get("name_localizations", {}) == expected, choice
                assert longest(choice, "name") <= 100
                size += longest(choice, "name") + len(str(choice["value"]))
            size += longest(part, "name") + longest(part, "description")
        assert size <= LONGEST_COMMAND, command["name"]


@pytest.mark.usefixtures("_spanish_clients")
async def test_a_member_whose_discord_speaks_spanish_is_answered_and_later_told_in_spanish(town: Town) -> None:
    t, general = texts_for("es"), town.channel("general")
    ana = await town.join("Ana Ruiz")
    result = await ana.slash(general, "inbox")
    assert result.response is not None
    assert result.response.embeds[0].description == empty_inbox(t)
    assert empty_inbox(t) != empty_inbox(texts_for("en"))
    async with town.network.read() as tx:
        person = await PeopleStore(tx).by_account(ana.id)
    assert person is not None
    assert person.locale == "es"
    for typed in ("fund", "financ"):
        [offered] = await ana.autocomplete(
            general, "room open", "topic", typed, audience="practitioners", kind="joined"
        )
        assert (offered["name"], offered["value"]) == ("Financiamiento", "funding")
    refused = await town.stranger("Zed").slash(general, "inbox")
    assert refused.response is not None
    assert refused.response.embeds[0].description == t(
        "You're not linked to the roster yet. Use /join with the code your network sent you."
    )


async def test_what_a_whole_server_reads_is_in_the_language_of_the_server(bare_town: Town) -> None:
    hall = bare_town.guild.create_text_channel("hall")
    for key, locale in (("one", "en-US"), ("two", "es-ES")):
        bare_town.env.backend.get_guild(bare_town.guild.id).preferred_locale = locale
        await bare_town.restart()
        async with bare_town.network.write() as tx:
            await Outbox(tx).say(hall.id, lambda t: Card(t("Cancel")), now=bare_town.clock.now(), key=key)
        await bare_town.settle()
    assert [message.embeds[0].description for message in hall.history()] == ["Cancel", texts_for("es")("Cancel")]
