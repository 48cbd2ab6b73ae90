from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from cryptography.exceptions import InvalidTag
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from archive.consent.store import ConsentStore
from bot.keys import seal, unseal
from cogs.privacy.packing import DATA, PAGE
from tests.kit.town import Town


def reply(result: InteractionResult) -> ResponseMessage:
    assert result.response is not None
    return result.response


def text_of(result: InteractionResult) -> str:
    [embed] = reply(result).embeds
    return f"{embed.title}\n{embed.description}"


async def share(town: Town, actor: MemberActor, typed: str) -> None:
    form = await actor.slash(town.channel("practitioners-lounge"), "share new")
    await actor.submit_modal(form, {"text": typed})


async def test_a_member_gets_what_is_stored_about_them_and_nobody_elses(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Hill")
    await share(town, ana, "The bus leaves early.")
    await share(town, ben, "The pantry is empty.")
    given = await ana.slash(town.channel("practitioners-lounge"), "privacy export")
    assert reply(given).ephemeral
    [file] = reply(given).attachments
    assert file.filename == "staffroom-about-me.zip"
    with ZipFile(BytesIO(await file.read())) as folder:
        data, page = json.loads(folder.read(DATA)), folder.read(PAGE).decode()
    assert data["sharing"]["contributions"][0]["words"] == "The bus leaves early."
    assert "The bus leaves early." in page
    assert "Ana Ruiz" in page
    assert "pantry" not in json.dumps(data) + page


async def test_erasing_asks_first_then_takes_everything_and_the_key(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Hill")
    await share(town, ana, "The bus leaves early.")
    await share(town, ben, "The pantry is empty.")
    person, network = town.person(ana), town.network
    sealed = seal(town.house.keys.person_key(network.id, person.id), b"words")
    asked = await ana.slash(town.channel("practitioners-lounge"), "privacy erase")
    assert "what you raised, shared, asked for and answered" in text_of(asked)
    [(about, stays)] = [(field.name, field.value or "") for field in reply(asked).embeds[0].fields]
    assert about == "What stays, and why"
    assert all(what in stays for what in ("Copies in backups", "Digests already sent", "without your name"))
    async with network.read() as tx:
        assert await ConsentStore(tx).of_person(person.id)
    assert "the key is destroyed" in text_of(await ana.click(reply(asked), label="Erase it all"))
    async with network.read() as tx:
        assert await ConsentStore(tx).of_person(person.id) == []
        assert len(await ConsentStore(tx).of_person(town.person(ben).id)) == 1
    with pytest.raises(InvalidTag):
        unseal(town.house.keys.person_key(network.id, person.id), sealed)
    await town.settle()
    assert ana.member is not None
    assert [role.name for role in ana.member.roles] == ["@everyone"]


async def test_keeping_changes_nothing(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await share(town, ana, "The bus leaves early.")
    asked = await ana.slash(town.channel("practitioners-lounge"), "privacy erase")
    await ana.click(reply(asked), label="Keep it")
    async with town.network.read() as tx:
        assert len(await ConsentStore(tx).of_person(town.person(ana).id)) == 1
