"""What mentoring's buttons, selects and forms do."""

from __future__ import annotations

from bot.database.ids import read_id
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.mentoring import proposals, render, rounds, wishes
from cogs.mentoring.apart import ApartStore
from cogs.mentoring.model import Side

actions = Actions("mentoring")


@actions.on("request")
async def request(visit: Visit, _target: str) -> None:
    """Show the card of a request, from the lobby's panel."""
    await show_wish(visit, "mentee")


@actions.on("offer")
async def offer(visit: Visit, _target: str) -> None:
    """Show the card of an offer, from the lobby's panel."""
    await show_wish(visit, "mentor")


@actions.on("topics")
async def choose_topics(visit: Visit, target: str) -> None:
    """Keep the topics chosen on a wish's card."""
    person, side, community = await visit.person(), wishes.read_side(target), visit.network.community
    async with visit.network.write() as tx:
        draft = await wishes.choose_topics(tx, person, side, visit.values, community)
    await visit.update(render.wish_card(visit.t, draft, community))


@actions.on("languages")
async def choose_languages(visit: Visit, target: str) -> None:
    """Keep the languages chosen on a wish's card."""
    person, side, community = await visit.person(), wishes.read_side(target), visit.network.community
    async with visit.network.write() as tx:
        draft = await wishes.choose_languages(tx, person, side, visit.values, community)
    await visit.update(render.wish_card(visit.t, draft, community))


@actions.on("words")
async def ask_for_words(visit: Visit, target: str) -> None:
    """Open the form for the line about oneself."""
    person, side, community = await visit.person(), wishes.read_side(target), visit.network.community
    async with visit.network.write() as tx:
        draft = await wishes.start(tx, person, side, community)
    await visit.ask(render.words_form(visit.t, draft.wish, community))


@actions.on("save")
async def save(visit: Visit, target: str) -> None:
    """Open the wish with what was written."""
    person, side = await visit.person(), wishes.read_side(target)
    about, capacity = visit.answers.get("about", ""), visit.answers.get("capacity", "")
    async with visit.network.write() as tx:
        wish = await wishes.save(tx, person, side, about, capacity, visit.network.community, visit.now)
    await visit.reply(render.saved(visit.t, wish))


@actions.on("accept")
async def accept(visit: Visit, target: str) -> None:
    """Say yes to a proposal."""
    person = await visit.person()
    async with visit.network.write() as tx:
        answer = await proposals.accept(tx, read_id(target), person.id, visit.now)
    await visit.reply(render.after_yes(visit.t, answer))


@actions.on("decline")
async def decline(visit: Visit, target: str) -> None:
    """Say not now to a proposal."""
    person = await visit.person()
    async with visit.network.write() as tx:
        await proposals.decline(tx, read_id(target), person.id, visit.now)
    await visit.reply(visit.t("That's fine, and nobody hears why. You are not proposed to each other again."))


@actions.on("stop")
async def stop(visit: Visit, _target: str) -> None:
    """End everything of a person's mentoring."""
    person = await visit.person()
    async with visit.network.write() as tx:
        had_any = await proposals.leave(tx, person.id, visit.now)
    if had_any:
        await visit.reply(visit.t("You're off both lists, and whoever it concerns has a kind note. Thank you."))
    else:
        await visit.reply(visit.t("There was nothing to stop. /mentor request or /mentor offer begins it again."))


@actions.on("clear_apart")
async def clear_apart(visit: Visit, _target: str) -> None:
    """Empty the person's private never-with list."""
    person = await visit.person()
    async with visit.network.write() as tx:
        await ApartStore(tx).clear(person.id)
    await visit.reply(visit.t("That list is empty now. /mentor request and /mentor offer can begin a new one."))


@actions.on("publish")
async def publish(visit: Visit, _target: str) -> None:
    """Publish a round."""
    await visit.steward()
    await visit.wait()
    proposed = await rounds.publish(visit.house, visit.network)
    await visit.reply(render.published(visit.t, proposed))


async def show_wish(visit: Visit, side: Side, never_with: int | None = None) -> None:
    """Show a member the card of their wish; `never_with` is an account they privately never want to be paired with."""
    person, community = await visit.person(), visit.network.community
    async with visit.network.write() as tx:
        if never_with is not None:
            await wishes.keep_apart(tx, person, never_with)
        draft = await wishes.start(tx, person, side, community)
    await visit.reply(render.wish_card(visit.t, draft, community))
