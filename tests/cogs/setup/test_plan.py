from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.ui.forum_posts import MOST_TAGS, tags_to_make
from bot.visibility.admission.overwrites import reader_role
from bot.visibility.admission.spaces import AUDIENCES
from cogs.setup.plan import forum_tags, plan
from config.community import default_community
from config.texts import texts_for

COMMUNITY, T = default_community(), texts_for("en")
NAMES = st.text("abcAB", min_size=1, max_size=3)


def test_every_key_is_used_once() -> None:
    keys = [planned.key for planned in plan(COMMUNITY, T).steps]
    assert len(keys) == len(set(keys))


def test_every_space_has_its_category_and_the_role_that_reads_it() -> None:
    whole = plan(COMMUNITY, T)
    categories, roles = {each.key for each in whole.categories}, {each.key for each in whole.roles}
    for space in whole.spaces:
        assert space.category in categories
        assert space.kind == "lobby" or reader_role(space.kind, space.audience) in roles


def test_every_audience_has_a_place_to_talk_and_one_where_answers_are_shown() -> None:
    spaces = {(space.kind, space.audience) for space in plan(COMMUNITY, T).spaces}
    assert {(kind, audience) for kind in ("voice", "digest") for audience in AUDIENCES} < spaces
    assert {("room", "practitioners"), ("forum", "principals")} < spaces


def test_the_first_room_is_called_what_the_network_says_and_carries_its_safety_line() -> None:
    rooms = COMMUNITY.rooms.model_copy(update={"first_room": "staff-kitchen"})
    [room] = [space for space in plan(COMMUNITY.model_copy(update={"rooms": rooms}), T).spaces if space.kind == "room"]
    assert room.name == "staff-kitchen"
    assert COMMUNITY.safety.line in room.about


def test_the_forum_has_the_topics_and_the_states_as_tags() -> None:
    tags = forum_tags(COMMUNITY, T)
    assert tags[-2:] == ("Open", "Solved")
    assert tags[:-2] == tuple(topic.label for topic in COMMUNITY.topics)
    assert len(tags) <= MOST_TAGS


@given(st.lists(NAMES, max_size=MOST_TAGS, unique=True), st.lists(NAMES, max_size=MOST_TAGS, unique=True))
def test_tags_are_added_once_and_never_beyond_what_discord_takes(present: list[str], due: list[str]) -> None:
    added = tags_to_make(tuple(present), tuple(due))
    assert len(present) + len(added) <= MOST_TAGS
    assert not {name.casefold() for name in added} & {name.casefold() for name in present}
    assert tags_to_make((*present, *added), tuple(due)) == () or len(present) + len(added) == MOST_TAGS
