"""/digest trends: members see what was published, as it stands now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from archive import consent
from archive.digest.desk import build_month, keys_of
from archive.digest.store import EditionStore
from bot.database.ids import new_id
from bot.database.schema.digest import edition_voices, editions
from tests.cogs.digest.county import sent_edition
from tests.kit.town import Town

FEW = "5\N{EN DASH}9"


async def _told_again(town: Town, edition_id: int, month: str) -> None:
    """Another sent edition that counts the same people: only its month differs."""
    now = town.clock.now()
    async with town.network.write() as tx:
        kept = await EditionStore(tx).get(edition_id)
        assert kept is not None
        content, second = {**kept.edition.to_json(), "month": month}, new_id()
        await tx.insert(editions, id=second, month=month, state="sent", content=content, built_at=now, sent_at=now)
        rows = [
            {"id": new_id(), "edition_id": second, "theme_key": key, "contribution_id": each}
            for key, ids in (await EditionStore(tx).voices(edition_id)).items()
            for each in ids
        ]
        await tx.insert_many(edition_voices, rows)


async def _take_back(town: Town, edition_id: int, number: int) -> None:
    keys, now = keys_of(town.house, town.network), town.clock.now()
    async with town.network.write() as tx:
        voices = await EditionStore(tx).voices(edition_id)
        everybody = sorted({each for ids in voices.values() for each in ids})
        await consent.mark_published(tx, everybody, now=now)
        for said in await consent.still_publishable(tx, everybody[:number], key_of=keys):
            await consent.withdraw(tx, said.contribution_id, person_id=said.person_id, now=now)


def _text(result: Any) -> str:
    [said] = result.followups or [result.response]
    return f"{said.embeds[0].title}\n{said.embeds[0].description}"


async def test_what_comes_back_is_drawn_and_goes_with_what_was_taken_back(town: Town) -> None:
    first = await sent_edition(town, now=town.clock.now())
    ana, lobby = await town.join("Ana Ruiz"), town.channel("lobby")
    assert "once two digests have told of it" in _text(await ana.slash(lobby, "digest trends"))

    await _told_again(town, first, "2026-11")
    result: Any = await ana.slash(lobby, "digest trends")
    assert f"Oct {FEW} · Nov {FEW}" in _text(result)
    [picture] = result.response.attachments
    assert picture.filename == "digest-trends.png"
    edition = await build_month(town.house, town.network, "2026-12", now=town.clock.now() + timedelta(days=60))
    assert [each.month for each in edition.earlier.told] == ["2026-10", "2026-11"]

    await _take_back(town, first, 3)
    assert "once two digests have told of it" in _text(await ana.slash(lobby, "digest trends"))
