"""Acts of stewards and of the host that change who may read or what leaves, each done for real."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.cards import Address, Card
from bot.outbox import Outbox
from bot.outbox.ledger import Ledger
from bot.people.store import PeopleStore
from cogs.rooms.flags.store import FlagStore
from tests.acts.measuring import Scene
from tests.cogs.digest.county import build_here, settle_county
from tests.cogs.members.desk import PEOPLE, SITES
from tests.cogs.rooms.asking import open_room
from tests.cogs.rooms.flags.telling import flag
from tests.cogs.sharing.test_flow import reply, share
from tests.kit.pressing import press
from tests.meta.source import ROOT

MONTH = "2026-03"
Play = Callable[[Scene], Awaitable[None]]


async def accept_overseer(scene: Scene) -> None:
    async with scene.acting():
        lobby = scene.town.channel("lobby")
        await scene.steward.slash(lobby, "room overseers", decision="accept", who=scene.town.owner)


async def let_leader_in(scene: Scene) -> None:
    lee = await scene.town.join("Lee Park", "partner staff", "Harbour House")
    async with scene.acting():
        await scene.steward.slash(scene.town.channel("lobby"), "forum leader", who=lee, decision="add")


async def close_room(scene: Scene) -> None:
    await open_room(scene.town, await scene.town.join("Ana Ruiz"), kind="open")
    boss = await scene.town.join("Second Steward", steward=True)
    async with scene.acting():
        await boss.slash(scene.town.channel("family-evenings"), "room close")


def settle_flag(action: str) -> Play:
    async def play(scene: Scene) -> None:
        ana, ben = await scene.town.join("Ana Ruiz"), await scene.town.join("Ben Carter", "teacher")
        await flag(scene.town, ana, ben)
        async with scene.town.network.read() as tx:
            [live] = await FlagStore(tx).live()
        async with scene.acting():
            await press(scene.town, scene.steward, Address("rooms", action, str(live.id)))

    return play


def review(label: str, **answers: str) -> Play:
    async def play(scene: Scene) -> None:
        ana = await scene.town.join("Ana Ruiz")
        card = await share(scene.town, ana, "We need interpreters in the evening.")
        await ana.click(reply(card), label="Yes, share these words")
        waiting = await scene.steward.slash(scene.town.channel("lobby"), "digest review")
        async with scene.acting():
            clicked = await scene.steward.click(reply(waiting), label=label)
            if answers:
                await scene.steward.submit_modal(clicked, answers)

    return play


async def build_digest(scene: Scene) -> None:
    county = await settle_county(scene.town)
    scene.steward = county.steward
    async with scene.acting():
        await county.steward.slash(scene.town.channel("general"), "digest build", month=MONTH)


async def build_digest_as_host(scene: Scene) -> None:
    await settle_county(scene.town)
    async with scene.acting():
        await scene.host("digest", "build", "--month", MONTH, "--out", str(scene.folder / "digest"))


async def approve_digest(scene: Scene) -> None:
    county = await settle_county(scene.town)
    await build_here(county, MONTH)
    scene.steward = county.steward
    asked = await county.steward.slash(scene.town.channel("general"), "digest approve", month=MONTH)
    async with scene.acting():
        await county.steward.click(reply(asked), label="Yes, approve it")


async def take_approval_back(scene: Scene) -> None:
    await approve_digest(scene)
    await scene.town.settle()
    async with scene.acting():
        await press(scene.town, scene.steward, Address("digest", "approval_back", MONTH))


async def write_title(scene: Scene) -> None:
    county = await settle_county(scene.town)
    await build_here(county, MONTH)
    preview = await county.steward.slash(scene.town.channel("general"), "digest preview", month=MONTH)
    assert preview.response is not None
    form = await county.steward.select(preview.response, ["concern-1"], custom_id=f"digest:retitle:{MONTH}.0")
    async with scene.acting():
        await county.steward.submit_modal(form, {"title": "Interpreters in the evening"})


async def _shown_edition(scene: Scene) -> None:
    await approve_digest(scene)
    await scene.town.settle()
    scene.town.clock.forward(timedelta(hours=49))


async def send_digest(scene: Scene) -> None:
    await _shown_edition(scene)
    async with scene.acting():
        await scene.steward.slash(scene.town.channel("general"), "digest send", month=MONTH)


def stuck(action: str) -> Play:
    async def play(scene: Scene) -> None:
        async with scene.town.network.write() as tx:
            await Outbox(tx).post(1, Card("Hello"), now=scene.town.clock.now())
        await scene.town.settle()
        async with scene.town.network.read() as tx:
            newest = (await Ledger(tx).stuck()).newest
        async with scene.acting():
            await press(scene.town, scene.steward, Address("setup", action, str(newest)))

    return play


async def import_roster(scene: Scene) -> None:
    (scene.folder / "sites.csv").write_text(SITES, encoding="utf-8")
    (scene.folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    files = ("--sites", scene.folder / "sites.csv", "--people", scene.folder / "people.csv")
    async with scene.acting():
        await scene.host("roster", "import", *files, "--yes")


async def issue_codes(scene: Scene) -> None:
    await scene.town.enrol("Ana Ruiz")
    async with scene.acting():
        await scene.host("roster", "codes", "--out", scene.folder / "codes.csv")


async def mail_codes(scene: Scene) -> None:
    await scene.town.enrol("Ana Ruiz")
    async with scene.acting():
        await scene.host("roster", "codes", "--mail")


async def reopen_place(scene: Scene) -> None:
    ana = await scene.town.enrol("Ana Ruiz")
    async with scene.town.network.write() as tx:
        await PeopleStore(tx).suspend(ana.id)
    async with scene.acting():
        await scene.host("roster", "reopen", "ana.ruiz@example.org")


async def release_supervision(scene: Scene) -> None:
    ana, ben = await scene.town.enrol("Ana Ruiz"), await scene.town.enrol("Ben Carter")
    async with scene.town.network.write() as tx:
        await PeopleStore(tx).record_supervision((ben.id, ana.id))
    async with scene.acting():
        await scene.host("roster", "release", "ben.carter@example.org", "ana.ruiz@example.org")


async def add_steward(scene: Scene) -> None:
    await scene.town.enrol("Ana Ruiz")
    async with scene.acting():
        await scene.host("steward", "add", "ana.ruiz@example.org")


async def remove_steward(scene: Scene) -> None:
    async with scene.acting():
        await scene.host("steward", "remove", "sue.ode@example.org")


async def define_network(scene: Scene) -> None:
    file = scene.folder / "community.toml"
    definition = (ROOT / "config" / "community.toml").read_text(encoding="utf-8")
    assert "lock_while_exposed = false" in definition
    file.write_text(definition.replace("lock_while_exposed = false", "lock_while_exposed = true"), encoding="utf-8")
    async with scene.acting():
        await scene.host("network", "define", file)


async def link_network(scene: Scene) -> None:
    async with scene.acting():
        await scene.host("network", "link", "77")
    await scene.town.house.networks.link(scene.town.network_id, scene.town.guild.id)


async def import_recipients(scene: Scene) -> None:
    file = scene.folder / "recipients.csv"
    file.write_text("name,office,mail\nLee Park,State Board,lee@state.example.org\n", encoding="utf-8")
    async with scene.acting():
        await scene.host("recipients", "import", file)


async def send_digest_as_host(scene: Scene) -> None:
    await _shown_edition(scene)
    # the host's clock is the machine's: the edition has been due for long
    async with scene.acting():
        await scene.host("digest", "send", "--month", MONTH)
