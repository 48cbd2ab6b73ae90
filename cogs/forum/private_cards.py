"""What one person reads: the cards and forms before a question is posted, and what the forum tells them. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards import Address, Card, Choice, Form, Input, Select
from cogs.forum.model import Asked, Choices, Kind, Question
from cogs.forum.render import asked_text, button
from cogs.forum.rules import MOST_ANSWER, MOST_CLOSING, MOST_TITLE, MOST_TRIED, MOST_WORDS, URGENCIES, pack
from config.community import Community
from config.texts import Texts

NO_STYLE = "none"
SNIPPET = 300
LONGEST_SHOWN = 3500  # of the asker's own words, beside what is said about them


@dataclass(frozen=True)
class Found:
    """One post that was found, with the words that matched best; its title is None where it was taken back."""

    title: str | None
    thread_id: int | None
    since: datetime
    topic: str
    words: str
    kind: Kind


def found_in(question: Question, words: str, kind: Kind) -> Found:
    """Return what was found in a question's post."""
    title = question.asked.title if question.asked else None
    return Found(title, question.thread_id, question.asked_at, question.choices.topic, words, kind)


def choices_card(t: Texts, choices: Choices, community: Community) -> Card:
    """Return the card on which topic, style and urgency are chosen before the question is written."""
    topics = [
        Choice(t.named(each.label), each.key, t.named(each.about), each.key == choices.topic)
        for each in community.topics
    ]
    styles = [
        Choice(t.named(each.label), each.key, chosen=each.key == choices.style) for each in community.forum.styles
    ]
    none = Choice(t("No style in particular"), NO_STYLE, chosen=not choices.style)
    urgencies = [Choice(t(name), key, chosen=key == choices.urgency) for key, name in URGENCIES.items()]

    def chosen(placeholder: str, action: str, lines: Sequence[Choice]) -> Select:
        return Select(placeholder, Address("forum", action, pack(choices)), tuple(lines))

    selects = [chosen(t("What it is about"), "topic", topics)]
    selects += [chosen(t("A leadership style, if one matters"), "style", [none, *styles])] if styles else []
    selects += [chosen(t("How soon you need it"), "urgency", urgencies)]
    text = t(
        "Every principal who reads the forum reads your question, under your name unless you say otherwise. Leave out "
        "names of children, families and staff."
    )
    write = button(t("Write it"), "write", pack(choices), "primary")
    unnamed = button(t("Without my name"), "unnamed", pack(choices))
    return Card(
        text, t("Ask the principals' forum"), (), t.named(community.safety.line), (write, unnamed), tuple(selects)
    )


def ask_form(t: Texts, address: Address, asked: Asked | None = None) -> Form:
    """Return the form for a question; with words that came back it begins with them."""
    was = asked or Asked("", "")
    return Form(
        t("Your question"),
        address,
        (
            Input("title", t("In a few words"), most=MOST_TITLE, value=was.title),
            Input("words", t("Your question"), long=True, most=MOST_WORDS, value=was.words),
            Input("tried", t("What you have tried"), long=True, required=False, most=MOST_TRIED, value=was.tried),
        ),
    )


def answer_form(t: Texts, question_id: int, words: str = "") -> Form:
    """Return the form for an answer."""
    box = Input("text", t("Your answer, under your name"), long=True, most=MOST_ANSWER, value=words[:MOST_ANSWER])
    return Form(t("Answer"), Address("forum", "answered", str(question_id)), (box,))


def closing_form(t: Texts, question_id: int) -> Form:
    """Return the form that closes a question; its words may be left out."""
    label = t("What helped, in short")
    hint = t("Colleagues find it with /forum find. You may leave it out.")
    box = Input("text", label, long=True, required=False, most=MOST_CLOSING, hint=hint)
    return Form(t("It's solved"), Address("forum", "close", str(question_id)), (box,))


