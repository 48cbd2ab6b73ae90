"""Acts about what goes out and comes back: links, responses, anonymous posts that were reported, surveys."""

from __future__ import annotations

from datetime import UTC, datetime

from archive.delivery.store import RecipientStore
from tests.acts.measuring import Scene
from tests.acts.scenes import MONTH, Play
from tests.cogs.anonymous.test_moderation import BAD, look, report
from tests.cogs.digest.county import LEE, sent_here, settle_county
from tests.cogs.rooms.whispers.saying import people, posts, say


def moderate(label: str) -> Play:
    async def play(scene: Scene) -> None:
        steward, ana, ben, *_ = await people(scene.town, 9, steward=True)
        await say(scene.town, ana, BAD)
        await report(scene.town, ben, posts(scene.town)[0])
        card = await look(scene.town, steward)
        async with scene.acting():
            await steward.user.click(card, label=label)

    return play


async def _sent(scene: Scene) -> str:
    """Keep a digest as sent to somebody with a link of their own; returns the recipient's id."""
    county = await settle_county(scene.town)
    await sent_here(county, MONTH)
    scene.steward = county.steward
    async with scene.town.network.read() as tx:
        [lee] = await RecipientStore(tx).all()
    return str(lee.id)


async def revoke_links(scene: Scene) -> None:
    lee = await _sent(scene)
    card = await scene.steward.slash(scene.town.channel("general"), "digest recipients")
    assert card.response is not None
    async with scene.acting():
        await scene.steward.select(card.response, [lee], custom_id="digest:revoke:")


async def enter_response(scene: Scene) -> None:
    lee, general = await _sent(scene), scene.town.channel("general")
    choice = {"office": lee, "theme": f"{MONTH}.concern-1", "response": "acted"}
    form = await scene.steward.slash(general, "digest response", **choice)
    async with scene.acting():
        await scene.steward.submit_modal(form, {"details": "Five interpreters."})


async def revoke_links_as_host(scene: Scene) -> None:
    scene.town.clock.forward(datetime.now(UTC) - scene.town.clock.now())  # the host's clock is the machine's
    await _sent(scene)
    async with scene.acting():
        await scene.host("recipients", "revoke", LEE.mail)


async def remove_recipient(scene: Scene) -> None:
    await _sent(scene)
    async with scene.acting():
        await scene.host("recipients", "remove", LEE.mail)


async def open_survey(scene: Scene) -> None:
    card = await scene.steward.slash(scene.town.channel("general"), "survey open", until="2026-03-20")
    assert card.response is not None
    async with scene.acting():
        await scene.steward.click(card.response, label="Open it")


async def call_survey_off(scene: Scene) -> None:
    await open_survey(scene)
    card = await scene.steward.slash(scene.town.channel("general"), "survey open", until="2026-03-20")
    assert card.response is not None
    async with scene.acting():
        await scene.steward.click(card.response, label="Call it off")
