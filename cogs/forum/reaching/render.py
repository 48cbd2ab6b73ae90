"""What helpers and askers read. No I/O."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import Address, Card, Choice, Select
from bot.people.model import Person
from cogs.forum.model import Question
from cogs.forum.private_cards import LONGEST_SHOWN, link_to
from cogs.forum.render import asked_text, button
from config.texts import Texts


def helper_card(t: Texts, question: Question, reach_id: int, guild_id: int) -> Card:
    """Return what somebody is asked privately."""
    title = question.asked.title if question.asked else ""
    text = t(
        "Nobody has answered {question} yet, and you may know something about it. You can answer, pass, or name a "
        "colleague; nobody sees that you passed. You're asked at most once in two weeks.",
        question=link_to(title, guild_id, question.thread_id),
    )
    words = asked_text(question.asked, t)[:LONGEST_SHOWN] if question.asked else ""
    return Card(
        title=t("A question for you"),
        text=f"{text}\n\n{words}",
        buttons=(
            button(t("Answer"), "answer", question.id, "primary"),
            button(t("Pass"), "pass", reach_id),
            button(t("Name a colleague"), "name", reach_id),
            button(t("Don't ask me again"), "unwilling", ""),
        ),
    )


def on_its_way_card(t: Texts, question: Question, count: int, guild_id: int) -> Card:
    """Return what an asker is told: how many were asked, and not who."""
    title = question.asked.title if question.asked else ""
    text = t("Nobody has answered {question} yet.", question=link_to(title, guild_id, question.thread_id))
    asked = t.many(
        "A principal of another district has been asked privately.",
        "{count} principals of other districts have been asked privately.",
        count,
    )
    return Card(text=f"{text} {asked}")


def colleagues_card(t: Texts, reach_id: int, colleagues: Sequence[Person]) -> Card:
    """Return the list from which a helper names a colleague: only those who may be asked."""
    if not colleagues:
        return Card(text=t("There's nobody else who fits and may be asked now. You can still answer or pass."))
    choices = tuple(Choice(person.name, str(person.id)) for person in colleagues)
    select = Select(t("A colleague who may know"), Address("forum", "named", str(reach_id)), choices)
    return Card(text=t("They are asked privately, as you were, and don't learn who named them."), selects=(select,))
