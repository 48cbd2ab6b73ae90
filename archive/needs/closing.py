"""How a survey ends: all envelopes are opened at once, counted and deleted; then the key goes.

Run again at any point, it ends the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from archive.needs.asking import asked_in
from archive.needs.envelopes import EnvelopeStore
from archive.needs.surveys import Survey, SurveyStore
from archive.needs.tally import report_of, told_of

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.keys import SurveyKeys
    from config.community import Community

STRAY = timedelta(hours=3)  # a key's hour is cut, and an opening takes moments


def is_over(survey: Survey, now: datetime) -> bool:
    """Say whether a survey takes no answers any more."""
    return survey.state != "open" or now >= survey.closes_at


async def close(tx: Tx, survey: Survey, community: Community) -> Survey:
    """Count a survey's answers and forget them; the caller destroys its key after the commit (`destroy_keys`).

    Without its key, after a restore, nobody can open them: it is lost.
    """
    store, envelopes = SurveyStore(tx), EnvelopeStore(tx)
    if tx.survey_keys.is_there(survey.id):
        answers = await envelopes.all(survey)
        rule, asked = community.publication, await asked_in(tx, community)
        found = report_of(answers, survey.topics, rule, asked)
        await store.close(survey.id, found, told_of(answers, survey.topics, rule))
    else:
        await store.end(survey.id, "lost")
    await envelopes.forget(survey)
    return await store.get(survey.id) or survey


async def drop(tx: Tx, survey: Survey) -> bool:
    """Call a survey off: its answers are deleted unread. False where it is not open any more."""
    await EnvelopeStore(tx).forget(survey)
    return await SurveyStore(tx).end(survey.id, "dropped")


async def destroy_keys(network: Network, keys: SurveyKeys, *, now: datetime) -> None:
    """Destroy the keys of surveys that have ended, as far as that is committed, and of those that never came to be.

    A survey that is being opened at this moment has a key and no row that is seen yet, so such a key must be old.
    """
    for survey_id, hour in keys.there().items():
        async with network.read() as tx:
            survey = await SurveyStore(tx).get(survey_id)
        if survey.state != "open" if survey is not None else now - hour > STRAY:
            keys.destroy(survey_id)
