"""What an edition tells of a survey: who reads it, how it is kept, how it is said."""

from __future__ import annotations

from dataclasses import replace

from archive.delivery.model import Jurisdiction, Recipient
from archive.delivery.routing import view_for
from archive.digest.build import build
from archive.digest.model import Edition, Month
from archive.digest.page import page
from archive.needs.model import Need
from archive.suppression.rules import Band
from config.community import default_community
from config.texts import texts_outside

NEEDS = (
    Need("practice", "hard", "funding", "Funding", Band(10, 19)),
    Need("practice", "hard", "data", "Data culture", Band(5, 9)),
    Need("lead", "learn", "family", "Family engagement", Band(20, 49)),
)
EDITION = build([], Month("North county", "2026-03", needs=NEEDS), default_community()).edition


def test_it_is_kept_with_its_edition_and_editions_of_before_have_none() -> None:
    data = EDITION.to_json()
    assert Edition.from_json(data) == EDITION
    del data["needs"]
    assert Edition.from_json(data).needs == ()


def test_it_is_said_by_group_as_ranges_and_the_themes_are_told_apart_from_it() -> None:
    sentences = list(page(EDITION, texts_outside("en")).sentences())
    assert "Practitioners, hard at their sites now: Funding (10–19 people), Data culture (5–9 people)." in sentences  # noqa: RUF001 -- as shown
    assert any(each.startswith("The themes are not a survey.") for each in sentences)
    assert any("dieron su permiso" in each for each in page(EDITION, texts_outside("es")).sentences())
    without = page(replace(EDITION, needs=()), texts_outside("en"))
    assert "needs" not in {part.name for part in without.parts}
    assert any(each.startswith("This is not a survey.") for each in without.sentences())


def test_a_recipient_reads_it_of_their_topics_wherever_they_decide() -> None:
    lee = Recipient(1, "Lee Park", "Office", "lee@example.org", Jurisdiction(districts=("North",)), topics=("data",))
    assert view_for(EDITION, lee).needs == NEEDS[1:2]
    assert view_for(EDITION, replace(lee, topics=())).needs == NEEDS
