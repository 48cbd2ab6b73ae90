"""Raising an issue as cards and forms: the choices, the words, what others say alike, and what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.issues.drafts import KEPT, Waiting
from archive.issues.model import Issue
from archive.issues.rules import Draft
from bot.cards import Address, Button, Card, Choice, Form, Input, Select
from cogs.issues.render import quote, sites_say
from cogs.issues.rules import CHOICE_NAMES, KIND_NAMES, NAME_CHOICES, NO_TOPIC, pack
from cogs.issues.unnamed_cards import without_name_fields
from config.texts import Texts
from config.topics import Topic

EXCERPT = 500


def raise_form(t: Texts, draft: Draft) -> Form:
    """Return the form that asks for the words; the choices made so far travel in its address."""
    titles = {"suggestion": t("What would help?")}
    hint = t("A sentence or two. Leave out names of children and families.")
    words = Input("text", t("In your own words"), long=True, value=draft.text, hint=hint)
    title = titles.get(draft.kind, t("What gets in the way?"))
    return Form(title, Address("issues", "submit", pack(draft)), (words,))


def choices_card(t: Texts, draft: Draft, topics: Sequence[Topic], *, is_site_kept: bool = False) -> Card:
    """Return the private card on which an issue's choices are made. `is_site_kept` matters to those without a name.

    Those made so far travel in its addresses. Its text is the words there are, and nothing else, so that they can be
    read back; they are stored nowhere.
    """
    so_far = pack(draft)
    kinds = tuple(Choice(t(name), kind, chosen=kind == draft.kind) for kind, name in KIND_NAMES.items())
    subjects = (
        *(Choice(t.named(topic.label), topic.key, t.named(topic.about), topic.key == draft.topic) for topic in topics),
        Choice(t("None of these"), NO_TOPIC),
    )
    reach = tuple(
        Choice(t(name), choice, chosen=choice == draft.for_policymakers) for choice, name in CHOICE_NAMES.items()
    )
    names = tuple(
        Choice(t(name), choice, chosen=(choice == "anonymous") == draft.is_anonymous)
        for choice, name in NAME_CHOICES.items()
    )
    how = t("Choose, then write it in your own words; until you send them, nobody sees anything.")
    fields = [(t("How it goes"), how)]
    if draft.is_anonymous:
        fields += without_name_fields(t, is_site_kept=is_site_kept)
    outside = Select(t("What policymakers may learn of it"), Address("issues", "reach", so_far), reach)
    return Card(
        title=t("Raise an issue"),
        text=draft.text,
        fields=tuple(fields),
        selects=(
            Select(t("What it is"), Address("issues", "kind", so_far), kinds),
            Select(t("What it is about, if one of these fits"), Address("issues", "topic", so_far), subjects),
            Select(t("As yours, or without your name"), Address("issues", "name", so_far), names),
            *(() if draft.is_anonymous else (outside,)),
        ),
        buttons=(Button(t("Write it"), Address("issues", "write", so_far), "primary"),),
    )


def similar_card(
    t: Texts, waiting: Waiting, similar: Sequence[Issue], sites: Mapping[int, int], reader_id: int
) -> Card:
    """Return the offer to join others who say something alike, before anything is raised."""
    lines = [
        f"**{place}** · {t('yours') if issue.person_id == reader_id else sites_say(t, sites.get(issue.id, 0))}\n"
        f"{quote(issue.text, EXCERPT)}"
        for place, issue in enumerate(similar, 1)
    ]
    joins = tuple(
        Button(
            t("{place}: Add my site's voice", place=place),
            Address("issues", "join", f"{waiting.id}.{issue.id}"),
            "primary",
        )
        for place, issue in enumerate(similar, 1)
        if issue.person_id != reader_id
    )
    kept = t(
        "Your words wait, and nobody sees them yet. Adding your site's voice makes one issue stronger; yours is then "
        "not posted. /issue mine shows what waits, for {days} days.",
        days=KEPT.days,
    )
    return Card(
        title=t("Others say something alike"),
        text="\n\n".join(lines),
        fields=((t("Your own words"), quote(waiting.draft.text, EXCERPT)), (t("What you can do"), kept)),
        buttons=(*joins, *waiting_buttons(t, waiting)),
    )


def waiting_card(t: Texts, waiting: Waiting) -> Card:
    """Return words that wait, where nothing alike is left to join."""
    return Card(
        title=t("Your words wait"),
        text=quote(waiting.draft.text, 3500),
        fields=((t("What you can do"), t("Nobody sees them until you post them.")),),
        buttons=waiting_buttons(t, waiting),
    )


def waiting_buttons(t: Texts, waiting: Waiting) -> tuple[Button, ...]:
    """Return what can be done with words that wait."""
    return (
        Button(t("Post mine anyway"), Address("issues", "post", str(waiting.id))),
        Button(t("Don't post it"), Address("issues", "drop", str(waiting.id)), "danger"),
    )


def joined(t: Texts, sites: int) -> Card:
    """Return the thanks for joining others instead of raising the same twice."""
    text = t("Your site's voice is added, and your own words weren't posted.")
    return Card(text=f"{text} {sites_say(t, sites)}")


def dropped(t: Texts) -> Card:
    """Return that nothing was raised."""
    return Card(text=t("Nothing was raised, and the words that waited are erased."))


def raised(t: Texts, issue_id: int, for_policymakers: str, *, safety_line: str) -> Card:
    """Return the private confirmation: what happened, who sees it, what happens next."""
    inside = t(
        "Colleagues see your words without your name, and nobody who supervises you is shown them here. Tonight they "
        "join what others raised about the same thing; /issue mine shows where they are."
    )
    outside = {
        "no": t("Nothing of it goes to policymakers."),
        "count": t("Policymakers may see it counted among others, without your words."),
        "words": t("Policymakers see your words only after you have read the anonymized version and said yes."),
        "later": t("Nothing of it goes to policymakers for now. In a week you are asked once, privately."),
    }
    buttons: tuple[Button, ...] = ()
    if for_policymakers == "words":
        buttons = (Button(t("Show me the words"), Address("sharing", "from_issue", str(issue_id)), "primary"),)
    text = f"{inside}\n\n{outside[for_policymakers]}"
    return Card(title=t("Your issue is raised"), text=text, footer=t.named(safety_line), buttons=buttons)
