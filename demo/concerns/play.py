"""The concerns as a story of their own: raised, grouped, proposed as a webinar, carried into a digest."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.console import Console

from archive.digest.desk import build_month
from archive.digest.months import month_before
from archive.issues.grouping import regroup
from archive.issues.raising import raise_issue
from archive.issues.readers import themes_for
from archive.issues.rules import Draft
from archive.issues.store import IssueStore
from bot.people.model import Person
from bot.people.store import PeopleStore
from cogs.members.importing import import_roster
from cogs.members.issuing import write_codes
from cogs.members.proposing import Wishes
from demo.concerns import Concern, authors_of
from demo.concerns.consenting import NOTICE, say_yes_for_all
from demo.concerns.members import invent
from demo.console import Teller
from demo.stage import Stage
from demo.story import digest, people, webinar
from demo.telling import Chapter
from demo.world import PEOPLE, SITES, STEWARD, Saying, rows, write_rows

BY_COMMAND = 20  # the simulation takes some 50 ms an interaction
START = "2026-04-14 15:30"


@dataclass
class Import:
    """The concerns, who says them, and how far the import is."""

    concerns: Sequence[Concern]
    teller: Teller
    names: dict[str, str] = field(default_factory=dict)  # author -> invented name
    members: dict[str, Person] = field(default_factory=dict)  # by name

    @property
    def first(self) -> Sequence[Concern]:
        """The ones that are raised through the command."""
        return self.concerns[:BY_COMMAND]

    async def import_people(self, stage: Stage) -> str:
        """Import the demo's roster with a member for each author."""
        invented = invent(authors_of(list(self.concerns)))
        self.names = {author: row["name"] for author, row in invented.items()}
        path = write_rows([*rows(PEOPLE), *invented.values()], stage.house.settings.data_dir / "people.csv")
        network = await stage.network()
        await import_roster(stage.house, network, Wishes(SITES, path, yes=True), Console(file=io.StringIO()))
        async with network.read() as tx:
            self.members = {person.name: person for person in await PeopleStore(tx).people()}
        return (
            f"The roster holds {len(self.members)} people: the demo's own, and {len(invented)} invented members, "
            "one for each author in the file, spread over the 16 sites by a fixed seed."
        )

    async def come_in(self, stage: Stage) -> str:
        """Link everybody; the first ones and the steward come in with /join and their code."""
        speakers = [STEWARD.name, *dict.fromkeys(self.names[concern.author] for concern in self.first)]
        path = stage.house.settings.data_dir / "codes.csv"
        network = await stage.network()
        await write_codes(stage.house, network, path, None)
        codes = {row["name"]: row["code"] for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))}
        path.unlink()
        for name in speakers:
            await stage.account(name).uses(stage.simulation.first_channel, "join", code=codes[name])
        await stage.settle()
        others = [self.members[name] for name in self.names.values() if name not in speakers]
        async with network.write() as tx:
            for number, person in enumerate(others, 1):
                await PeopleStore(tx).link(person.id, number, stage.clock.now())
        return f"{len(speakers)} of them come in with /join; the other {len(others)} are linked to accounts directly."

    async def raise_by_command(self, stage: Stage) -> str:
        """Raise the first concerns as members do."""
        for concern in self.first:
            saying = Saying(self.names[concern.author], concern.text, topic="other")
            await webinar.raise_one(stage, saying, for_policymakers="words")
        return f"The first {len(self.first)} concerns are raised with /issue raise in the simulated Discord."

    async def raise_the_rest(self, stage: Stage) -> str:
        """Raise the others through the function that the command calls."""
        network, rest = await stage.network(), self.concerns[BY_COMMAND:]
        for number, concern in enumerate(rest, 1):
            draft = Draft(concern.text, topic="other", for_policymakers="words")
            await raise_issue(network, self.members[self.names[concern.author]], draft, now=stage.clock.now())
            self.teller.count("Raising", number, len(rest))
        async with network.read() as tx:
            stored = await IssueStore(tx).count()
        return (
            f"The other {len(rest)} go through the function that the command calls; limits per person are off for this "
            f"import. Counted from the database: {stored} issues stored, by {len(self.names)} people."
        )

    async def find_themes(self, stage: Stage) -> str:
        """Group everything and name the strongest themes."""
        await regroup(stage.house, await stage.network(), stage.clock.now())
        network, steward = await stage.network(), await stage.person(STEWARD.name)
        async with network.read() as tx:
            ranked = await themes_for(tx, steward.id)
        lines = [
            f"\n    {place}. {theme.title} ({theme.sites} sites, {theme.people} people)"
            for place, theme in enumerate(ranked[:5], 1)
        ]
        return f"The grouping finds {len(ranked)} themes. The strongest:{''.join(lines)}"

    async def propose(self, stage: Stage) -> str:
        """Propose a webinar on the strongest theme."""
        theme = await webinar.strongest_theme(stage)
        title = f"What helps: {theme.title}"[:100]
        lobby = stage.channel("lobby")
        await stage.account(STEWARD).uses(lobby, "webinar propose", theme=str(theme.id), title=title, start=START)
        await stage.settle()
        return f"{STEWARD.name} proposes a webinar on the first of them: “{title}”."

    async def consent(self, stage: Stage) -> str:
        """Simulate every author's yes and the steward's."""
        done = await say_yes_for_all(stage, lambda number, total: self.teller.count("Anonymizing", number, total))
        return (
            f"Their authors' consent is simulated, and the digest says so: {done.agreed} texts are anonymized "
            f"({done.masked} had something to mask), agreed to and reviewed, by the functions that the buttons call."
        )

    async def build(self, stage: Stage) -> str:
        """Build the edition once the month is over, with the notice on top."""
        await stage.simulation.wait(digest.until_next_month(stage.clock.now()))
        await digest.import_recipients(stage)
        month = month_before(stage.clock.now().date())
        edition = await build_month(stage.house, await stage.network(), month, now=stage.clock.now(), notice=NOTICE)
        themes = len(edition.themes)
        return f"The month ends. {themes} themes have enough voices for the digest; the rest waits for more."


def chapters_of(concerns: Sequence[Concern], teller: Teller) -> tuple[Chapter[Stage], ...]:
    """Return the chapters that import the concerns."""
    work = Import(concerns, teller)
    arrive = (work.import_people, people.name_a_steward, people.set_up_the_server, work.come_in)
    return (
        Chapter("People and places", arrive),
        Chapter("Concerns", (work.raise_by_command, work.raise_the_rest)),
        Chapter("From issues to a webinar", (work.find_themes, work.propose)),
        Chapter("The monthly digest", (work.consent, work.build, digest.approve, digest.send_now)),
    )
