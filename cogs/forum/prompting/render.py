"""Situations and tellings as they are shown. No I/O."""

from __future__ import annotations

from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card, Choice, Form, Input, Select
from cogs.forum.prompting.model import Prompt, Telling
from cogs.forum.prompting.rules import MOST_TELLING
from cogs.forum.render import button
from config.community import Community
from config.situations import Situation
from config.texts import Texts

SEEN_BEFORE = 300  # of one's own words on the card


def prompt_card(t: Texts, situation: Situation, prompt_id: int, community: Community) -> Card:
    """Return a situation as its post shows it."""
    styles = ", ".join(t.named(style.label) for style in community.forum.styles)
    question = t(
        "**How did you handle something like it, and which way of leading was that?** Leaders differ here, and so do "
        "schools: what helped, and what didn't? Write below, or use the button to name a way of leading."
    )
    fields = ((t("Ways of leading"), styles),) if styles else ()
    return Card(
        text=f"{t(situation.text)}\n\n{question}",
        fields=fields,
        footer=t.named(community.safety.line),
        buttons=(button(t("Tell how you handled it"), "tell", prompt_id, "primary"),),
    )


def style_label(key: str, community: Community, t: Texts) -> str:
    """Return a way of leading as members read it; one that has left the vocabulary by its key."""
    return next((t.named(style.label) for style in community.forum.styles if style.key == key), key)


def telling_card(telling: Telling, name: str, community: Community, t: Texts) -> Card:
    """Return how somebody handled a situation, as the post shows it."""
    return Card(
        title=t("{name} handled it", name=name),
        text=telling.words or "",
        fields=((t("Way of leading"), style_label(telling.style, community, t)),),
        footer=t.named(community.safety.line),
        buttons=(button(t("Tried it here"), "tried", f"telling.{telling.id}"),),
    )


def which_style_card(t: Texts, prompt_id: int, own: Telling | None, community: Community) -> Card:
    """Return the card on which a way of leading is chosen; choosing one opens the form."""
    chosen = own.style if own is not None else ""
    choices = tuple(Choice(t.named(each.label), each.key, chosen=each.key == chosen) for each in community.forum.styles)
    text = t(
        "Which way of leading was it, most of all? Your words stand in the post, under your name, and are found with "
        "/forum find."
    )
    if own is not None and own.words:
        text += "\n\n" + t("You told:") + f"\n> {' '.join(own.words.split())[:SEEN_BEFORE]}"
    back: tuple[Button, ...] = (button(t("Take mine back"), "tell_back", prompt_id, "danger"),) if own else ()
    select = Select(t("A way of leading"), Address("forum", "tell_style", str(prompt_id)), choices)
    return Card(text=text, title=t("How you handled it"), buttons=back, selects=(select,))


def telling_form(t: Texts, target: str, words: str = "") -> Form:
    """Return the form for how somebody handled a situation."""
    label = t("What you did, and the result")
    hint = t("Leave out names of children, families and staff.")
    box = Input("text", label, long=True, most=MOST_TELLING, value=words[:MOST_TELLING], hint=hint)
    return Form(t("How you handled it"), Address("forum", "told", target), (box,))


def turns_card(t: Texts, prompt: Prompt | None, situation: Situation | None) -> Card:
    """Return what comes next, for stewards."""
    if prompt is None or situation is None:
        return Card(text=t("This network has no situations to talk about: its definition says so (prompt_weeks)."))
    title = t(situation.title)
    buttons: tuple[Button, ...]
    if prompt.state == "stopped":
        text = t("Situations are stopped, and none is posted. The next one would be: **{title}**", title=title)
        buttons = (button(t("Post them again"), "prompt_start", prompt.id, "success"),)
    else:
        text = t("On {day} the forum is asked about: **{title}**", day=discord_time(prompt.due_at), title=title)
        buttons = (
            button(t("Take the next one instead"), "prompt_skip", prompt.id),
            button(t("Stop them"), "prompt_stop", prompt.id, "danger"),
        )
    return Card(title=t("Situations in the forum"), text=f"{text}\n\n{t(situation.text)}", buttons=buttons)
