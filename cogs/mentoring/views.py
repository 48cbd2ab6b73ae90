"""What mentoring's buttons, selects and forms do."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import Address, Card
from bot.database.ids import read_id
from bot.errors import Gone
from bot.ui.actions import Action, Actions
from bot.ui.options import is_id
from bot.ui.returning import giving_back_all, returned_answers
from bot.ui.visit import Visit
from cogs.mentoring import proposals, render, wish_cards, wishes
from cogs.mentoring.apart import ApartStore
from cogs.mentoring.model import WHYS, Side
from cogs.mentoring.rounds import running
from cogs.mentoring.wishes import Draft, Part

actions = Actions("mentoring")


@actions.on("request")
async def request(visit: Visit, _target: str) -> None:
    """Show the card of a request, from the lobby's panel."""
    await show_wish(visit, "mentee")


@actions.on("offer")
async def offer(visit: Visit, _target: str) -> None:
    """Show the card of an offer, from the lobby's panel."""
    await show_wish(visit, "mentor")


def _choosing(part: Part) -> Action:
    async def choose(visit: Visit, target: str) -> None:
        """Keep what was chosen on one of a wish's cards."""
        person, side, community = await visit.person(), wishes.read_side(target), visit.network.community
        async with visit.network.write() as tx:
            draft = await wishes.choose(tx, person, side, part, visit.values, community)
        await visit.update(_card_of(visit, part, draft))

    return choose


for each in wishes.PARTS:
    actions.on(each)(_choosing(each))


def _card_of(visit: Visit, part: Part, draft: Draft) -> Card:
    """Return the card that a part of a wish is on."""
    if part in ("topics", "languages", "rhythm"):
        return wish_cards.wish_card(visit.t, draft, visit.network.community)
    return wish_cards.when_card(visit.t, draft)


@actions.on("what")
async def show_what(visit: Visit, target: str) -> None:
    """Turn to the first card of a wish."""
    await visit.update(_card_of(visit, "topics", await _draft(visit, target)))


@actions.on("when")
async def show_when(visit: Visit, target: str) -> None:
    """Turn to the second card of a wish."""
    await visit.update(_card_of(visit, "hours", await _draft(visit, target)))


@actions.on("words", opens_form=True)
async def ask_for_words(visit: Visit, target: str) -> None:
    """Open the form for the line about oneself."""
    await visit.ask(wish_cards.words_form(visit.t, await _draft(visit, target), visit.network.community))


async def _draft(visit: Visit, target: str) -> Draft:
    person, side = await visit.person(), wishes.read_side(target)
    async with visit.network.write() as tx:
        return await wishes.start(tx, person, side, visit.network.community)


@actions.on("apart")
async def choose_apart(visit: Visit, target: str) -> None:
    """Keep whom the person never wants to be paired with."""
    person, side, community = await visit.person(), wishes.read_side(target), visit.network.community
    accounts = [int(value) for value in visit.values if is_id(value)]
    async with visit.network.write() as tx:
        draft = await wishes.choose_apart(tx, person, accounts, side, community)
    await visit.update(wish_cards.when_card(visit.t, draft))


@actions.on("listed")
async def list_offer(visit: Visit, target: str) -> None:
    """Show one's offer to members who browse, or no longer."""
    if target not in ("yes", "no"):
        raise Gone
    person, community = await visit.person(), visit.network.community
    async with visit.network.write() as tx:
        draft = await wishes.list_offer(tx, person, community, is_listed=target == "yes")
    await visit.update(wish_cards.wish_card(visit.t, draft, community))


@actions.on("save")
async def save(visit: Visit, target: str) -> None:
    """Open the wish with what was written."""
    answers, keys = visit.answers, _boxes(target)
    async with giving_back_all(visit, keys, Address("mentoring", "save_again", target)):
        person, side = await visit.person(), wishes.read_side(target)
        said = wishes.Said(answers.get("about", ""), answers.get("capacity", ""), answers.get("names", ""))
        async with visit.network.write() as tx:
            wish = await wishes.save(tx, person, side, said, visit.network.community, visit.now)
        await visit.reply(wish_cards.saved(visit.t, wish))


@actions.on("save_again", opens_form=True)
async def save_again(visit: Visit, target: str) -> None:
    """Open the form with what came back."""
    form = wish_cards.words_form(visit.t, await _draft(visit, target), visit.network.community)
    await visit.ask(form.filled(await returned_answers(visit, _boxes(target))))


def _boxes(target: str) -> Sequence[str]:
    return ("about", "names") if target == "mentee" else ("about", "capacity", "names")


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
    await visit.reply(render.after_no(visit.t, read_id(target)))


@actions.on("why")
async def give_reason(visit: Visit, target: str) -> None:
    """Keep why a person said *not now*, for themselves."""
    why = next((each for each in WHYS if each in visit.values), None)
    person = await visit.person()
    if why is None:
        raise Gone
    async with visit.network.write() as tx:
        pair = await proposals.give_reason(tx, read_id(target), person.id, why)
        if why == "person":
            await ApartStore(tx).keep(person.id, pair.partner_of(person.id))
    await visit.reply(render.after_reason(visit.t, why, pair.side_of(person.id)))


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
    proposed = await running.publish(visit.house, visit.network)
    await visit.reply(render.published(visit.t, proposed))


async def show_wish(visit: Visit, side: Side, never_with: int | None = None) -> None:
    """Show a member the card of their wish; `never_with` is an account they privately never want to be paired with."""
    person, community = await visit.person(), visit.network.community
    async with visit.network.write() as tx:
        if never_with is not None:
            await wishes.keep_apart(tx, person, never_with)
        draft = await wishes.start(tx, person, side, community)
    await visit.reply(wish_cards.wish_card(visit.t, draft, community))
