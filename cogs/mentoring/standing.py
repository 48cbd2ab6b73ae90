"""Where one person stands in mentoring, and the card that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cards import Address, Button, Card
from bot.database.transaction import Tx
from bot.people.store import PeopleStore
from cogs.mentoring.apart import ApartStore
from cogs.mentoring.model import SIDES, MentoringWish, Pair
from cogs.mentoring.notes import answers
from cogs.mentoring.store import MentoringStore
from config.texts import Texts


@dataclass(frozen=True)
class Standing:
    """Where one person stands: their wishes, their live pairs, the partners' names, the length of a private list."""

    wishes: Sequence[MentoringWish]
    pairs: Sequence[Pair]
    names: Mapping[int, str]
    kept_apart: int


async def standing_of(tx: Tx, person_id: int) -> Standing:
    """Return where a person stands now."""
    store, people = MentoringStore(tx), PeopleStore(tx)
    wishes = [wish for side in SIDES if (wish := await store.wish(person_id, side)) is not None]
    pairs = await store.pairs_of(person_id)
    partners = [await people.person(pair.partner_of(person_id)) for pair in pairs]
    names = {partner.id: partner.name for partner in partners if partner is not None}
    return Standing(wishes, pairs, names, len(await ApartStore(tx).of(person_id)))


def status_card(t: Texts, now_is: Standing, person_id: int) -> Card:
    """Return where a person stands, with the buttons of the newest proposal that waits for them."""
    lines = [_wish_line(t, wish) for wish in now_is.wishes]
    lines += [_pair_line(t, pair, now_is.names[pair.partner_of(person_id)], person_id) for pair in now_is.pairs]
    if not lines:
        lines = [t("You have neither asked nor offered yet. /mentor request and /mentor offer begin it.")]
    buttons: tuple[Button, ...] = ()
    waiting = (pair for pair in now_is.pairs if pair.state == "proposed")
    for pair in (pair for pair in waiting if not pair.has_accepted(pair.side_of(person_id))):
        buttons = answers(t, pair)
        break
    if now_is.kept_apart:
        lines.append(
            t.many(
                "Privately, you asked never to be paired with one person.",
                "Privately, you asked never to be paired with {count} people.",
                now_is.kept_apart,
            )
        )
        buttons += (Button(t("Clear that private list"), Address("mentoring", "clear_apart")),)
    return Card(title=t("Your mentoring"), text="\n".join(lines), buttons=buttons)


def _wish_line(t: Texts, wish: MentoringWish) -> str:
    if wish.state == "draft" or wish.waiting_since is None:
        if wish.side == "mentee":
            return t("Your request is begun but not saved. /mentor request continues it.")
        return t("Your offer is begun but not saved. /mentor offer continues it.")
    if wish.side == "mentee":
        day = f"<t:{int(wish.waiting_since.timestamp())}:D>"
        return t("You asked for a mentor on {day}.", day=day)
    return t.many("You offer one place.", "You offer {count} places.", wish.capacity)


def _pair_line(t: Texts, pair: Pair, name: str, person_id: int) -> str:
    if pair.state == "open":
        if pair.channel_id is None:
            return t("You and {name} are a pair. Your thread opens in a moment.", name=name)
        return t("You and {name} are a pair: {thread}", name=name, thread=f"<#{pair.channel_id}>")
    day = f"<t:{int(pair.answer_by.timestamp())}:f>"
    if pair.has_accepted(pair.side_of(person_id)):
        return t("You said yes to {name}; they have until {day}.", name=name, day=day)
    return t("{name} is proposed to you; please answer by {day}.", name=name, day=day)
