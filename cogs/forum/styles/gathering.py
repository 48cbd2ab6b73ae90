"""What was said and marked about ways of leading, read for the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.database.transaction import Tx
from bot.people.store import PeopleStore
from cogs.forum.prompting.rules import situation_of, topic_of
from cogs.forum.prompting.store import PromptStore
from cogs.forum.prompting.tellings import TellingStore
from cogs.forum.reflecting.leanings import LeaningStore
from cogs.forum.store import QuestionStore
from cogs.forum.styles.marks import Mark, MarkStore, answers_to
from cogs.forum.styles.model import Discussed, Figures, Leaning, Tried, Voice
from cogs.forum.styles.rules import figures_of, known_helpful
from config.community import Community, Publication
from config.texts import Texts

NOBODY: Voice = (None, None)


@dataclass
class _Read:
    """What was read so far: voices of active members, and the members' own marks by what they are on."""

    voices: Mapping[int, Voice]
    marks: Mapping[tuple[str, int], list[Mark]]

    def tried(self, kind: str, target_id: int, style: str) -> list[Tried]:
        """Return the marks on something, as said about a style."""
        on = [mark for mark in self.marks.get((kind, target_id), []) if mark.said is not None]
        return [Tried(style, self.voice(mark.person_id), mark.said == "helped") for mark in on]

    def voice(self, person_id: int | None) -> Voice:
        """Return somebody's voice; whoever left the roster, or asked without a name, counts for nobody."""
        return self.voices.get(person_id, NOBODY) if person_id is not None else NOBODY


async def read_figures(tx: Tx, community: Community, t: Texts) -> tuple[Figures, ...]:
    """Return the figures of every way of leading as they stand."""
    people = [one for one in await PeopleStore(tx).people() if one.state == "active"]
    by_target: dict[tuple[str, int], list[Mark]] = {}
    for mark in await MarkStore(tx).all():
        by_target.setdefault((mark.target.kind, mark.target.id), []).append(mark)
    read = _Read({one.id: (one.id, one.site_id) for one in people}, by_target)
    asked, tried = await _questions(tx, read, community.publication, t)
    told, tried_too = await _tellings(tx, read, community, t)
    leanings = [Leaning(style, read.voice(person_id)) for person_id, style in (await LeaningStore(tx).all()).items()]
    return figures_of([*asked, *told], [*tried, *tried_too], leanings, community)


async def _questions(tx: Tx, read: _Read, rule: Publication, t: Texts) -> tuple[list[Discussed], list[Tried]]:
    questions = {each.id: each for each in await QuestionStore(tx).styled()}
    helped: Counter[int] = Counter()
    tried: list[Tried] = []
    for answer in await answers_to(tx, list(questions)):
        question = questions[answer.question_id]
        marks = read.tried("entry", answer.id, question.choices.style)
        helped[question.id] += known_helpful(marks, rule) + answer.helped
        if answer.helped:  # so said whoever asked, in the open
            marks.append(Tried(question.choices.style, read.voice(question.person_id), helped=True))
        tried += marks
    discussed = [
        Discussed(
            each.choices.style,
            each.choices.topic,
            read.voice(each.person_id),
            each.asked.title if each.asked else t("A question whose words were taken back"),
            each.thread_id or 0,
            helped[each.id],
        )
        for each in questions.values()
    ]
    return discussed, tried


async def _tellings(tx: Tx, read: _Read, community: Community, t: Texts) -> tuple[list[Discussed], list[Tried]]:
    posted = {each.id: each for each in await PromptStore(tx).posted()}
    discussed: list[Discussed] = []
    tried: list[Tried] = []
    for telling in await TellingStore(tx).all():
        prompt = posted.get(telling.prompt_id)
        if prompt is None or prompt.thread_id is None:
            continue
        situation = situation_of(prompt.situation, community)
        title = t(situation.title) if situation is not None else t("A situation of earlier days")
        topic = topic_of(prompt.situation, community)
        marks = read.tried("telling", telling.id, telling.style)
        helped = known_helpful(marks, community.publication)
        voice = read.voice(telling.person_id)
        discussed.append(Discussed(telling.style, topic, voice, title, prompt.thread_id, helped))
        tried += marks
    return discussed, tried
