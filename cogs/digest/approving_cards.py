"""The cards of a steward's yes to an edition: the question, what became of it, and how to take it back. No I/O."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from archive.consent.rules import edition_of
from archive.digest.months import month_name
from archive.digest.store import KeptEdition
from bot.cards import Address, Button, Card
from cogs.digest.render import approve_button, moment, preview_button
from config.texts import Texts


class Meant(NamedTuple):
    """What a yes to an edition would mean."""

    kept: KeptEdition
    themes: int  # as it stands now
    recipients: int
    due_at: datetime  # when it would go out, were it shown to members now
    needs_another: bool  # the yes of a second steward, after this one
    can_mail: bool


def question(t: Texts, meant: Meant) -> Card:
    """Return what a yes means, before it is given."""
    if meant.themes:
        text = t.many("There is {count} theme in it.", "There are {count} themes in it.", meant.themes)
    else:
        text = t(
            "No theme has enough voices for {month}, so all it says is that nothing is ready. If you would rather not "
            "send that, leave it: nothing goes out, and what waits comes into a later digest.",
            month=month_name(meant.kept.month, t.language),
        )
    if meant.needs_another:
        text += " " + t("Besides your yes it takes one more, from another steward.")
    back = t("Until it goes out you can take your yes back here. Nothing calls it back after that.")
    said = (text, _goes_out(t, meant), back)
    month = meant.kept.month
    yes = Button(t("Yes, approve it"), Address("digest", "approve_now", f"{month}.{stamp(meant.kept)}"), "primary")
    title = t("Approve the digest for {month}?", month=month_name(month, t.language))
    return Card(title=title, text="\n\n".join(said), buttons=(yes, preview_button(t, month)))


def _goes_out(t: Texts, meant: Meant) -> str:
    if not meant.recipients:
        return t(
            "Members read it first. Nobody else receives it yet, so it would wait: the host adds policymakers with "
            "staffroom recipients import."
        )
    text = t.many(
        "Members read it first and can take words back. It goes out on {when}, by mail to {count} policymaker.",
        "Members read it first and can take words back. It goes out on {when}, by mail to {count} policymakers.",
        meant.recipients,
        when=moment(meant.due_at),
    )
    if meant.can_mail:
        return text
    return text + " " + t("Mail isn't switched on here, so it waits until the host has done that.")


def stamp(kept: KeptEdition) -> str:
    """Return what tells an edition from what it was before it was built anew or had another title, for an address."""
    return edition_of("\n".join([kept.built_at.isoformat(), *(theme.title for theme in kept.edition.themes)]))


def decisions(t: Texts, kept: KeptEdition, *, has_said_yes: bool) -> tuple[Button, ...]:
    """Return what a steward may do with an edition now: say yes, or take a yes back; nothing once it was sent."""
    if kept.state == "sent":
        return ()
    if kept.state == "built" and not has_said_yes:
        return (approve_button(t, kept.month),)
    label = t("Take my yes back") if kept.state == "built" else t("Take the approval back")
    return (Button(label, Address("digest", "approval_back", kept.month)),)


def approved(t: Texts, kept: KeptEdition) -> Card:
    """Return how an edition stands that a steward has said yes to."""
    month = month_name(kept.month, t.language)
    buttons = (*decisions(t, kept, has_said_yes=True), preview_button(t, kept.month))
    if kept.state == "built":
        text = t("It takes one more yes, from another steward; they have been told. Nothing leaves before that.")
        return Card(title=t("Your yes to the digest for {month} is kept", month=month), text=text, buttons=buttons)
    if kept.due_at is None:
        text = t(
            "There is no digest channel to show it in, so it can't go out. Run /setup, and it is shown within the hour."
        )
    else:
        text = t(
            "Members can read it now and take words back. It goes out on {when}; you don't have to do anything. "
            "If something is wrong with it, take the approval back before then.",
            when=moment(kept.due_at),
        )
    return Card(title=t("The digest for {month} is approved", month=month), text=text, buttons=buttons)


def taken_back(t: Texts, before: KeptEdition) -> Card:
    """Return what a steward reads after taking a yes back; `before` is the edition as it stood."""
    month = month_name(before.month, t.language)
    buttons = (preview_button(t, before.month), approve_button(t, before.month))
    if before.state == "built":
        text = t("Nothing goes out without as many yeses as before. You can read it and say yes again.")
        return Card(
            title=t("Your yes to the digest for {month} is taken back", month=month), text=text, buttons=buttons
        )
    text = t("Nothing goes out. Build it anew, change its titles, or leave it.")
    if before.state == "shown":
        text += " " + t(
            "The digest channels are told. If you approve it again, members read it there anew and have their whole "
            "time again to take words back."
        )
    return Card(title=t("The digest for {month} is held back", month=month), text=text, buttons=buttons)


def held_back_in_channel(t: Texts, *, month: str, safety_line: str) -> Card:
    """Return what members read where they had read an edition that does not go out for now."""
    text = t(
        "A steward took the approval back, so it doesn't go to policymakers for now. Should it be approved again, you "
        "read it here first, with time to take words back."
    )
    title = t("The digest for {month} is held back", month=month_name(month, t.language))
    return Card(title=title, text=text, footer=t.named(safety_line))
