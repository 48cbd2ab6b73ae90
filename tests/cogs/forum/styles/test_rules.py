"""What may be said of ways of leading: nothing about fewer than k people at m schools."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.suppression.rules import Band
from bot.charts.bars import in_words
from cogs.forum.styles.model import Discussed, Leaning, Tried, Voice
from cogs.forum.styles.render import chart_of, overview_card, style_card
from cogs.forum.styles.rules import figures_of, known_helpful
from config.community import default_community
from config.texts import texts_for

COMMUNITY = default_community()
RULE = COMMUNITY.publication
STYLES = [style.key for style in COMMUNITY.forum.styles]
T = texts_for("en")

voices = st.tuples(st.none() | st.integers(1, 9), st.none() | st.integers(1, 5))
styles = st.sampled_from(STYLES[:2])
discussed = st.builds(
    Discussed, styles, st.sampled_from(["family", "equity"]), voices, st.just("A title"), st.integers(1, 30)
)
tried = st.builds(Tried, styles, voices, st.booleans())
leanings = st.builds(Leaning, styles, voices)


def people(count: int, schools: int = 3) -> list[Voice]:
    return [(number, number % schools) for number in range(count)]


def enough(behind: list[Voice]) -> bool:
    known = [voice for voice in behind if voice[0] is not None]
    return len({one for one, _ in known}) >= 5 and len({site for _, site in known if site is not None}) >= 3


@settings(max_examples=50)
@given(st.lists(discussed, max_size=16), st.lists(tried, max_size=16), st.lists(leanings, max_size=16))
def test_no_figure_is_ever_shown_that_fewer_than_five_people_at_three_schools_stand_behind(
    said: list[Discussed], marks: list[Tried], leans: list[Leaning]
) -> None:
    for found in figures_of(said, marks, leans, COMMUNITY):
        key = found.style.key
        assert (found.times is not None) == enough([each.voice for each in said if each.style == key])
        assert bool(found.topics) <= (found.times is not None)
        for band, is_helped in ((found.helped, True), (found.not_helped, False)):
            behind = [each.voice for each in marks if each.style == key and each.helped is is_helped]
            assert (band is not None) == enough(behind)
        assert (found.leaning is not None) == enough([each.voice for each in leans if each.style == key])
        shown = [band for band in (found.helped, found.not_helped, found.leaning) if band is not None]
        assert all(band.most is None or band.most > band.least >= RULE.people for band in shown)


def test_a_figure_and_its_chart_say_the_same_and_what_is_held_back_is_nowhere() -> None:
    said = [Discussed("servant", "family", voice, "Evenings", 7, helped=1) for voice in people(6)]
    marks = [Tried("servant", voice, helped=True) for voice in people(12)]
    marks += [Tried("servant", voice, helped=False) for voice in people(4)]
    figures = figures_of(said, marks, [Leaning("servant", voice) for voice in people(5, schools=2)], COMMUNITY)
    found = next(each for each in figures if each.style.key == "servant")
    assert (found.times, found.helped, found.not_helped, found.leaning) == (6, Band(10, 19), None, None)
    card, words = overview_card(T, figures, RULE), in_words(chart_of(T, figures))
    assert "**Servant**: discussed 6 times · helped here: 10\N{EN DASH}19 people" in card.text
    assert "Servant: discussed 6 times, helped here 10\N{EN DASH}19 people, did not help here too few to show" in words
    assert card.text.count("Too few so far to be shown:") == 1
    assert "Distributed" in card.text.partition("Too few so far to be shown:")[2]
    assert [choice.value for choice in card.selects[0].choices] == STYLES
    closer = style_card(T, found, COMMUNITY, 1)
    assert dict(closer.fields)["Discussed most about"] == "Family engagement"
    assert "channels/1/7" in dict(closer.fields)["Where an answer helped"]


def test_private_marks_put_a_link_among_what_helped_only_once_enough_made_them() -> None:
    few = [Tried("servant", voice, helped=True) for voice in people(4)]
    assert known_helpful(few, RULE) == 0
    assert known_helpful([*few, Tried("servant", (9, 9), helped=True)], RULE) == 5
    assert known_helpful([Tried("servant", voice, helped=False) for voice in people(9)], RULE) == 0


def test_the_most_helpful_posts_are_linked_first_and_each_once() -> None:
    posts = [
        Discussed("servant", "family", (1, 1), "Once", 3, helped=1),
        Discussed("servant", "family", (2, 1), "Twice", 4, helped=2),
        Discussed("servant", "family", (3, 1), "Never", 5),
        Discussed("servant", "family", (3, 1), "Never", 5),
    ]
    found = next(each for each in figures_of(posts, [], [], COMMUNITY) if each.style.key == "servant")
    assert [link.title for link in found.helpful] == ["Twice", "Once"]
    assert [link.title for link in found.others] == ["Never"]


def test_even_24_styles_with_long_names_fit_a_message() -> None:
    style = COMMUNITY.forum.styles[0]
    many = tuple(
        style.model_copy(update={"key": f"s{number}", "label": "x" * 38 + str(number)}) for number in range(10, 34)
    )
    community = COMMUNITY.model_copy(update={"forum": COMMUNITY.forum.model_copy(update={"styles": many})})
    said = [
        Discussed(each.key, "family", voice, "y" * 100, 10**18 + 7, helped=1) for each in many for voice in people(50)
    ]
    marks = [Tried(each.key, voice, helped) for each in many for voice in people(50) for helped in (True, False)]
    figures = figures_of(said, marks, [Leaning(many[0].key, voice) for voice in people(50)], community)
    card = overview_card(T, figures, RULE)
    assert len(card.text) <= 4096
    assert len(card.selects[0].choices) == 24
    assert all(len(value) <= 1024 for _, value in style_card(T, figures[0], community, 10**18).fields)
