"""The wizard's cards: the opening, one for each step, and the summary. No I/O."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.cards import Address, Button, Card, Choice, Look, Select
from bot.ui.render import shorten
from cogs.setup.wizard.present import WEEKDAYS, present, read_everything
from cogs.setup.wizard.rules import STEPS, State, Step, Walk, before, hindrance, lacks, number, seen, still_waits
from cogs.setup.wizard.saying import ABOUTS, TITLES, lack_line
from config.texts import N_, Texts

CHANGES: dict[Step, str] = {
    "stewards": N_("Change who"),
    "calendar": N_("Change days off and zone"),
    "topics": N_("Change the lists"),
    "rooms": N_("Change the name and the line"),
}
CHECKED: frozenset[Step] = frozenset(
    {"server", "language", "roster", "recipients"}
)  # changed elsewhere, then looked at
CADENCE = ("weeks_between_rounds", "round_weekday", "days_to_answer")  # what the lists of the step on mentoring set
MOST_BUTTONS = 5  # in one row
LONGEST_WHY = 250  # of one step in the summary, so that ten of them fit with what comes next
WEEKS, DAYS = (0, 1, 2, 3, 4, 6, 8), range(1, 8)


def opening_card(network: str, state: State, t: Texts) -> Card:
    """Return what whoever begins sees: how long it takes, and the short way."""
    text = t(
        "{count} short steps, about twenty minutes. Each says how it stands, and is tried before it is kept. You can "
        "stop at any time: /setup goes on where you were, for you and for any steward.",
        count=len(STEPS),
    )
    short = t(
        "In a hurry? *Use what is proposed* makes the rooms and keeps everything as it is suggested. What needs you "
        "(the roster, stewards, mail) stays on a list for later, and everything can be changed afterwards."
    )
    buttons = (
        Button(t("Begin"), Address("setup", "step", STEPS[0]), "primary"),
        Button(t("Use what is proposed"), Address("setup", "proposed", seen("rooms", state))),
    )
    return Card(title=t("Setting up {network}", network=network), text=f"{text}\n\n{short}", buttons=buttons)


def step_card(step: Step, state: State, t: Texts, *, note: str = "", undo: bool = False, is_over: bool = False) -> Card:
    """Return a step's card; `note` is what just happened, `undo` whether that can be taken back.

    `is_over` says whether every step was answered, so that there is an overview to go back to.
    """
    lacking = "\n".join(lack_line(lack, state, t) for lack in lacks(step, state))
    fields = [(t("Now"), present(step, state, t)), (t("To do"), lacking)]
    if step == "server":
        fields.append((t("Can read everything here, always"), read_everything(state, t)))
    title = t("Step {number} of {count}: {title}", number=number(step), count=len(STEPS), title=t(TITLES[step]))
    return Card(
        title=title,
        text="\n\n".join(part for part in (note, t(ABOUTS[step])) if part),
        fields=tuple(field for field in fields if field[1]),
        footer=t("Only you see this. Stop whenever you like; /setup goes on here."),
        buttons=tuple(_buttons(step, state, t, undo=undo, is_over=is_over)),
        selects=_cadence(state, t) if step == "mentoring" else (),
    )


def _buttons(step: Step, state: State, t: Texts, *, undo: bool, is_over: bool) -> Iterator[Button]:
    mark = seen(step, state)
    if step == "rooms" and state.lacking:
        yield Button(_build_label(state, t), Address("setup", "build", mark), "primary")
    elif hindrance(step, state) is None:
        look: Look = "secondary" if lacks(step, state) else "primary"
        yield Button(t("Keep this"), Address("setup", "keep", f"{step}.{mark}"), look)
    if undo:
        yield Button(t("Undo"), Address("setup", "undo", f"{step}.{mark}"))
    if step in CHANGES:
        yield Button(t(CHANGES[step]), Address("setup", "change", f"{step}.{mark}"))
    elif step == "mail" and state.can_mail:
        yield Button(t("Send me a test"), Address("setup", "test"))
    elif step in CHECKED:
        yield Button(t("Check again"), Address("setup", "step", step))
    yield from _ways_on(step, t, undo=undo, is_over=is_over)


def _ways_on(step: Step, t: Texts, *, undo: bool, is_over: bool) -> Iterator[Button]:
    back = before(step)
    if is_over:
        yield Button(t("To the overview"), Address("setup", "overview"))
        return
    if not undo:
        yield Button(t("Later"), Address("setup", "later", step))
    if back is not None:
        yield Button(t("Back"), Address("setup", "step", back))


def _cadence(state: State, t: Texts) -> tuple[Select, ...]:
    rule, mark = state.community.mentoring, seen("mentoring", state)
    weeks = tuple(
        Choice(_every(each, t), str(each), chosen=each == rule.weeks_between_rounds)
        for each in sorted({*WEEKS, rule.weeks_between_rounds})
    )
    days = tuple(Choice(t(name), key, chosen=key == rule.round_weekday) for key, name in WEEKDAYS.items())
    answers = tuple(
        Choice(
            t.many("{count} day to answer", "{count} days to answer", each),
            str(each),
            chosen=each == rule.days_to_answer,
        )
        for each in sorted({*DAYS, rule.days_to_answer})[:25]
    )
    return (
        Select(t("How often a round is made"), Address("setup", "cadence", f"weeks_between_rounds.{mark}"), weeks),
        Select(t("On which day"), Address("setup", "cadence", f"round_weekday.{mark}"), days),
        Select(t("How long one has to answer"), Address("setup", "cadence", f"days_to_answer.{mark}"), answers),
    )


def _every(weeks: int, t: Texts) -> str:
    if not weeks:
        return t("No rounds by themselves")
    return t.many("A round every week", "A round every {count} weeks", weeks)


def summary_card(network: str, state: State, walk: Walk, t: Texts, *, note: str = "") -> Card:
    """Return where everything stands, what was left for later, and what comes next."""
    open_steps = [step for step in STEPS if still_waits(step, state, walk)]
    done = [f"{number(step)}. {t(TITLES[step])}" for step in STEPS if step in walk.answers and step not in open_steps]
    later = [f"{number(step)}. {t(TITLES[step])}{_why(step, state, t)}" for step in open_steps]
    waiting = "\n".join([t("**Left for later**"), *later]) if later else ""
    fields = [
        (t("Done"), "\n".join(done)),
        (t("Not right any more"), "\n".join(_broken(state, walk, t))),
        (t("What to do next"), "\n".join(f"• {each}" for each in _next(state, t))),
        (t("Can read everything here, always"), read_everything(state, t)),
    ]
    steps = tuple(Choice(f"{number(step)}. {t(TITLES[step])}", step) for step in STEPS)
    label = _build_label(state, t) if state.lacking else t("Look everything over")
    return Card(
        title=t("{network} is set up", network=network) if not later else t("{network}, so far", network=network),
        text="\n\n".join(part for part in (note, waiting) if part),
        fields=tuple(field for field in fields if field[1]),
        footer=t("Only you see this. /setup shows it again."),
        buttons=(
            Button(label, Address("setup", "build", seen("rooms", state)), "primary" if state.lacking else "secondary"),
        ),
        selects=(Select(t("Change one thing"), Address("setup", "open"), steps),),
    )


def _build_label(state: State, t: Texts) -> str:
    return t("Put right what is missing") if state.is_built else t("Make the rooms")


def _why(step: Step, state: State, t: Texts) -> str:
    lacking = lacks(step, state)
    return f": {shorten(lack_line(lacking[0], state, t), LONGEST_WHY)}" if lacking else ""


def _broken(state: State, walk: Walk, t: Texts) -> Iterator[str]:
    """Yield what was right when it was answered and is not any more."""
    for step in STEPS:
        if step not in walk.later and (lacking := lacks(step, state)) and step in {"server", "rooms", "roster"}:
            yield f"{number(step)}. {shorten(lack_line(lacking[0], state, t), LONGEST_WHY)}"


def _next(state: State, t: Texts) -> Iterator[str]:
    if not state.people:
        yield t("Bring the roster: type /setup and attach your two files to its options.")
    elif not state.stewards:
        yield t("Name the first steward: step {number}, below.", number=number("stewards"))
    if state.people > state.joined:
        yield t(
            "Let people in: whoever runs the machine types staffroom roster codes {option}. Everybody who has still to "
            "join gets a code, opens this server, types /join and pastes it. They need a link to it, too: the server's "
            "name, Invite People, a link that never expires.",
            option="--mail --invite LINK" if state.can_mail else "--out codes.csv",
        )
    if state.people and (state.waiting or not state.joined):
        yield t("Type /join yourself with your own code, then /room who in the first room: it shows who can read it.")
    if state.joined <= len(state.stewards):  # nobody but those who look after it
        yield t("Write a first line in the first room, so that nobody comes into an empty one.")
    yield t("Book something to come to: /webinar propose, or /meetup start in a room.")


def with_button(card: Card, button: Button) -> Card:
    """Return a card with one button more, before those that every step has."""
    return replace(card, buttons=(card.buttons[0], button, *card.buttons[1:])[:MOST_BUTTONS])
