"""What members are mailed: the code that lets them in, and the notice that somebody joined as them."""

from __future__ import annotations

from bot.outbox.mail import Mail
from bot.people.model import Person
from config.texts import texts_for


def code_letter(person: Person, address: str, network: str, code: str, days: int, *, invite: str | None = None) -> Mail:
    """Return the mail that carries a one-time code, with the link that leads to the server where there is one."""
    t = texts_for(person.locale)
    time = t.many("a day", "{count} days", days)
    if invite is None:
        how = t(
            "Open the server, type /join and paste the code. It works once, for {time}, and only for you: please "
            "don't pass it on.",
            time=time,
        )
    else:
        how = t(
            "Open {link} to come to the server, type /join there and paste the code. It works once, for {time}, and "
            "only for you: please don't pass it on.",
            link=invite,
            time=time,
        )
    lines = [
        t("Hello {name},", name=person.name),
        t(
            "This is your code for {network}, the staff room of your community school network on Discord:",
            network=network,
        ),
        code,
        how,
        t("Didn't expect this? Then there is nothing to do; without the code nobody can join as you."),
    ]
    return Mail(address, t("Your code for {network}", network=network), _paragraphs(lines))


def joined_letter(person: Person, address: str, network: str, account: str, link: str | None) -> Mail:
    """Return the mail that tells a roster's address who joined with its code, and how to object."""
    t = texts_for(person.locale)
    if link is not None:
        objection = t(
            "Not you? Open this page and press the button. The account is out within a minute: {link}", link=link
        )
    else:
        objection = t("Not you? Tell a steward of your network today. They can close that account's access at once.")
    lines = [
        t("Hello {name},", name=person.name),
        t("The Discord account “{account}” just joined {network} as you.", account=account, network=network),
        t("If that was you: welcome. There is nothing to do."),
        objection,
    ]
    return Mail(address, t("This account joined as you; not you?"), _paragraphs(lines))


def _paragraphs(lines: list[str]) -> str:
    return "\n\n".join(lines) + "\n"
