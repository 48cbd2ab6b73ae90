"""What the two of a pair are asked and told while it goes on and when it ends. No I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.cards import Address, Button, Card
from cogs.mentoring.following.model import ANSWERS, Part, Question, Word
from cogs.mentoring.following.rules import next_part
from cogs.mentoring.model import Pair, Side
from config.texts import N_, Texts

LABELS: Mapping[tuple[Part, Word], str] = {
    ("met", "yes"): N_("Yes, we met"),
    ("met", "no"): N_("Not yet"),
    ("worth", "yes"): N_("Yes"),
    ("worth", "partly"): N_("In part"),
    ("worth", "no"): N_("Not really"),
    ("more", "yes"): N_("Yes, please"),
    ("more", "no"): N_("No, thanks"),
    ("again", "yes"): N_("Gladly"),
    ("again", "no"): N_("Rather not"),
}


def question(t: Texts, asked: Question, partner: str) -> Card:
    """Return what is to be said next, with a button for each answer; thanks where all is said."""
    if asked.step == "invitation":
        return _invitation(t)
    part = next_part(asked)
    if part is None:
        return thanks(t, asked)
    if asked.step == "rematch":
        return Card(title=t("You and {name}", name=partner), text=_quiet(t, partner), buttons=_answers(t, asked, part))
    texts: dict[Part, str] = {
        "met": _whether_met(t, asked, partner),
        "worth": t("Was the time with {name} worth it?", name=partner),
        "more": t("Would you like more help with this pair?"),
        "again": t(
            "Would you like to be paired with {name} again one day? It counts only if you both say so.", name=partner
        ),
    }
    return Card(title=t("You and {name}", name=partner), text=texts[part], buttons=_answers(t, asked, part))


def _whether_met(t: Texts, asked: Question, partner: str) -> str:
    if asked.step == "first":
        return t("Have you and {name} met by now? One tap is enough, and nobody reads it with your name.", name=partner)
    return t(
        "Have you and {name} met since we last asked? One tap is enough, and nobody reads it with your name.",
        name=partner,
    )


def _answers(t: Texts, asked: Question, part: Part) -> tuple[Button, ...]:
    return tuple(
        Button(t(LABELS[part, word]), Address("mentoring", "said", f"{asked.id}.{part}.{word}"))
        for word in ANSWERS[part]
    )


def _quiet(t: Texts, partner: str) -> str:
    return t(
        "It has been quiet between you and {name}, which happens and is nobody's fault. Would you like to end this "
        "pair, so that both of you are free for somebody else?",
        name=partner,
    )


def _invitation(t: Texts) -> Card:
    text = t(
        "You have been mentored, and you know your work by now. Somebody who is new to it would be glad of you: would "
        "you offer a place? You choose how many and how often."
    )
    button = Button(t("Offer to be a mentor"), Address("mentoring", "offer"), "primary")
    return Card(title=t("Would you be a mentor?"), text=text, buttons=(button,))


def thanks(t: Texts, asked: Question) -> Card:
    """Return what is read after the last answer, with what can be done where more help was asked for."""
    if asked.step == "ending":
        return Card(text=t("Thank you, both answers are noted. Nobody reads them with your name."))
    if asked.step == "rematch":
        return Card(text=t("Fine, all stays as it is. If that changes, /mentor end is there at any time."))
    if asked.more == "yes":
        text = t(
            "Thank you. Many pairs find their way back with one fixed half hour: the agenda is still in your thread. "
            "If it isn't the right match, you can end it with thanks and look for somebody else; nobody hears why."
        )
        return Card(text=text, buttons=(end_button(t, asked.pair_id),))
    return Card(text=t("Thank you, that is all. Nobody reads your answer with your name."))


def end_button(t: Texts, pair_id: int) -> Button:
    """Return the button that begins to end a pair."""
    return Button(t("End this pair"), Address("mentoring", "end", str(pair_id)))


def which_pair(t: Texts, pairs: Sequence[tuple[Pair, str]]) -> Card:
    """Return the question which of one's pairs is to end; the names are the partners'."""
    buttons = tuple(
        Button(t("The pair with {name}", name=name[:50]), Address("mentoring", "end", str(pair.id)))
        for pair, name in pairs
    )
    return Card(
        title=t("End a pair"), text=t("Which one? You see what it means before anything ends."), buttons=buttons
    )


def confirm_end(t: Texts, pair: Pair, side: Side, partner: str) -> Card:
    """Return what ending a pair means, before it does."""
    text = t(
        "{name} gets a kind note, and no reason. Your thread stays for the two of you to read. You are not proposed to "
        "each other again unless you both wish it.",
        name=partner,
    )
    buttons = [Button(t("End it with thanks"), Address("mentoring", "end_now", f"{pair.id}.thanks"), "primary")]
    if side == "mentee":
        look = Address("mentoring", "end_now", f"{pair.id}.look")
        buttons.append(Button(t("End it and look for somebody else"), look))
    return Card(title=t("End the pair with {name}?", name=partner), text=text, buttons=tuple(buttons))


def ended_by_oneself(t: Texts, side: Side, *, looks_on: bool) -> Card:
    """Return what is read by whoever ended a pair."""
    if side == "mentor":
        text = t("The pair has ended. Thank you for the time you gave. Your offer stands; /mentor offer changes it.")
    elif looks_on:
        text = t("The pair has ended, and you are on the list where you stood. The next round looks for somebody else.")
    else:
        text = t("The pair has ended. Your request is kept but no longer counts; /mentor request opens it again.")
    return Card(title=t("Ended, with thanks"), text=text)


def ended_by_partner(t: Texts, side: Side, partner: str, *, is_waiting: bool) -> Card:
    """Return what the other one reads."""
    text = t(
        "Your mentoring pair with {name} has come to an end, with thanks for the time you gave each other. Your thread "
        "stays for both of you.",
        name=partner,
    )
    if side == "mentor":
        following = t("Your place is free for somebody else; /mentor status shows your offer.")
    elif is_waiting:
        following = t("You are on the list where you stood; if you have what you needed, /mentor stop takes you off.")
    else:
        following = t("If you would like another mentor, /mentor request opens your request again.")
    return Card(title=t("Thank you"), text=f"{text} {following}")


def ended_in_thread(t: Texts) -> Card:
    """Return the last card of a pair's thread."""
    return Card(text=t("This mentoring pair has ended, with thanks to you both. The thread stays for the two of you."))
