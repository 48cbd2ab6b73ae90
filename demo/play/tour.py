"""The guided tour: the mission in eight steps, each with where to go, and noticed once it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.consent.store import ConsentStore
from archive.digest.store import EditionStore
from archive.issues.store import IssueStore
from archive.responses.store import ResponseStore
from cogs.mentoring.store import MentoringStore
from cogs.webinars.store import WebinarStore
from config.texts import N_
from demo.play.places import CLOCK, DIRECT, Place
from demo.stage import Stage
from demo.story.rooms import LOUNGE
from demo.world import MENTOR, NEWCOMER, POLICYMAKER, STEWARD, SUPERVISOR

# Who the texts speak of. Buttons are named as they are read; on a card for everybody that is the network's language.
SPOKEN_OF: Mapping[str, str] = {
    "first": NEWCOMER.name.split()[0],
    "mentor": MENTOR.name,
    "supervisor": SUPERVISOR.name,
    "steward": STEWARD.name,
    "policymaker": POLICYMAKER.name,
}


@dataclass(frozen=True)
class Step:
    """One step: what it is called, what to do, and the places where it is done, in their order."""

    title: str
    text: str
    places: tuple[Place, ...]


STEPS = (
    Step(
        N_("See nothing"),
        N_(
            "{supervisor} supervises schools here. Look in as her: the practitioners' lounge is under “Kept out”, "
            "and nothing that was said there reaches her."
        ),
        (Place(N_("Look in as {supervisor}"), SUPERVISOR),),
    ),
    Step(
        N_("Ask for a mentor"),
        N_(
            "{first} is new to the job. Use /mentor request as her, choose what she wants help with and her languages, "
            "then write a line and save it."
        ),
        (Place(N_("/mentor request as {first}"), NEWCOMER, "lobby", "mentor request"),),
    ),
    Step(
        N_("Accept"),
        N_(
            "{steward} starts a round with /mentor round and publishes it. Both people are asked in their direct "
            "messages; once both press “Accept”, a private thread opens for the two."
        ),
        (
            Place(N_("/mentor round as the steward"), STEWARD, "lobby", "mentor round"),
            Place(N_("{first}'s messages"), NEWCOMER, DIRECT),
            Place(N_("{mentor}'s messages"), MENTOR, DIRECT),
        ),
    ),
    Step(
        N_("Raise an issue"),
        N_("What gets in {first}'s way? Say it with /issue raise. Issues that belong together become a theme."),
        (Place(N_("/issue raise as {first}"), NEWCOMER, "lobby", "issue raise"),),
    ),
    Step(
        N_("Join the webinar"),
        N_("Themes become webinars. One is announced in the practitioners' lounge: press “I'll come” under it."),
        (Place(N_("The lounge as {first}"), NEWCOMER, LOUNGE),),
    ),
    Step(
        N_("Share with permission"),
        N_(
            "{first}'s words about the enrolment form stand last in the lounge. Open “More” under them and choose "
            "“Share with policymakers”: the card shows exactly what would leave, names masked. Choose “Family "
            "engagement” and say yes. Then the steward reads the masked words with /digest review, and accepts."
        ),
        (
            Place(N_("The lounge as {first}"), NEWCOMER, LOUNGE),
            Place(N_("/digest review as the steward"), STEWARD, "lobby", "digest review"),
        ),
    ),
    Step(
        N_("Send the digest"),
        N_(
            "Move the clock to the next digest, read it with /digest preview and approve it. Members see it first; "
            "move the clock two days on, and it leaves by mail."
        ),
        (
            Place(N_("The clock: To the next digest"), STEWARD, "lobby", part=CLOCK),
            Place(N_("/digest preview as the steward"), STEWARD, "lobby", "digest preview"),
        ),
    ),
    Step(
        N_("Respond to it"),
        N_(
            "{policymaker} sits on the city council and is not on Discord. Open her page from the mail and respond "
            "to a theme. The response goes back to those who raised it."
        ),
        (Place(N_("Look in as {policymaker}"), POLICYMAKER),),
    ),
)


@dataclass
class Progress:
    """Which steps are done; what the story had done before does not count."""

    before: Mapping[int, int]
    done: set[int] = field(default_factory=set)

    async def look(self, stage: Stage) -> None:
        """Notice what was done since."""
        now = await counts(stage)
        self.done |= {step for step, count in now.items() if count > self.before.get(step, 0)}

    def looked_in_as(self, key: str) -> None:
        """Notice whom somebody looked in as."""
        if key == SUPERVISOR.key:
            self.done.add(1)

    @property
    def next(self) -> int:
        """The first step that is not done; the last where all are."""
        return next((step for step in range(1, len(STEPS) + 1) if step not in self.done), len(STEPS))


async def counts(stage: Stage) -> dict[int, int]:
    """Return how often each step but the first was done, counted from the database."""
    network, her = await stage.network(), await stage.person(NEWCOMER.name)
    async with network.read() as tx:
        wish = await MentoringStore(tx).wish(her.id, "mentee")
        sent = await EditionStore(tx).in_state("sent")
        shared = await ConsentStore(tx).of_person(her.id)
        answers = [await ResponseStore(tx).newest(kept.id) for kept in sent]
        return {
            2: int(wish is not None and wish.state == "open"),
            3: len(await MentoringStore(tx).pairs_of(her.id, ("open",))),
            4: len(await IssueStore(tx).mine(her.id)),
            5: len(await WebinarStore(tx).promises_of(her.id)),
            6: len([each for each in shared if each.state in {"accepted", "published"}]),
            7: len(sent),
            8: sum(map(len, answers)),
        }
