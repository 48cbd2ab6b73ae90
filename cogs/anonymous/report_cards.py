"""What reporters and moderators see. No I/O."""

from __future__ import annotations

from collections.abc import Sequence

from bot.anonymity.model import Post
from bot.anonymity.names import shown_name
from bot.cards import Address, Button, Card, Form, Input
from config.texts import Texts

LONGEST_REASON = 500


def why_form(post: Post, t: Texts) -> Form:
    """Return the form of a report."""
    hint = t("You can leave this empty. Who reports is written down nowhere.")
    box = Input("why", t("Why should somebody look at it?"), long=True, required=False, most=LONGEST_REASON, hint=hint)
    return Form(t("Report this post"), Address("anonymous", "reported", str(post.id)), (box,))


def reported_card(moderators: int, t: Texts) -> Card:
    """Return what a reporter is told where the room has moderators."""
    return Card(
        text=t.many(
            "Reported. One steward who is a member of this room is told, and not who reported.",
            "Reported. {count} stewards who are members of this room are told, and not who reported.",
            moderators,
        )
    )


def agree_card(report_id: int, steward: str, t: Texts) -> Card:
    """Return the question whether a steward outside the room may read the one text."""
    text = t(
        "No steward is a member of this room, so nobody here can moderate it. If you agree, {steward}, a steward who "
        "isn't in the room, reads this one post and what you wrote about it, and nothing else. Without your yes, "
        "nobody is told.",
        steward=steward,
    )
    button = Button(t("Let them read this one"), Address("anonymous", "to_steward", str(report_id)), "primary")
    return Card(title=t("Nobody moderates this room"), text=text, buttons=(button,))


def sent_card(steward: str, t: Texts) -> Card:
    """Return what a reporter is told after agreeing."""
    return Card(text=t("{steward} is told, and not who reported.", steward=steward))


def notice_card(report_id: int, channel_id: int, t: Texts) -> Card:
    """Return what a moderator is told: where something was reported, and not what it says."""
    text = t("Somebody reported an anonymous post in <#{channel}>. Look at it when you can.", channel=channel_id)
    button = Button(t("Look at it"), Address("anonymous", "look", str(report_id)), "primary")
    return Card(title=t("A post was reported"), text=text, buttons=(button,))


def look_card(
    report_id: int, post: Post, words: str | None, reasons: Sequence[str], t: Texts, *, may_mute: bool, is_open: bool
) -> Card:
    """Return a reported post with what a moderator can do; `words` are read from Discord in this moment."""
    name = shown_name(post.name, post.number, t)
    fields = [(t("Reported because"), "\n".join(f"• {reason}" for reason in reasons)[:1000])] if reasons else []
    buttons = []
    if post.state == "posted":
        buttons.append(Button(t("Take it down"), Address("anonymous", "take_down", str(report_id)), "danger"))
    if may_mute:
        buttons.append(Button(t("Mute this voice in this room"), Address("anonymous", "mute", str(report_id))))
    if is_open:
        buttons.append(Button(t("Nothing to do"), Address("anonymous", "leave", str(report_id))))
    return Card(
        title=t("{name} wrote", name=name),
        text=words if words is not None else t("It isn't there any more."),
        fields=tuple(fields),
        footer=t("Nobody can see who wrote it. What you do here stands in /steward log, under your name."),
        buttons=tuple(buttons),
    )


def done_card(said: str) -> Card:
    """Return what a moderator is told after acting."""
    return Card(text=said)
