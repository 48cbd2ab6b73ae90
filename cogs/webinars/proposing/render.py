"""What a proposal looks like: to its audience, to whoever writes it, and to those it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.cards import Address, Button, Card, Form, Input
from cogs.webinars.proposing.model import Draft, Part, Proposal
from cogs.webinars.proposing.rules import MOST_AIM, MOST_FORMAT, MOST_SPEAKERS, still_needed
from cogs.webinars.rules import AUDIENCES, MOST_TITLE
from config.texts import N_, Texts

JOINED: dict[Part, str] = {
    "supporter": N_("You support “{title}”. Thank you; you'll hear when its team begins."),
    "cohost": N_("You're a co-host of “{title}” now. Its team meets in a thread of its own, which opens for you."),
    "speaker": N_("You're a speaker at “{title}” now. Its team meets in a thread of its own, which opens for you."),
}


def draft_target(draft: Draft) -> str:
    """Return what a form's address carries of a draft: all but its words. `read_target` reads it."""
    return f"{draft.theme_id}.{draft.audience}.{draft.minutes}.{draft.capacity or 0}"


def proposal_form(t: Texts, draft: Draft, wanted: Sequence[str] = ()) -> Form:
    """Return the form in which a webinar is proposed, with the words that are there already.

    `wanted` are the names of topics that many want to learn about, by the last survey.
    """
    asked_for = t("Many want to learn about: {topics}", topics=", ".join(wanted)) if wanted else ""
    return Form(
        t("Propose a webinar"),
        Address("webinars", "propose", draft_target(draft)),
        (
            Input("title", t("Title"), most=MOST_TITLE, value=draft.title, hint=t("As the calendar shows it")),
            Input(
                "aim", t("What will people take home?"), long=True, most=MOST_AIM, value=draft.aim, hint=asked_for[:100]
            ),
            Input("format", t("How?"), required=False, most=MOST_FORMAT, value=draft.format, hint=t("Talk, case, …")),
            Input("speakers", t("Who could speak?"), required=False, most=MOST_SPEAKERS, value=draft.speakers),
        ),
    )


def proposal_card(t: Texts, proposal: Proposal, names: Mapping[int, str]) -> Card:
    """Return the card in the audience's room, on which people support, volunteer and step back."""
    fields = [
        (t("What people take home"), proposal.aim),
        (t("How"), proposal.format),
        (t("Who could speak"), proposal.speakers),
        (t("Speakers"), listed(proposal, "speaker", names)),
        (t("Co-hosts"), listed(proposal, "cohost", names)),
    ]
    return Card(
        title=proposal.title,
        text=_stage(t, proposal),
        fields=tuple((name, value) for name, value in fields if value),
        buttons=_buttons(t, proposal),
    )


def _stage(t: Texts, proposal: Proposal) -> str:
    about = t(
        "A webinar for {audience}, {minutes} minutes, on something that colleagues raised.",
        audience=t(AUDIENCES[proposal.audience]),
        minutes=proposal.minutes,
    )
    missing = still_needed(proposal)
    if proposal.state == "seeking":
        more = t.many("With {count} more supporter", "With {count} more supporters", missing)
        return f"{about}\n{more} " + t("a team begins to make it.")
    if proposal.state == "scheduled":
        return about + "\n" + t("It has a date: /webinar list shows it.")
    if proposal.state == "dropped":
        return about + "\n" + t("It isn't planned any more.")
    return about + "\n" + t("Its team is at work, and there is room for more.")


def _buttons(t: Texts, proposal: Proposal) -> tuple[Button, ...]:
    if proposal.state == "dropped":
        return ()
    support = (join_button(t("Support it"), proposal, "supporter", "primary"),) if proposal.state == "seeking" else ()
    return (
        *support,
        join_button(t("I'd speak"), proposal, "speaker"),
        join_button(t("I'd co-host"), proposal, "cohost"),
        Button(t("Step back"), Address("webinars", "step_back", str(proposal.id))),
    )


def join_button(label: str, proposal: Proposal, part: Part, look: str = "secondary") -> Button:
    """Return the button by which somebody takes a part."""
    address = Address("webinars", "join", f"{proposal.id}.{part}")
    return Button(label, address, "primary" if look == "primary" else "secondary")


def listed(proposal: Proposal, part: Part, names: Mapping[int, str]) -> str:
    """Return who does one thing, in the order they came; empty for nobody."""
    return ", ".join(names[each] for each in proposal.who(part) if each in names)


def proposed(t: Texts, proposal: Proposal) -> Card:
    """Return what a proposer is told."""
    if proposal.state == "seeking":
        text = t.many(
            "“{title}” is in your room now. As soon as {count} colleague supports it, a team can make it happen.",
            "“{title}” is in your room now. As soon as {count} colleagues support it, a team can make it happen.",
            still_needed(proposal),
            title=proposal.title,
        )
    else:
        text = t(
            "“{title}” is in their room now, where colleagues can volunteer. Its team's thread opens within a minute.",
            title=proposal.title,
        )
    return Card(title=t("Your proposal is there"), text=text)


def supported(t: Texts, proposal: Proposal) -> Card:
    """Return what a proposer hears once enough colleagues stand behind the proposal."""
    text = t(
        "Enough colleagues support “{title}”. Its team's thread opens in your room: agree on its aims there, and find "
        "a time.",
        title=proposal.title,
    )
    return Card(title=t("Your webinar has its supporters"), text=text)


def lapsed(t: Texts, proposal: Proposal) -> Card:
    """Return what a proposer hears when a month has passed without enough supporters."""
    text = t(
        "“{title}” found too few supporters in a month, so it is no longer looked for. Nothing stands in the way of "
        "proposing it again with other words: /webinar propose.",
        title=proposal.title,
    )
    return Card(title=t("Your proposal has run out of time"), text=text)
