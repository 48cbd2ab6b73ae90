"""Questions, answers and what closed them, as the forum shows them. No I/O."""

from __future__ import annotations

from bot.cards import Address, Button, Card
from cogs.forum.model import Asked, Choices, Entry, Question
from cogs.forum.rules import URGENCIES
from config.community import Community
from config.texts import Texts


def button(label: str, action: str, target: object, look: str = "secondary") -> Button:
    """Return a button of the forum's."""
    looks = {"primary": "primary", "success": "success", "danger": "danger"}
    return Button(label, Address("forum", action, str(target)), looks.get(look, "secondary"))  # type: ignore[arg-type]


def ask_card(t: Texts, safety_line: str) -> Card:
    """Return the pinned card that questions begin with."""
    text = t(
        "Ask with the button: you choose a topic, write your question in one form, and see earlier questions like it "
        "before it is posted. What came of questions is found with `/forum find`."
    )
    return Card(
        t("Ask your peers") + "\n" + text, "", (), t.named(safety_line), (button(t("Ask"), "ask", "", "primary"),)
    )


def question_card(question: Question, name: str, community: Community, t: Texts) -> Card:
    """Return a question as its post shows it."""
    if question.asked is None:
        return Card(text=t("Whoever asked this took their words back. The answers below are their authors'."))
    about = [topic_label(question.choices.topic, community, t), about_line(question.choices, community, t)]
    is_solved = question.state == "solved"
    buttons = [button(t("Answer"), "answer", question.id, "primary")]
    buttons += [
        button(t("Open it again"), "reopen", question.id)
        if is_solved
        else button(t("It's solved"), "solved", question.id, "success")
    ]
    return Card(
        title=t("{name} asks", name=name),
        text=asked_text(question.asked, t),
        fields=((t("About"), " · ".join(part for part in about if part)),),
        footer=t.named(community.safety.line),
        buttons=tuple(buttons),
    )


def about_line(choices: Choices, community: Community, t: Texts) -> str:
    """Return how soon an answer is needed and the style that matters, as members read them."""
    urgency = t(URGENCIES[choices.urgency]) if choices.urgency in URGENCIES else ""
    styles = [t.named(style.label) for style in community.forum.styles if style.key == choices.style]
    return " · ".join(part for part in (urgency, *styles) if part)


def asked_text(asked: Asked, t: Texts) -> str:
    """Return what was asked and what was tried, as one text."""
    return f"{asked.words}\n\n{tried_heading(t)}\n{asked.tried}" if asked.tried else asked.words


def tried_heading(t: Texts) -> str:
    """Return what stands between a question and what was tried."""
    return f"**{t('Tried so far')}**"


def answer_card(entry: Entry, name: str, community: Community, t: Texts) -> Card:
    """Return an answer, or what closed a question, as its post shows it."""
    if entry.kind == "closing":
        return Card(title=t("Solved"), text=entry.words or "", footer=t("Found again with /forum find."))
    helped = ((t("This helped"), t("So says whoever asked.")),) if entry.helped else ()
    buttons = () if entry.helped else (button(t("This helped"), "helped", entry.id, "success"),)
    buttons = (*buttons, button(t("Tried it here"), "tried", f"entry.{entry.id}"))
    return Card(entry.words or "", t("{name} answers", name=name), helped, t.named(community.safety.line), buttons)


def closed_card(t: Texts, helped: int) -> Card:
    """Return what closes a question whose asker left no words."""
    more = t.many("One answer helped; it is marked above.", "{count} answers helped; they are marked above.", helped)
    return Card(title=t("Solved"), text=more if helped else t("Whoever asked says that it is solved."))


def topic_label(key: str, community: Community, t: Texts) -> str:
    """Return a topic as members read it; one that has left the vocabulary by its key."""
    topic = community.topic(key)
    return t.named(topic.label) if topic is not None else key
