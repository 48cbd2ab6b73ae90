"""What newcomers, hosts and circles read. Somebody is named to those only to whom they said yes. No I/O."""

from __future__ import annotations

from collections.abc import Sequence

from discord.utils import escape_markdown

from bot.cards import Card
from bot.people.model import Person, Site
from cogs.forum.render import button, topic_label
from config.community import Community
from config.texts import Texts


def newcomer_card(t: Texts, row_id: int, site: Site | None) -> Card:
    """Return what a newcomer is asked; `site` is the new school they stand for, if they do."""
    welcome = (
        t("{site} has opened, and you lead it. Others were there once.", site=site.name)
        if site is not None
        else t("You're new in the role. Others were there once.")
    )
    text = t(
        "Would you like to meet the principals of two experienced schools that are like yours, and later a circle of "
        "four to six? With your yes they read your name and your school, and are asked whether they'd like to. Without "
        "it nobody hears of this, and you aren't asked again."
    )
    yes, no = (
        button(t("Yes, introduce me"), "meet_yes", row_id, "success"),
        button(t("No, thank you"), "meet_no", row_id),
    )
    return Card(title=t("Meet two who know the way"), text=f"{welcome} {text}", buttons=(yes, no))


def host_card(t: Texts, row_id: int, newcomer: Person, site: Site | None, community: Community, own: Person) -> Card:
    """Return what a host is asked."""
    text = t(
        "{who} would like to meet somebody who has been at it for a while, and your school fits. With your yes you two "
        "are told how to reach each other; what you make of it is up to you: a call, a visit, or a message now and "
        "then. With a no nobody is told that you were asked.",
        who=who(newcomer, site),
    )
    shared = _shared(t, newcomer, own, community)
    buttons = (
        button(t("Glad to"), "host_yes", row_id, "success"),
        button(t("Not this time"), "host_no", row_id),
        button(t("Don't ask me again"), "unwilling", ""),
    )
    return Card(title=t("Somebody new would like to meet you"), text=f"{text}{shared}", buttons=buttons)


def met_card(t: Texts, other: Person, site: Site | None, community: Community, own: Person) -> Card:
    """Return what each of two is told once both said yes."""
    text = t(
        "{who} said yes, and so did you. Write to them: {mention}. A good first question: what would you do otherwise "
        "in your first year?",
        who=who(other, site),
        mention=f"<@{other.account_id}>",
    )
    return Card(title=t("You two can talk"), text=f"{text}{_shared(t, other, own, community)}")


def nobody_card(t: Texts) -> Card:
    """Return what a newcomer is told for whom nobody could be found."""
    return Card(
        text=t(
            "None of the principals who fit could say yes just now; it has nothing to do with you. A question with "
            "/forum ask reaches all of them, and /mentor request finds a mentor."
        )
    )


def seat_card(t: Texts, seat_id: int, topic: str, people: int, community: Community) -> Card:
    """Return what somebody is asked who fits into a circle; nobody is named yet."""
    text = t(
        "A circle of {people} principals of as many schools could begin, about {topic}: peers who meet now and then, "
        "none of them above another. It begins once four have said yes; only those who did are named, to each other.",
        people=people,
        topic=topic_label(topic, community, t),
    )
    yes, no = button(t("I'm in"), "circle_yes", seat_id, "success"), button(t("Not this time"), "circle_no", seat_id)
    return Card(title=t("A circle for you"), text=text, buttons=(yes, no))


def begun_card(t: Texts, topic: str, others: Sequence[tuple[Person, Site | None]], community: Community) -> Card:
    """Return what everybody is told whose circle begins."""
    names = "\n".join(f"{who(person, site)}: <@{person.account_id}>" for person, site in others)
    text = t(
        "Your circle about {topic} begins. These have said yes, as you did:\n{names}\nIn a moment a private "
        "thread opens for you; a first hour together is a good beginning, and /meetup start there plans it.",
        topic=topic_label(topic, community, t),
        names=names,
    )
    return Card(title=t("Your circle"), text=text)


def dropped_card(t: Texts, topic: str, community: Community) -> Card:
    """Return what those are told who said yes to a circle that too few joined."""
    text = t(
        "Too few said yes to the circle about {topic}, so it doesn't begin, and nobody was named. You'll be asked when "
        "another one fits.",
        topic=topic_label(topic, community, t),
    )
    return Card(text=text)


def who(person: Person, site: Site | None) -> str:
    """Return somebody and their school as others read them."""
    name = f"**{escape_markdown(person.name)}**"
    if site is None:
        return name
    known = [site.district, site.level, str(site.opened_on.year) if site.opened_on is not None else ""]
    return f"{name}, {escape_markdown(site.name)} ({', '.join(part for part in known if part)})"


def _shared(t: Texts, one: Person, other: Person, community: Community) -> str:
    topics = [topic_label(key, community, t) for key in one.topics if key in other.topics]
    return "\n\n" + t("You both named: {topics}.", topics=", ".join(topics)) if topics else ""
