"""What is asked after a webinar, and the library, as cards. No I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card
from bot.ui.turning import looked_for, page_buttons, which_page
from cogs.webinars.after.library import Shelf
from cogs.webinars.after.rules import KINDS, ON_A_PAGE, WORDS, Question, shown_counts
from cogs.webinars.model import Webinar
from config.texts import N_, Texts

ASKS: Mapping[Question, str] = {
    "worth": N_("Was it worth your time?"),
    "try": N_("Will you try something of it at your site?"),
    "changed": N_("Some weeks ago you were at “{title}”. Did it change anything at your site?"),
}
ANSWERS: Mapping[tuple[Question, str], str] = {
    ("worth", "yes"): N_("Yes"),
    ("worth", "partly"): N_("In part"),
    ("worth", "no"): N_("Not really"),
    ("try", "yes"): N_("Yes, I will"),
    ("try", "maybe"): N_("Perhaps"),
    ("try", "no"): N_("Rather not"),
    ("changed", "yes"): N_("Yes, it did"),
    ("changed", "little"): N_("A little"),
    ("changed", "no"): N_("Not yet"),
}
OUTCOMES: Mapping[tuple[Question, str], tuple[str, str]] = {
    ("worth", "yes"): (N_("worth the time for {count}"), N_("worth the time for {count}")),
    ("worth", "partly"): (N_("in part for {count}"), N_("in part for {count}")),
    ("worth", "no"): (N_("not worth it for {count}"), N_("not worth it for {count}")),
    ("try", "yes"): (N_("{count} will try something"), N_("{count} will try something")),
    ("try", "maybe"): (N_("{count} perhaps"), N_("{count} perhaps")),
    ("try", "no"): (N_("{count} rather not"), N_("{count} rather not")),
    ("changed", "yes"): (N_("it changed something for {count}"), N_("it changed something for {count}")),
    ("changed", "little"): (N_("a little for {count}"), N_("a little for {count}")),
    ("changed", "no"): (N_("nothing yet for {count}"), N_("nothing yet for {count}")),
}


def ended(t: Texts, webinar: Webinar, *, hours: int) -> Card:
    """Return what the audience's room is asked when a webinar is over."""
    text = t(
        "It is over; thank you for coming. Were you there? One tap in the next {hours} hours, and two short questions "
        "that nobody can trace to you.",
        hours=hours,
    )
    button = Button(t("I was there"), Address("webinars", "came", str(webinar.id)), "primary")
    return Card(title=webinar.title, text=text, buttons=(button,))


def thanks(t: Texts, webinar: Webinar) -> Card:
    """Return the thanks where nothing more is asked."""
    text = t("Thank you. Recordings and materials of “{title}” are in /webinar library.", title=webinar.title)
    return Card(text=text)


def question(t: Texts, webinar: Webinar, asked: Question) -> Card:
    """Return one question, with a button for each answer."""
    footer = t("Counted, never kept with your name; shown once it is closed, and only where enough people answered.")
    buttons = tuple(
        Button(t(ANSWERS[asked, word]), Address("webinars", "rate", f"{webinar.id}.{asked}.{word}"))
        for word in WORDS[asked]
    )
    return Card(title=webinar.title, text=t(ASKS[asked], title=webinar.title), footer=footer, buttons=buttons)


def kept(t: Texts, material_id: int, webinar: Webinar) -> Card:
    """Return that something is in the library."""
    text = t(
        "It is in the library of “{title}”: everybody it was for finds it there with /webinar library.",
        title=webinar.title,
    )
    return Card(text=text, buttons=(Button(t("Take it out"), Address("webinars", "unkeep", str(material_id))),))


def library(t: Texts, shelves: Sequence[Shelf], words: str, *, page: int, pages: int, least: int) -> Card:
    """Return a page of the library: each webinar with what is kept of it, and what it came to."""
    return Card(
        title=t("The library"),
        text="\n\n".join(_shelf(t, each, least) for each in shelves[:ON_A_PAGE]),
        fields=looked_for(t, words),
        footer=which_page(t, page, pages),
        buttons=page_buttons(t, page, pages, lambda at: Address("webinars", "library", str(at))),
    )


def _shelf(t: Texts, shelf: Shelf, least: int) -> str:
    lines = [f"**{shelf.webinar.title}** · {discord_time(shelf.webinar.starts_at, 'D')}"]
    lines += [f"{t(KINDS[each.kind])}: [{_plain(each.title)}](<{each.link}>)" for each in shelf.materials]
    outcomes = [
        t.many(*OUTCOMES[asked, word], count)
        for asked, numbers in shelf.counts.items()
        for word, count in shown_counts(asked, numbers, least)
    ]
    return "\n".join([*lines, *([" · ".join(outcomes)] if outcomes else [])])


def _plain(title: str) -> str:
    """Return a title that cannot end the link it names."""
    return title.translate(str.maketrans("[]()", "⟦⟧⦅⦆")).replace("\n", " ")
