"""What each step says: what it is for, how it stands, what it lacks and who can do what about it."""

from __future__ import annotations

from collections.abc import Mapping

from cogs.setup.needs import named
from cogs.setup.wizard.rules import Lack, State, Step
from config.texts import N_, Texts

MOST_NAMED = 12

TITLES: Mapping[Step, str] = {
    "server": N_("What I may do on this server"),
    "language": N_("The server's language"),
    "roster": N_("Who is on the roster"),
    "stewards": N_("Stewards and moderators"),
    "calendar": N_("The school calendar"),
    "topics": N_("Topics and ways of leading"),
    "mentoring": N_("How often mentors are matched"),
    "rooms": N_("Rooms, forum and voice channels"),
    "mail": N_("Mail"),
    "recipients": N_("Policymakers"),
}
ABOUTS: Mapping[Step, str] = {
    "server": N_("I make the rooms and give the roles, so I need a few permissions here. Administrator is not one."),
    "language": N_(
        "I name the channels in it, and post in it for everybody. What I tell one person privately is in the language "
        "of their own Discord."
    ),
    "roster": N_(
        "Whoever is on the roster can join, and who supervises whom decides which rooms open. To bring or change it, "
        "type /setup again and attach your two CSV files to its options, sites and people. I show what would change "
        "before anything is written."
    ),
    "stewards": N_(
        "Stewards run the network day to day, and every member can read what they decided in /steward log. In the "
        "rooms that admit them they also moderate."
    ),
    "calendar": N_("In breaks and on holidays nobody is asked or nudged, and deadlines wait."),
    "topics": N_(
        "One list of topics for mentoring, the forum, issues and the digest; and the forum's ways of leading."
    ),
    "mentoring": N_("Whoever waits for a mentor is matched in rounds. Choose below; each choice is kept at once."),
    "rooms": N_(
        "I make these once, with the right readers, and keep the readers right afterwards. Webinars meet in the voice "
        "channels. You can rename all of them on Discord whenever you like."
    ),
    "mail": N_("Codes to join and the digest leave by mail. Send yourself a test: I say what became of it."),
    "recipients": N_("Who receives the monthly digest. This can wait until there is something to send."),
}
LACKS: Mapping[Lack, str] = {
    "permissions": N_(
        "I still need these permissions: {names}. Open Server Settings, Roles, my role, Permissions, and switch them "
        "on. Then check again."
    ),
    "reach": N_(
        "My role stands below {names}, so I can't give or take them. Open Server Settings, Roles, and drag my role "
        "above them. Then check again."
    ),
    "self_admitting": N_(
        "Members can give themselves {names}, which open spaces. Open Server Settings, Onboarding, and take them out "
        "of the questions. Then check again."
    ),
    "people": N_("Nobody is on the roster yet, so nobody can join."),
    "no_steward": N_("There is no steward yet. The server's owner names the first, here."),
    "no_moderator": N_(
        "No steward who has joined is admitted to: {names}. What is reported there goes to a steward from outside, and "
        "only if the reporter agrees."
    ),
    "days_off": N_("No break or holiday is written down yet, so nothing ever pauses."),
    "districts": N_("No site is in {names}. Is it spelled as on the roster?"),
    "spaces": N_("Not on the server: {names}."),
    "mail": N_(
        "Mail is off, so codes and digests stay here. Whoever runs the machine switches it on with staffroom init."
    ),
    "pages": N_(
        "There is no public address, so policymakers can't respond on a page. Whoever runs the machine sets "
        "STAFFROOM_PUBLIC_URL."
    ),
    "recipients": N_(
        "Nobody receives the digest yet. Whoever runs the machine adds them with staffroom recipients import."
    ),
}
LANGUAGES = {"en": N_("English"), "es": N_("Spanish")}


def lack_line(lack: Lack, state: State, t: Texts) -> str:
    """Return what is lacking and who can do what about it, in a sentence or two."""
    if lack == "spaces" and not state.is_built:
        return t("Nothing is made yet.")
    names: Mapping[Lack, str] = {
        "permissions": named(state.missing, t),
        "reach": roles(state.out_of_reach),
        "self_admitting": roles(state.self_admitting),
        "no_moderator": ", ".join(t(each) for each in state.unmoderated),
        "districts": t.some(state.strange_districts, MOST_NAMED),
        "spaces": t.some(state.lacking, MOST_NAMED),
    }
    return t(LACKS[lack], names=names.get(lack, ""))


def roles(ids: tuple[int, ...]) -> str:
    """Return roles as Discord shows them."""
    return ", ".join(f"<@&{each}>" for each in ids)
