"""Everything one ever shared: where it is, what came of it, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from archive.consent import Contribution, purposes_of
from archive.consent.rules import Purpose, State
from archive.consent.shown import EXCERPT, purpose_words, quoted
from archive.consent.store import ConsentStore
from archive.consent.targets import target_of
from archive.digest.months import month_name
from archive.responses.heard import Heard, heard
from bot.cards import Address, Button, Card
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.sharing.heard import heard_lines
from config.texts import N_, Texts

ON_A_PAGE = 5  # as many buttons as stand in a row

STATES: Mapping[State, str] = {
    "offered": N_("waits for your yes"),
    "agreed": N_("waits: nobody here may review it yet"),
    "in_review": N_("with a steward"),
    "accepted": N_("ready for a digest"),
    "returned": N_("back with you"),
    "declined": N_("not used"),
    "published": N_("sent to policymakers"),
    "withdrawn": N_("taken back"),
    "recalled": N_("taken back after it was sent"),
}
CAN_BE_TAKEN_BACK = frozenset({"offered", "agreed", "in_review", "accepted", "returned", "declined", "published"})


def register(actions: Actions) -> None:
    """Add the turning of pages to the feature's actions."""
    actions.on("mine")(turn)


async def turn(visit: Visit, target: str) -> None:
    """Show another page."""
    await visit.update(await mine_card(visit, int(target) if target.isascii() and target.isdigit() else 0))


async def mine_card(visit: Visit, page: int = 0) -> Card:
    """Return a page of what a member ever shared, newest first; a page that is gone is the last one."""
    person, t = await visit.person(), visit.t
    async with visit.network.read() as tx:
        everything = await ConsentStore(tx).of_person(person.id)
        last = max(0, (len(everything) - 1) // ON_A_PAGE)
        at = min(page, last)
        shown = everything[at * ON_A_PAGE : (at + 1) * ON_A_PAGE]
        ids = [each.id for each in shown]
        purposes, came = await purposes_of(tx, ids), await heard(tx, ids)
    if not shown:
        return Card(
            text=t(
                "You haven't shared anything yet. Right-click (on a phone, hold) a message of yours, or use /share new."
            )
        )
    first = at * ON_A_PAGE + 1
    lines = [_entry(t, place, each, purposes[each.id], came.get(each.id)) for place, each in enumerate(shown, first)]
    turning = [(t("Newer"), at - 1, at > 0), (t("Older"), at + 1, at < last)]
    pages = tuple(Button(label, Address("sharing", "mine", str(to))) for label, to, is_there in turning if is_there)
    footer = t("Page {page} of {pages}", page=at + 1, pages=last + 1) if last else ""
    buttons = _take_back(t, shown, first) + _yes_or_change(t, shown, first) + pages
    return Card(title=t("What you shared"), text="\n\n".join(lines), footer=footer, buttons=buttons)


def _entry(t: Texts, place: int, each: Contribution, purposes: Collection[Purpose], came: Heard | None) -> str:
    is_only_archive = each.state == "accepted" and set(purposes) == {"archive"}
    state = t("in the members' archive") if is_only_archive else t(STATES[each.state])
    lines = [f"**{place}** · {state}"]
    if purposes:
        lines.append(t("Your yes is for: {purposes}.", purposes=purpose_words(t, purposes)))
    lines.append(quoted(each.words, EXCERPT) if each.words else t("The words are erased here."))
    if each.reason:
        lines.append(quoted(each.reason, EXCERPT).removeprefix("> "))
    if each.proposal is not None:
        lines += [t("A steward suggests:"), quoted(each.proposal.words, EXCERPT)]
    if came is not None:
        lines.append(t("In the digest for {month}.", month=month_name(came.month, t.language)))
        lines.append(heard_lines(t, came) if came.responses else t("No policymaker has answered yet."))
    return "\n".join(lines)


def _take_back(t: Texts, shown: Sequence[Contribution], first: int) -> tuple[Button, ...]:
    return tuple(
        Button(t("{place}: Take it back", place=place), Address("sharing", "back", str(each.id)))
        for place, each in enumerate(shown, first)
        if each.state in CAN_BE_TAKEN_BACK
    )


def _yes_or_change(t: Texts, shown: Sequence[Contribution], first: int) -> tuple[Button, ...]:
    buttons: list[Button] = []
    for place, each in enumerate(shown, first):
        if each.state == "returned" and each.proposal is not None:
            address = Address("sharing", "take_up", target_of(each.id, each.proposal.words))
            buttons.append(Button(t("{place}: Yes to the new words", place=place), address, "success"))
        if each.state == "offered":
            address = Address("sharing", "again", target_of(each.id, each.words))
            buttons.append(Button(t("{place}: Look at it and say yes", place=place), address, "primary"))
        if each.state in {"offered", "returned"}:
            address = Address("sharing", "change", target_of(each.id, each.words))
            buttons.append(Button(t("{place}: Change the words", place=place), address))
    return tuple(buttons)
