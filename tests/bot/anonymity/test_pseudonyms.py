from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.anonymity.names import NAMES, shown_name
from bot.anonymity.pseudonyms import is_voice, pseudonym_for, tag_of
from config.texts import texts_for

KEYS = st.binary(min_size=32, max_size=32)
IDS = st.integers(min_value=1, max_value=2**62)


@given(one=KEYS, other=KEYS, network=IDS, person=IDS)
def test_a_tag_never_matches_across_conversations(one: bytes, other: bytes, network: int, person: int) -> None:
    tag = tag_of(one, network, person)
    assert is_voice(one, network, person, tag)
    assert is_voice(other, network, person, tag) == (one == other)


@given(key=KEYS, network=IDS, one=IDS, other=IDS)
def test_a_tag_is_one_persons(key: bytes, network: int, one: int, other: int) -> None:
    assert (tag_of(key, network, one) == tag_of(key, network, other)) == (one == other)


@given(key=KEYS, network=IDS, person=IDS)
def test_without_its_key_a_tag_is_nobodys(key: bytes, network: int, person: int) -> None:
    assert not is_voice(None, network, person, tag_of(key, network, person))
    assert not is_voice(key, network, person, None)


@given(st.lists(st.integers(min_value=0, max_value=2**256 - 1), min_size=1, max_size=200, unique=True))
def test_every_voice_of_a_conversation_has_a_name_of_its_own_and_keeps_it(numbers: list[int]) -> None:
    taken: dict[str, tuple[str, int]] = {}
    for tag in (f"{number:064x}" for number in numbers):
        voice = pseudonym_for(tag, taken)
        assert (voice.name, voice.number) not in taken.values()
        taken[tag] = (voice.name, voice.number)
        assert pseudonym_for(tag, taken) == voice


def test_names_are_many_and_each_is_there_once() -> None:
    assert len(NAMES) >= 60
    assert len(set(NAMES)) == len(NAMES)


def test_the_second_of_a_name_carries_a_number() -> None:
    t = texts_for("en")
    assert [shown_name("Heron", number, t) for number in (1, 2)] == ["Heron", "Heron 2"]
