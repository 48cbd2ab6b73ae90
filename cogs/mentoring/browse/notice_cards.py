"""What a mentor reads when somebody asks them, and what either reads when that is over. No I/O."""

from __future__ import annotations

from bot.calendar.rules import discord_time
from bot.cards import Address, Button, Card
from cogs.mentoring.browse.model import Ask, AskState
from cogs.mentoring.rules import Situation
from cogs.mentoring.said import topic_labels
from config.community import Community
from config.texts import Texts, texts_for


def asked(ask: Ask, now_is: Situation, community: Community) -> Card:
    """Return what a mentor reads, in their language, with the two answers."""
    mentee, wish = now_is.people[ask.mentee_id], now_is.wishes[ask.mentee_id, "mentee"]
    t = texts_for(now_is.people[ask.mentor_id].locale)
    site = now_is.site_of(mentee.id)
    facts = {"name": mentee.name, "position": t.named(mentee.position), "site": site.name if site is not None else ""}
    if site is not None:
        lines = [t("**{name}** ({position}, {site}) chose you and asks whether you would be their mentor.", **facts)]
    else:
        lines = [t("**{name}** ({position}) chose you and asks whether you would be their mentor.", **facts)]
    lines.append(t("They look for help with {topics}.", topics=topic_labels(t, wish.topics, community)))
    if wish.about:
        lines.append(t("{name} writes: “{about}”", name=mentee.name, about=wish.about))
    lines.append(t("Please answer by {day}. “Not now” is a fine answer, and you don't have to say why.", day=_day(ask)))
    return Card(title=t("Would you be a mentor?"), text="\n\n".join(lines), buttons=answers(t, ask))


def answers(t: Texts, ask: Ask) -> tuple[Button, ...]:
    """Return the two buttons that answer an ask."""
    return (
        Button(t("Accept"), Address("mentoring", "ask_yes", str(ask.id)), "success"),
        Button(t("Not now"), Address("mentoring", "ask_no", str(ask.id))),
    )


def over(t: Texts, state: AskState, name: str) -> Card:
    """Return what the mentee reads when an ask is over; whoever is gone is not named."""
    texts: dict[AskState, str] = {
        "declined": t("{name} can't take you on just now. That says nothing about you.", name=name),
        "silent": t("{name} has not answered in time; people get busy, and it says nothing about you.", name=name),
        "full": t("{name} has found other mentees meanwhile, and has no free place now.", name=name),
    }
    said = texts.get(state) or t("A colleague whom you asked to be your mentor isn't available for it any more.")
    nearest = t("You are free to ask somebody else with /mentor browse, and your place in the queue is as it was.")
    return Card(title=t("About a mentor you asked"), text=f"{said} {nearest}")


def no_longer_asked(t: Texts, state: AskState) -> Card:
    """Return what the mentor reads when an ask is over without their doing: no name."""
    if state == "silent":
        text = t(
            "A request to be somebody's mentor has run out, and they ask somebody else. If you are busy for a while, "
            "/mentor pause takes you off the list until a day you choose."
        )
    else:
        text = t("Somebody who asked you to be their mentor isn't looking any more, so there is nothing to answer.")
    return Card(title=t("About somebody who asked you"), text=text)


def _day(ask: Ask) -> str:
    return discord_time(ask.answer_by, "f")
