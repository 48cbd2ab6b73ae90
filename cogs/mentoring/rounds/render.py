"""What whoever a round left over is told: why, and what would help. No I/O."""

from __future__ import annotations

from bot.cards import Card
from bot.matching.model import Left, WhyLeft
from bot.text.languages import language_name
from config.texts import Texts


def left_over(t: Texts, left: Left) -> Card:
    """Return why a round found nobody for somebody, and what would help; the same reason is told once in four weeks."""
    languages = ", ".join(language_name(t, each) for each in left.languages)
    texts: dict[WhyLeft, str] = {
        "no_mentor": t(
            "Every place that mentors offer is taken just now. It would help if a colleague you value offered one: "
            "/mentor offer takes them two minutes."
        ),
        "no_language": t(
            "No mentor with a free place speaks a language of yours ({languages}). If you speak another one, add it "
            "with /mentor request; a new mentor who speaks yours would help too.",
            languages=languages,
        ),
        "no_free_mentor": t(
            "No mentor who could suit you has a free place just now: those who have waited longer came first. /mentor "
            "browse shows who may have one, and one more mentor would help: perhaps you know somebody to ask."
        ),
    }
    place = t("You keep your place: those who wait longest come first in the next round.")
    return Card(title=t("No mentor for you this time"), text=f"{texts[left.why]}\n\n{place}")