def similar_card(t: Texts, draft: Question, similar: Sequence[Found], guild_id: int) -> Card:
    """Return up to three earlier questions, and the choice to post nevertheless. The words are kept."""
    lines = [found_line(t, found, guild_id) for found in similar]
    text = t("Does one of these answer yours? Your words are kept for a week either way.") + "\n\n" + "\n\n".join(lines)
    return Card(
        title=t("Asked before"),
        text=text,
        buttons=(
            button(t("Post mine anyway"), "post", draft.id, "primary"),
            button(t("Change mine"), "change", draft.id),
            button(t("One of them answers it"), "drop", draft.id),
        ),
    )


def refused_card(t: Texts, draft: Question, why: str) -> Card:
    """Return the asker's own words with why they were not posted, and the button that begins with them again."""
    text = asked_text(draft.asked, t)[:LONGEST_SHOWN] if draft.asked else ""
    buttons = (button(t("Change mine"), "change", draft.id, "primary"),)
    return Card(title=t("It didn't go through"), text=text, fields=((t("Why"), why),), buttons=buttons)


def posted_card(t: Texts) -> Card:
    """Return what an asker reads once their question is on its way."""
    text = t(
        "Your question is on its way to the forum, under your name. Press **This helped** under an answer that did: "
        "it can then be found by others. For one that was written in the thread, right-click it and choose Apps."
    )
    return Card(text=text)


def quiet_card(t: Texts, question: Question, guild_id: int) -> Card:
    """Return what an asker is asked after a week of silence."""
    title = question.asked.title if question.asked else ""
    link = link_to(title, guild_id, question.thread_id)
    text = t("Nothing was said in {question} for a while. Is it solved, or still open?", question=link)
    solved, still = (
        button(t("It's solved"), "solved", question.id, "success"),
        button(t("Still open"), "still", question.id),
    )
    return Card(text=text, buttons=(solved, still))


def lost_card(t: Texts, question: Question) -> Card:
    """Return what an asker is told whose post is gone from Discord, with their words."""
    text = t(
        "The post of your question is gone from the forum: it was deleted on Discord, or the whole forum was. Your "
        "words are below; with /forum ask you can ask again."
    )
    words = asked_text(question.asked, t)[:LONGEST_SHOWN] if question.asked else ""
    return Card(title=question.asked.title if question.asked else "", text=f"{text}\n\n{words}")


def helped_card(t: Texts, entry_id: int, title: str, *, is_own_message: bool) -> Card:
    """Return what an author is told whose answer helped, and how to have it not kept."""
    kept = t("Your message there is kept sealed, so that principals can find it with /forum find.")
    found = t("Principals can now find it with /forum find.")
    text = t("Your answer to “{title}” helped, says whoever asked.", title=title)
    undo = button(t("Don't keep it"), "unsay", entry_id)
    return Card(text=f"{text} {kept if is_own_message else found}", buttons=(undo,))


def with_style(choices: Choices, chosen: str) -> Choices:
    """Return the choices with a style, or none."""
    return replace(choices, style="" if chosen == NO_STYLE else chosen)


def found_line(t: Texts, found: Found, guild_id: int) -> str:
    """Return one post that was found, as a line with what matched below it."""
    names = {"question": t("asked"), "answer": t("helped"), "closing": t("solved it"), "telling": t("handled it")}
    title = found.title if found.title is not None else t("A question whose words were taken back")
    day = f"<t:{int(found.since.timestamp())}:D>"
    words = " ".join(found.words.split()).removeprefix(f"{title} ")  # a question is searched with its title
    shown = words if len(words) <= SNIPPET else words[: SNIPPET - 1].rstrip() + "…"
    return f"**{link_to(title, guild_id, found.thread_id)}** · {day} · {names[found.kind]}\n> {shown}"


def link_to(title: str, guild_id: int, thread_id: int | None) -> str:
    """Return a question's title as a link to its post."""
    plain = title.replace("[", "(").replace("]", ")")
    return f"[{plain}](https://discord.com/channels/{guild_id}/{thread_id})"
