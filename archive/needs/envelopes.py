"""Answers while a survey is open: each in an envelope under a tag. Only the survey's key can say whose it is."""

from __future__ import annotations

import json

from sqlalchemy import delete, select, update

from archive.needs.answers import pack, unpack
from archive.needs.surveys import Survey
from archive.needs.tally import Answer
from bot.database.ids import new_id
from bot.database.schema.surveys import answers
from bot.database.transaction import Tx
from bot.errors import Gone


class EnvelopeStore:
    """The envelopes of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def put(self, survey: Survey, person_id: int, answer: Answer) -> bool:
        """Keep what somebody answers, in place of what they answered before; tells whether it was the first time.

        Raises `Gone` where the survey's key is there no more.
        """
        tag = self._tx.survey_keys.tag(survey.id, person_id)
        sealed = self._tx.survey_keys.seal(survey.id, tag, _written(answer, survey)) if tag is not None else None
        if tag is None or sealed is None:
            raise Gone
        here = (self._tx.mine(answers), answers.c.survey_id == survey.id, answers.c.tag == tag)
        if (await self._tx.execute(update(answers).where(*here).values(envelope=sealed))).rowcount:
            return False
        await self._tx.insert(answers, id=new_id(), survey_id=survey.id, tag=tag, envelope=sealed)
        return True

    async def of(self, survey: Survey, person_id: int) -> Answer | None:
        """Return what somebody answered, while the survey is open."""
        tag = self._tx.survey_keys.tag(survey.id, person_id)
        here = (self._tx.mine(answers), answers.c.survey_id == survey.id, answers.c.tag == tag)
        row = await self._tx.row(select(answers.c.tag, answers.c.envelope).where(*here)) if tag is not None else None
        return self._opened(survey, row.tag, row.envelope) if row is not None else None

    async def take_back(self, survey: Survey, person_id: int) -> bool:
        """Delete somebody's envelope; tells whether there was one."""
        tag = self._tx.survey_keys.tag(survey.id, person_id)
        if tag is None:
            return False
        here = (self._tx.mine(answers), answers.c.survey_id == survey.id, answers.c.tag == tag)
        return (await self._tx.execute(delete(answers).where(*here))).rowcount == 1

    async def all(self, survey: Survey) -> list[Answer]:
        """Open every envelope of a survey; what cannot be opened is left out. Only closing needs this."""
        here = (self._tx.mine(answers), answers.c.survey_id == survey.id)
        rows = await self._tx.rows(select(answers.c.tag, answers.c.envelope).where(*here).order_by(answers.c.tag))
        opened = (self._opened(survey, row.tag, row.envelope) for row in rows)
        return [answer for answer in opened if answer is not None]

    async def write_anew(self, survey: Survey) -> None:
        """Write all envelopes anew, together: PostgreSQL keeps with each row which transaction wrote it."""
        here = (self._tx.mine(answers), answers.c.survey_id == survey.id)
        await self._tx.execute(update(answers).where(*here).values(tag=answers.c.tag))

    async def forget(self, survey: Survey) -> None:
        """Delete every envelope of a survey."""
        here = (self._tx.mine(answers), answers.c.survey_id == survey.id)
        await self._tx.execute(delete(answers).where(*here))

    def _opened(self, survey: Survey, tag: str, envelope: bytes) -> Answer | None:
        text = self._tx.survey_keys.unseal(survey.id, tag, envelope)
        if text is None:
            return None
        said = json.loads(text)
        return Answer(said["group"], said["site"], unpack(said["code"], survey.topics), said["told"])


def _written(answer: Answer, survey: Survey) -> str:
    code = pack(answer.chosen, survey.topics)
    return json.dumps({"group": answer.group, "site": answer.site_id, "code": code, "told": answer.may_be_told})
