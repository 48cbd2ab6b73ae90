"""The vault: what is sealed for one place opens there and nowhere else, and never again once its key is gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.keys import Keyring, Vault, seal
from bot.keys.vault import day_of

TODAY = date(2026, 3, 2)
IDS = st.integers(1, 2**63 - 1)
PLACES = st.sampled_from(["issues.text", "rooms.purpose", "contributions.words", "contributions.held"])
OWNERS = st.tuples(IDS, IDS, PLACES)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def _in_a_keyring(check: Callable[[Keyring, Vault], None]) -> None:
    with TemporaryDirectory() as folder:
        keyring = Keyring.open(Path(folder) / "keys")
        check(keyring, Vault(keyring))


@given(OWNERS, OWNERS, TEXTS)
def test_another_network_person_or_place_never_opens(
    own: tuple[int, int, str], other: tuple[int, int, str], text: str
) -> None:
    assume(own != other)

    def check(_keyring: Keyring, vault: Vault) -> None:
        vault.seal(*other, "so that the other has a key too")
        sealed = vault.seal(*own, text)
        assert vault.unseal(*other, sealed) is None
        assert vault.unseal(*own, sealed) == text

    _in_a_keyring(check)


@given(st.tuples(IDS, PLACES), st.tuples(IDS, PLACES), st.integers(0, 40), TEXTS)
def test_words_on_their_way_open_only_in_their_network_and_place(
    own: tuple[int, str], other: tuple[int, str], days: int, text: str
) -> None:
    assume(own != other)

    def check(keyring: Keyring, vault: Vault) -> None:
        day, another = TODAY + timedelta(days), TODAY + timedelta(days + 1)
        vault.seal_until_sent(other[0], day, other[1], "so that the other has a key too")
        sealed = vault.seal_until_sent(own[0], day, own[1], text)
        assert day_of(sealed) == day
        assert vault.unseal_unsent(*other, sealed) is None
        keyring.day_key(own[0], another)
        assert vault.unseal_unsent(*own, another.isoformat().encode() + sealed[10:]) is None
        assert vault.unseal_unsent(*own, sealed) == text
        keyring.destroy_day_key(own[0], day)
        assert vault.unseal_unsent(*own, sealed) is None

    _in_a_keyring(check)


@given(OWNERS, TEXTS, st.data())
def test_a_changed_or_shortened_text_never_opens(own: tuple[int, int, str], text: str, data: st.DataObject) -> None:
    def check(_keyring: Keyring, vault: Vault) -> None:
        sealed = vault.seal(*own, text)
        place = data.draw(st.integers(0, len(sealed) - 1))
        changed = bytes([*sealed[:place], sealed[place] ^ 1, *sealed[place + 1 :]])
        assert vault.unseal(*own, changed) is None
        assert vault.unseal(*own, sealed[:place]) is None

    _in_a_keyring(check)


def test_opening_makes_no_key_and_a_new_key_opens_nothing_old(tmp_path: Path) -> None:
    keyring = Keyring.open(tmp_path / "keys")
    vault = Vault(keyring)
    sealed = vault.seal(1, 2, "issues.text", "words")
    keyring.destroy_person_key(1, 2)
    assert vault.unseal(1, 2, "issues.text", sealed) is None
    assert keyring.find_person_key(1, 2) is None
    vault.seal(1, 2, "issues.text", "later words")
    assert vault.unseal(1, 2, "issues.text", sealed) is None


def test_a_key_that_another_process_destroyed_is_gone_here_at_once(tmp_path: Path) -> None:
    here, elsewhere = Keyring.open(tmp_path / "keys"), Keyring.open(tmp_path / "keys")
    sealed = Vault(here).seal(1, 2, "issues.text", "words")
    assert Vault(here).unseal(1, 2, "issues.text", sealed) == "words"
    elsewhere.destroy_person_key(1, 2)
    assert Vault(here).unseal(1, 2, "issues.text", sealed) is None
    again = Vault(elsewhere).seal(1, 2, "issues.text", "words")
    assert Vault(here).unseal(1, 2, "issues.text", again) == "words"


def test_what_was_sealed_for_no_place_is_bound_to_one(tmp_path: Path) -> None:
    keyring = Keyring.open(tmp_path / "keys")
    vault, before = Vault(keyring), seal(keyring.person_key(1, 2), b"words")
    assert vault.unseal(1, 2, "issues.text", before) is None
    bound = vault.bind(1, 2, "issues.text", before)
    assert bound is not None
    assert vault.unseal(1, 2, "issues.text", bound) == "words"
    keyring.destroy_person_key(1, 2)
    assert vault.bind(1, 2, "issues.text", before) is None


def test_a_mark_is_found_by_its_owners_key_and_by_no_other() -> None:
    def check(keyring: Keyring, vault: Vault) -> None:
        place, people = "contributions.author_mark", (11, 12, 13)
        for person in people:
            keyring.person_key(1, person)
        marks = {row: vault.mark(1, 11 + row % 3, place, row) for row in range(6)}
        made = {row: mark for row, mark in marks.items() if mark is not None}
        assert len(set(made.values())) == 6
        expected = {row: 11 + row % 3 for row in range(6)}
        for reader in (vault, vault, Vault(keyring)):  # found, remembered, and by another process
            assert reader.whose(1, people, place, made) == expected
        assert vault.whose(1, [12], place, made) == {1: 12, 4: 12}
        assert vault.whose(2, people, place, made) == {}
        assert vault.whose(1, people, "contributions.words", made) == {}
        keyring.destroy_person_key(1, 12)
        assert vault.mark(1, 12, place, 1) is None
        assert set(vault.whose(1, people, place, made)) == {0, 2, 3, 5}, "what is remembered is not trusted"

    _in_a_keyring(check)
