"""The drill of rotation: what was written opens, what was signed holds while it should, the old keys open nothing."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from archive.delivery.links import LinkUnknown, make_link, read_link
from bot.backups.keys import back_up_keys
from bot.backups.making import back_up
from bot.backups.refusals import OtherKeyring
from bot.clock import ManualClock
from bot.database.schema.rooms import rooms
from bot.database.schema.sharing import contributions
from bot.keys import Keyring, Vault
from bot.keys.in_use import InUse
from bot.keys.rotation import add_sealing_keys, forget_former, split
from bot.run.backups.restoring import restore
from bot.run.backups.rotating import Rotated, rotate
from config.settings import Settings
from tests.bot.backups.county import ANA, BEN, WORDS, lose, opened, purposes, settle, wish
from tests.kit.databases import START


async def offer(settings: Settings) -> None:
    """One contribution of Ana's that names nobody: it carries her mark."""
    async with opened(settings) as house:
        [network] = await house.networks.all()
        async with network.write() as tx:
            row = {
                "id": 5, "language": "en", "kind": "concern", "topic": "other", "month": "2026-03", "state": "printed",
                "offered_at": START, "changed_at": START, "words": tx.seal(contributions.c.words, ANA, "The bus"),
            }  # fmt: skip
            tx.seal(contributions.c.words, ANA, "makes the key")
            await tx.insert(contributions, **row, author_mark=tx.mark(contributions.c.author_mark, ANA, 5))


async def sealed_with(settings: Settings, keys: Path) -> list[str | None]:
    """What a keyring opens of the rooms and the contribution."""
    vault = Vault(Keyring(keys))
    async with opened(settings) as house:
        [network] = await house.networks.all()
        async with network.read() as tx:
            found = await tx.rows(select(rooms).where(tx.mine(rooms)).order_by(rooms.c.id))
            shared = await tx.rows(select(contributions).where(tx.mine(contributions)))
        opens = [vault.unseal(network.id, row.opener_person_id, "rooms.purpose", row.purpose) for row in found]
        return [*opens, *(vault.unseal(network.id, ANA, "contributions.words", row.words) for row in shared)]


async def test_after_a_rotation_only_the_new_keys_open_what_is_kept(settings: Settings, tmp_path: Path) -> None:
    async with opened(settings) as house:
        await settle(house)
        with pytest.raises(InUse):
            await rotate(settings, clock=ManualClock(START))
    await offer(settings)
    shutil.copytree(settings.keys_dir, tmp_path / "leaked", ignore=shutil.ignore_patterns(".in-use"))
    assert await sealed_with(settings, tmp_path / "leaked") == [WORDS, WORDS, "The bus"]

    first = await rotate(settings, clock=ManualClock(START))
    again = await rotate(settings, clock=ManualClock(START + timedelta(days=1)))

    assert (first.people, first.texts) == (again.people, again.texts) == (2, 3)
    assert await sealed_with(settings, tmp_path / "leaked") == [None, None, None]
    assert await sealed_with(settings, settings.keys_dir) == [WORDS, WORDS, "The bus"]
    async with opened(settings) as house:
        assert await purposes(house) == {ANA: WORDS, BEN: WORDS}
        [network] = await house.networks.all()
        async with network.read() as tx:
            mark = contributions.c.author_mark
            kept = await tx.rows(select(contributions.c.id, mark).where(tx.mine(contributions)))
            assert tx.whose(mark, [BEN, ANA], {row.id: row.author_mark for row in kept}) == {5: ANA}
        house.keys.destroy_person_key(network.id, ANA)
    assert await sealed_with(settings, settings.keys_dir) == [None, WORDS, None]


async def test_interrupted_between_old_and_new_everything_opens_and_it_is_taken_to_its_end(settings: Settings) -> None:
    async with opened(settings) as house:
        await settle(house)
    assert add_sealing_keys(settings.keys_dir) == 2  # and then the power went
    assert await sealed_with(settings, settings.keys_dir) == [WORDS, WORDS]
    assert await rotate(settings, clock=ManualClock(START)) == Rotated(0, 2, 2)
    [ana, ben] = sorted(path for path in (settings.keys_dir / "people").rglob("*") if path.is_file())
    assert [len(split(path.read_bytes())) for path in (ana, ben)] == [2, 2]
    assert await sealed_with(settings, settings.keys_dir) == [WORDS, WORDS]


async def test_killed_before_a_new_key_has_its_name_the_old_one_opens_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At that moment the old key has two names, and what a rotation cleans up is one of them."""
    async with opened(settings) as house:
        await settle(house)

    def end(_draft: Path, _key: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", end)
        with pytest.raises(KeyboardInterrupt):
            await rotate(settings, clock=ManualClock(START))
    assert list((settings.keys_dir / "people").rglob(".*-gone-*"))
    assert (await rotate(settings, clock=ManualClock(START))).texts == 2
    assert not list((settings.keys_dir / "people").rglob(".*-gone-*"))
    assert await sealed_with(settings, settings.keys_dir) == [WORDS, WORDS]


async def test_links_hold_until_they_are_over_unless_the_keys_have_leaked(settings: Settings) -> None:
    keys = Keyring.open(settings.keys_dir)
    token, link = make_link(keys.signing_key("links"), 1, START)
    await rotate(settings, clock=ManualClock(START))
    [new, former] = keys.signing_keys("links")
    assert read_link(former, token, START) == link
    with pytest.raises(LinkUnknown):
        read_link(new, token, START)
    assert forget_former(settings.keys_dir, START + timedelta(days=454)) == []
    assert forget_former(settings.keys_dir, START + timedelta(days=455)) == ["links.former-20260302T150000"]
    assert keys.signing_keys("links") == [new]
    await rotate(settings, at_once=True, clock=ManualClock(START))
    assert len(keys.signing_keys("links")) == 1
    assert keys.signing_key("links") != new


async def test_what_a_killed_rotation_left_beside_former_keys_is_taken_for_none(settings: Settings) -> None:
    keys = Keyring.open(settings.keys_dir)
    make_link(keys.signing_key("links"), 1, START)
    await rotate(settings, clock=ManualClock(START))
    [_, former] = keys.signing_keys("links")
    left = keys.folder / "signing" / ".links.former-20260302T150000-0a1b2c3d"
    left.write_bytes(former)
    assert len(keys.signing_keys("links")) == 2
    assert forget_former(settings.keys_dir, START) == []
    assert not left.exists()
    assert forget_former(settings.keys_dir, START + timedelta(days=455)) == ["links.former-20260302T150000"]


async def test_a_backup_from_before_is_refused_with_the_keys_of_after_and_comes_back_with_its_own(
    settings: Settings, tmp_path: Path
) -> None:
    async with opened(settings) as house:
        await settle(house)
        backup, kept = await back_up(settings, house.keys, START), back_up_keys(house.keys, tmp_path / "then", START)
    await rotate(settings, clock=ManualClock(START))
    newer = back_up_keys(Keyring(settings.keys_dir), tmp_path / "now", START)
    lose(settings.data_dir)
    with pytest.raises(OtherKeyring, match="--keys"):
        await restore(settings, wish(backup))
    lose(settings.keys_dir)
    with pytest.raises(OtherKeyring, match="--keys"):
        await restore(settings, wish(backup, keys=newer))
    assert not settings.file.exists()
    await restore(settings, wish(backup, keys=kept))
    async with opened(settings) as house:
        assert await purposes(house) == {ANA: WORDS, BEN: WORDS}
