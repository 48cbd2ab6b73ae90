"""The mails around a digest, in plain text: a reminder, and a recipient's request to a colleague."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from archive.delivery.model import Recipient
from archive.digest.model import Edition
from archive.digest.months import month_name
from bot.outbox.mail import Mail
from config.texts import Texts

WIDTH = 72


@dataclass(frozen=True)
class Door:
    """A fresh link: where it opens, where it leaves the list, and until when it is good."""

    open_url: str
    leave_url: str
    until: date


def reminder_letter(
    t: Texts,
    recipient: Recipient,
    edition: Edition,
    titles: Sequence[str],
    sent_on: date,
    door: Door | None,
    *,
    last: bool,
) -> Mail:
    """Return the mail that asks again, with the themes that nobody of the office has answered."""
    month, day, count = month_name(edition.month, t.language), _day(sent_on, t), len(titles)
    lines = [
        t("Hello {name},", name=recipient.name),
        t.many(
            "On {day} we sent you what community schools of {network} raised. This waits for a response from {office}:",
            "On {day} we sent you what community schools of {network} raised. These {count} wait for a response from "
            "{office}:",
            count,
            day=day,
            network=edition.network,
            office=recipient.office,
        ),
        "\n".join(f"- {title}" for title in titles),
        t(
            "One sentence is enough: that you have read it, what you will do and by when, who can decide it, or why "
            "not. It goes back to the people who raised it."
        ),
        *_ways(t, door),
        *([t("This is our last reminder about this month.")] if last else []),
    ]
    headers = {}
    if door is not None:
        lines.append(t("No more of these mails: {link}", link=door.leave_url))
        headers = {"List-Unsubscribe": f"<{door.leave_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    subject = t("Waiting for you: what community schools raised in {month}", month=month)
    return Mail(recipient.mail, subject, _paragraphs(lines), headers=headers)


def _ways(t: Texts, door: Door | None) -> list[str]:
    if door is None:
        return [t("Reply to this mail and name the theme. A steward passes your words on to members.")]
    link_line = t(
        "This link is new and yours until {day}; please don't forward it. The link in our earlier mail stops working "
        "in three days.",
        day=_day(door.until, t),
    )
    return [t("Respond on your page:"), door.open_url, link_line]


def invitation_letter(
    t: Texts, recipient: Recipient, address: str, edition: Edition, open_url: str, until: date
) -> Mail:
    """Return the mail that a colleague gets: who asks, what they may do, and that nothing else follows."""
    month = month_name(edition.month, t.language)
    lines = [
        t("Hello,"),
        t(
            "{name} ({office}) asks you to help respond to what community schools of {network} raised in {month}.",
            name=recipient.name,
            office=recipient.office,
            network=edition.network,
            month=month,
        ),
        t("This page is yours until {day}; please don't forward it. There is no password.", day=_day(until, t)),
        open_url,
        t(
            "You can read this month's digest there and respond to its themes for your office. Members read your "
            "response and the office's name, never yours. You are on no list: no other mail follows from this, and "
            "your address is erased here when the link ends."
        ),
        t("If you don't know {name}, you can ignore this mail.", name=recipient.name),
    ]
    subject = t("{name} asks you to respond to community schools", name=recipient.name)
    return Mail(address, subject, _paragraphs(lines))


def _day(day: date, t: Texts) -> str:
    return format_date(day, "long", locale=t.language)


def _paragraphs(lines: Sequence[str]) -> str:
    """Return paragraphs broken at 72 characters; a link stays on one line."""
    broken = (
        "\n".join(
            textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in part.split("\n")
        )
        for part in lines
    )
    return "\n\n".join(broken) + "\n"
