"""What is said about a flag. Only the steward's card names who raised it."""

from __future__ import annotations

from typing import Literal

from bot.cards import Address, Button, Card
from bot.people.model import Person
from cogs.rooms.flags.rules import Flag
from config.texts import Texts

Reached = Literal["steward", "owner", "nobody"]  # who has been told that a flag waits

FEW = 4  # readers of a space: with fewer than these, who it was is easily guessed


def asking_card(who: Person, target: str, t: Texts, *, readers: int, pauses: bool) -> Card:
    """Return what happens if the reader says that somebody supervises them, before they say it."""
    lines = [
        t("If you say that {name} supervises you:", name=who.name),
        t("• Their access to this room, and to every other that is for you too, is paused within seconds.")
        if pauses
        else t("• A steward looks first. Until then {name} keeps reading this room.", name=who.name),
        t("• The ledger shows “access paused”, without a reason and without you."),
        t("• {name} is told that somebody said so, never who. Other members aren't told.", name=who.name),
        t("• A steward settles it with both of you. The steward sees that it was you."),
        t("• If it turns out to be a mistake, it is undone. Asking in good faith is right either way."),
    ]
    if readers < FEW:
        lines.append(
            t.many("Only {count} person reads here.", "Only {count} people read here, so they may guess.", readers)
        )
    buttons = (
        Button(t("Yes, tell a steward"), Address("rooms", "flag", target), "danger"),
        Button(t("Never mind"), Address("rooms", "unflag")),
    )
    return Card(title=t("In confidence"), text="\n".join(lines), buttons=buttons)


def never_mind_card(t: Texts) -> Card:
    """Return that nothing was said and nothing happened."""
    return Card(text=t("Nothing was told to anybody, and nothing is kept."))


def flagged_card(flag: Flag, who: Person, reached: Reached, owner_id: int, t: Texts) -> Card:
    """Return what the flagger reads afterwards: what happened, and who settles it."""
    text = t("A steward looks at it first; nothing is paused until then.")
    if flag.is_paused:
        text = t("{name}'s access is being paused; it takes a few seconds.", name=who.name)
    following = {
        "steward": t("A steward will write to you. Until it is settled it stays as it is now."),
        "owner": t(
            "There is no steward who isn't part of this, so it is for this server's owner. Please ask <@{owner}> to "
            "look at /steward flags.",
            owner=owner_id,
        ),
        "nobody": t(
            "Nobody here may settle it yet, because everybody who could is part of it. Please ask whoever runs "
            "Staffroom for you to name another steward; it stays as it is until then."
        ),
    }
    return Card(title=t("Thank you for telling us"), text=f"{text} {following[reached]}")


def paused_notice(t: Texts) -> Card:
    """Return what the flagged person is told: what happened, that it may be a mistake, what to do."""
    text = t(
        "Somebody has told us that you may supervise them. That may be a mistake, and nothing is decided: until a "
        "steward has looked at it, the rooms that are for both of you are closed to you. What you wrote stays. Talk to "
        "a steward; if it is a mistake, your access comes back at once."
    )
    return Card(title=t("Your access to some rooms is paused"), text=text)


def steward_notice(flag: Flag, t: Texts) -> Card:
    """Return what a steward is told: that something waits, and no name, for a message lies about for long."""
    text = t(
        "A member has told us in confidence about somebody in their room. Please settle it with both of them soon."
    )
    look = Button(t("Look at it"), Address("rooms", "flag_look", str(flag.id)), "primary")
    return Card(title=t("A flag in confidence"), text=text, buttons=(look,))


def settling_card(flag: Flag, flagger: Person, flagged: Person, waiting: int, t: Texts) -> Card:
    """Return a flag as whoever settles it sees it, with `waiting` more behind it."""
    facts = {"flagger": _named(flagger), "flagged": _named(flagged), "space": f"<#{flag.channel_id}>"}
    said = t("{flagger} says that {flagged} supervises them. They said it in {space}.", **facts)
    state = t("Access is paused.") if flag.is_paused else t("Nothing is paused yet: you decide first.")
    rule = t(
        "Talk to both, one by one. {flagged} doesn't know who said it; please keep it so. Your decision stands in "
        "/steward log without names.",
        **facts,
    )
    when = t("Said {when}.", when=f"<t:{int(flag.flagged_at.timestamp())}:R>")
    keep = t("Keep it paused") if flag.is_paused else t("Pause their access")
    buttons = (
        Button(t("It's true"), Address("rooms", "flag_true", str(flag.id)), "danger"),
        Button(t("It's a mistake"), Address("rooms", "flag_mistake", str(flag.id)), "success"),
        Button(keep, Address("rooms", "flag_keep", str(flag.id))),
    )
    more = t.many("{count} more waits.", "{count} more wait.", waiting) if waiting else ""
    return Card(title=t("A flag in confidence"), text=f"{said}\n{state} {when}\n{rule}", footer=more, buttons=buttons)


def nothing_card(t: Texts) -> Card:
    """Return that nothing waits for this steward."""
    return Card(
        title=t("Flags in confidence"),
        text=t("Nothing waits for you. You are told when a member flags somebody with /room flag."),
    )


def settled_text(state: str, t: Texts) -> str:
    """Return what whoever settled a flag reads."""
    if state == "true":
        return t("Recorded: the roster has it from now on, and the rooms stay closed to them. Both are told.")
    if state == "mistaken":
        return t("The pause is lifted, and their access is coming back. Both are told.")
    return t("It stays paused. It waits in /steward flags until you know more.")


def kept_notice(t: Texts) -> Card:
    """Return what both are told when a steward has looked and wants to know more."""
    text = t("A steward has looked at it and needs to know more, so the pause stays for now. They will write to you.")
    return Card(title=t("A pause goes on"), text=text)


def true_notice(t: Texts, *, is_flagger: bool) -> Card:
    """Return what each of the two is told when it is true."""
    if is_flagger:
        text = t("A steward has recorded what you told us. The rooms that are for you stay closed to that person.")
        return Card(title=t("What you told us is settled"), text=text)
    text = t(
        "A steward has settled it: the roster now has somebody below you, so the rooms for people in their position "
        "are closed to you. /room list shows what is open to you. To talk about it, /help says who the stewards are."
    )
    return Card(title=t("The pause is settled"), text=text)


def mistaken_notice(t: Texts, *, is_flagger: bool) -> Card:
    """Return what each of the two is told when it was a mistake."""
    if is_flagger:
        text = t(
            "A steward has looked into it: that person doesn't supervise you, so they are back in the room. It was "
            "right to ask, and nobody was told that it was you."
        )
        return Card(title=t("What you told us is settled"), text=text)
    text = t("It was a mistake, and we're sorry. Your access is back; it takes a few seconds.")
    return Card(title=t("The pause is over"), text=text)


def overdue_notice(flag: Flag, t: Texts, *, is_flagger: bool) -> Card:
    """Return what each of the two is told after three days without a decision."""
    if not flag.is_paused:
        text = t("No steward has looked at what you told us yet. They have been asked again; do write to one.")
    elif is_flagger:
        text = t("What you told us isn't settled yet, so the pause stays. The stewards have been asked again.")
    else:
        text = t("Your pause isn't settled yet, so it stays. The stewards have been asked again; do write to one.")
    return Card(title=t("Not settled yet"), text=text)


def _named(person: Person) -> str:
    return f"{person.name} (<@{person.account_id}>)" if person.account_id is not None else person.name
