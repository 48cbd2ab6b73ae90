"""Before an issue is written: its choices on a private card, and the form for the words. Nothing is stored."""

from __future__ import annotations

from dataclasses import replace

from archive.issues.rules import Draft, UnknownChoice, check_choices
from bot.cards import Card
from bot.ui.actions import Actions
from bot.ui.returning import returned_words
from bot.ui.visit import Visit
from cogs.issues import raise_cards
from cogs.issues.rules import NAME_CHOICES, NO_TOPIC, unpack
from cogs.issues.unnamed import before_speaking
from cogs.issues.views import chosen

actions = Actions("issues")


async def begin(visit: Visit, draft: Draft) -> None:
    """Show the card on which an issue's choices are made; words that are there already stand on it."""
    await visit.reply(await _choices_card(visit, draft))


async def ask_for_words(visit: Visit, draft: Draft) -> None:
    """Open the form for a member's words; raises UnknownTopic or UnknownChoice, so that nobody writes in vain."""
    await visit.person()
    check_choices(draft, topics_of(visit))
    await visit.ask(raise_cards.raise_form(visit.t, draft))


@actions.on("raise")
async def start(visit: Visit, _target: str) -> None:
    """Begin from the lobby's panel."""
    await begin(visit, Draft(""))


@actions.on("kind")
async def choose_kind(visit: Visit, target: str) -> None:
    """Take in whether something gets in the way or would help."""
    await _choose(visit, replace(unpack(target, ""), kind=chosen(visit)))


@actions.on("topic")
async def choose_topic(visit: Visit, target: str) -> None:
    """Take in what the issue is about."""
    topic = chosen(visit)
    await _choose(visit, replace(unpack(target, ""), topic=None if topic == NO_TOPIC else topic))


@actions.on("reach")
async def choose_reach(visit: Visit, target: str) -> None:
    """Take in what policymakers may learn of the issue."""
    await _choose(visit, replace(unpack(target, ""), for_policymakers=chosen(visit)))


@actions.on("name")
async def choose_name(visit: Visit, target: str) -> None:
    """Take in whether the issue is raised as one's own or without a name; what has none stays inside."""
    choice = chosen(visit)
    if choice not in NAME_CHOICES:
        raise UnknownChoice(choice[:40])
    draft = replace(unpack(target, ""), is_anonymous=choice == "anonymous")
    await _choose(visit, replace(draft, for_policymakers="no") if draft.is_anonymous else draft)


@actions.on("write", opens_form=True)
async def write(visit: Visit, target: str) -> None:
    """Open the form for the words, with the choices and the words on the card."""
    await ask_for_words(visit, unpack(target, (await returned_words(visit))[:4000]))


async def _choose(visit: Visit, draft: Draft) -> None:
    await visit.update(await _choices_card(visit, replace(draft, text=await returned_words(visit))))


async def _choices_card(visit: Visit, draft: Draft) -> Card:
    person = await visit.person()
    check_choices(draft, topics_of(visit))
    is_site_kept = draft.is_anonymous and await before_speaking(visit, person)
    return raise_cards.choices_card(visit.t, draft, visit.network.community.topics, is_site_kept=is_site_kept)


def topics_of(visit: Visit) -> frozenset[str]:
    """Return the keys of the community's topics."""
    return frozenset(topic.key for topic in visit.network.community.topics)
