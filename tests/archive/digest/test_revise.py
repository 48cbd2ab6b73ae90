from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.digest.model import Edition
from archive.digest.revise import revise
from archive.suppression.rules import company
from config.community import Publication
from tests.archive.digest.voices import built, voice

RULE = Publication()
EVENINGS = ("conferences", "enrolment", "council", "theatre", "literacy", "robotics", "budget", "cooking", "garden")
TWELVE = [voice(n, f"Interpreters are missing at {evening}") for n, evening in enumerate((*EVENINGS, *"XYZ"), 1)]
DRAFT = built(TWELVE)


def test_with_every_yes_standing_nothing_changes() -> None:
    assert revise(DRAFT.edition, DRAFT.voices, TWELVE, RULE) == DRAFT.edition


def test_withdrawn_words_leave_and_the_band_follows() -> None:
    gone = {said.contribution_id for said in DRAFT.edition.themes[0].statements[:2]}
    gone |= {max(set(range(1, 13)) - gone)}
    left = [each for each in TWELVE if each.id not in gone]
    theme = revise(DRAFT.edition, DRAFT.voices, left, RULE).themes[0]
    assert not gone & {said.contribution_id for said in theme.statements}
    assert theme.title == DRAFT.edition.themes[0].fallback
    assert str(theme.band) == "5\N{EN DASH}9"


def test_a_count_that_was_sent_never_changes() -> None:
    left = TWELVE[:6]
    assert revise(DRAFT.edition, DRAFT.voices, left, RULE, was_sent=True).themes[0].band == DRAFT.edition.themes[0].band


def test_changed_words_are_not_the_words_that_were_agreed_to() -> None:
    changed = [replace(each, words=each.words + " changed", yes=f"another than {each.yes}") for each in TWELVE]
    assert revise(DRAFT.edition, DRAFT.voices, changed, RULE).themes == ()


def test_a_kept_edition_holds_no_words_and_they_come_back_with_their_yes() -> None:
    kept = json.dumps(DRAFT.edition.to_json())
    assert not any(each.words in kept for each in TWELVE)
    assert revise(Edition.from_json(json.loads(kept)), DRAFT.voices, TWELVE, RULE) == DRAFT.edition


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(range(1, 13))), st.booleans())
def test_whatever_is_taken_back_no_theme_stays_under_k_and_nothing_new_enters(left: set[int], was_sent: bool) -> None:
    still = [each for each in TWELVE if each.id in left]
    revised = revise(DRAFT.edition, DRAFT.voices, still, RULE, was_sent=was_sent)
    before = {said for theme in DRAFT.edition.themes for said in theme.statements}
    for theme in revised.themes:
        behind = company((each.person_id, each.site_id) for each in still if each.id in DRAFT.voices[theme.key])
        assert behind.people >= 5
        assert behind.sites >= 3
        assert set(theme.statements) <= {said for said in before if said.contribution_id in left}
