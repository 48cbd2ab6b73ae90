"""A recipient's page: the edition, and under each theme the response that stands or the form for one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from aiohttp import web

from archive.delivery.colleagues import office_domains
from archive.digest.model import Edition
from archive.digest.page import page as in_words
from archive.digest.render_html import months_html
from archive.digest.store import EditionStore
from archive.digest.words import STEPS
from archive.responses.reading import edition_for
from archive.responses.rules import KINDS, Answer, NoAnswer, NoDate, NoDetails, TooLong, mark_of
from archive.responses.store import ResponseStore
from archive.responses.words import LABELS, say_response
from bot.errors import Gone, Refusal
from bot.house import House
from bot.web.page import page, texts_of
from cogs.digest.recipients.visiting import Caller, Door
from config.texts import Texts

FIELDS = ("kind", "details", "by_when")
WRONG: Mapping[type[Refusal], str] = {NoAnswer: "kind", NoDate: "by_when", NoDetails: "details", TooLong: "details"}
NOTHING = dict.fromkeys(FIELDS, "")


@dataclass(frozen=True)
class Fault:
    """What could not be kept: the form it came from (a theme's key, or ``invite``), what was typed, and why."""

    form: str
    why: Refusal
    typed: Mapping[str, str] = field(default_factory=dict)


async def show(
    house: House, door: Door, request: web.Request, caller: Caller, fault: Fault | None = None
) -> web.Response:
    """Return the page; with a fault, the form that has it keeps what was typed and says why."""
    edition, answers = await _edition(house, caller)
    t = texts_of(request)
    forms = {theme.key: _form(theme.key, answers, caller, t, fault) for theme in edition.themes}
    may_invite = house.settings.can_mail and house.settings.public_url is not None and not caller.opened.is_guest
    return page(
        request,
        "digest/answer.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK,
        page=in_words(edition, t),
        steps=STEPS,
        months=months_html,
        titles_in=edition.language if edition.language != t.language else "",
        network=caller.network.name,
        recipient=caller.opened.recipient,
        is_guest=caller.opened.is_guest,
        kinds=[(kind, t(LABELS[kind])) for kind in KINDS],
        forms=forms,
        open_count=sum(not form.said for form in forms.values()),
        thanks=request.query.get("thanks", "") if fault is None else "",
        invited="invited" in request.query and fault is None,
        domains=office_domains(caller.opened.recipient),
        may_invite=may_invite,
        fault=_of(fault, {*forms, *(["invite"] if may_invite else [])}, t),
        form=door.form_mark(caller),
        today=house.clock.now().date().isoformat(),
    )


@dataclass(frozen=True)
class Shown:
    """One theme's form: what stands, what is filled in, what is wrong."""

    said: str  # the response that stands, in a sentence; empty for none
    label: str  # the same in a word, for the list above
    value: Mapping[str, str]
    seen: str
    fault: str = ""
    wrong: str = ""  # the field that has it, where it is one


@dataclass(frozen=True)
class Said:
    """A fault as the page shows it. `place` is empty where the form it came from is no longer there."""

    place: str
    why: str
    words: str


def _of(fault: Fault | None, places: Collection[str], t: Texts) -> Said | None:
    if fault is None:
        return None
    words = fault.typed.get("mail" if fault.form == "invite" else "details", "")
    return Said(fault.form if fault.form in places else "", fault.why.text(t), words)


def _form(key: str, answers: Mapping[str, Answer], caller: Caller, t: Texts, fault: Fault | None) -> Shown:
    answer, office = answers.get(key), caller.opened.recipient.office
    is_faulty = fault is not None and fault.form == key
    return Shown(
        said=say_response(answer.kind, office, answer.details, answer.by_when, t) if answer else "",
        label=t(LABELS[answer.kind]) if answer else "",
        value={name: fault.typed.get(name, "") for name in FIELDS} if fault and is_faulty else _typed(answer),
        seen=mark_of(answer),
        fault=fault.why.text(t) if fault and is_faulty else "",
        wrong=WRONG.get(type(fault.why), "") if fault and is_faulty else "",
    )


def _typed(answer: Answer | None) -> Mapping[str, str]:
    if answer is None:
        return NOTHING
    by_when = answer.by_when.isoformat() if answer.by_when else ""
    return {"kind": answer.kind, "details": answer.details, "by_when": by_when}


async def _edition(house: House, caller: Caller) -> tuple[Edition, dict[str, Answer]]:
    recipient = caller.opened.recipient
    async with caller.network.read() as tx:
        kept = await EditionStore(tx).get(caller.opened.edition_id)
        if kept is None or kept.state != "sent":
            raise Gone
        edition = await edition_for(house, caller.network, tx, kept, recipient)
        newest = await ResponseStore(tx).newest(kept.id, recipient.id)
    return edition, {each.theme_key: each.answer for each in newest}
