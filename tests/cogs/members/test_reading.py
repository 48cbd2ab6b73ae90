"""The stewards' log, as any member reads it."""

from __future__ import annotations

from bot.cards import Address
from bot.people.stewards import StewardStore
from tests.cogs.setup.replies import said, told
from tests.kit.pressing import press
from tests.kit.town import Town


async def write(town: Town, count: int, actor_id: int | None = None) -> None:
    async with town.network.write() as tx:
        for number in range(count):
            await StewardStore(tx).log(actor_id, "{actor} did {about}.", f"thing {number}", town.clock.now())


async def test_any_member_pages_through_all_of_the_log_and_back(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await write(town, 40)
    first = await ana.slash(town.channel("lobby"), "steward log")
    assert first.response is not None
    pages = [told(first)]
    for _ in range(2):
        await ana.click(first.response, label="Older")
        pages.append(said(first.response))
    assert "thing 39" in pages[0]
    assert "thing 0." in pages[2]
    assert all(sum(f"thing {number}." in page for page in pages) == 1 for number in range(40))
    assert f"<t:{int(town.clock.now().timestamp())}:f>" in pages[0]
    await ana.click(first.response, label="Newer")
    assert said(first.response) == pages[1]


async def test_the_log_is_narrowed_to_one_steward(town: Town) -> None:
    ana, sam = await town.join("Ana Ruiz"), await town.join("Sam Ode", steward=True)
    await write(town, 3)
    await write(town, 2, town.person(sam).id)
    shown = told(await ana.slash(town.channel("lobby"), "steward log", by=sam))
    assert shown.count("Sam Ode did") == 2
    assert "The host" not in shown
    assert "Nothing yet" in told(await ana.slash(town.channel("lobby"), "steward log", by=ana))


async def test_a_stranger_does_not_read_the_log_not_even_by_its_buttons(town: Town) -> None:
    eve = town.stranger("Eve")
    assert "/join" in told(await eve.slash(town.channel("lobby"), "steward log"))
    assert "/join" in told(await press(town, eve, Address("members", "log", "older.5.")))
