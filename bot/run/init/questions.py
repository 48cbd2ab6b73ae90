"""What `staffroom init` asks, and how each answer is tried before it is kept: as `staffroom doctor` would."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr, ValidationError

from bot.errors import Refusal
from bot.run.doctor.examining import may_see_members
from bot.run.doctor.mail_server import mail_server_fault
from bot.run.invite import application
from bot.run.serve import DiscordUnreachable, IntentMissing, TokenWrong
from bot.terminal import looks_like_a_token
from config.reading import faults
from config.settings import Settings


@dataclass(frozen=True)
class Fault:
    """What is wrong with an answer, in one sentence; `is_out_of_reach`: it could not be tried at all."""

    says: str
    is_out_of_reach: bool = False


Trial = Callable[[str], Awaitable[Fault | None]]


async def try_token(token: str) -> Fault | None:
    """Log in with a token once, and see whether the member list is open to it."""
    try:
        info = await application(Settings(_env_file=None, discord_token=SecretStr(token)))
    except Refusal as refusal:
        if isinstance(refusal, TokenWrong):
            return Fault(
                "Discord doesn't accept this token. Reset it on your application's Bot page and paste the new one."
            )
        return Fault(str(refusal), is_out_of_reach=isinstance(refusal, DiscordUnreachable))
    return None if may_see_members(info) else Fault(str(IntentMissing()))


async def try_mail_server(url: str) -> Fault | None:
    """Log in to a mail server once; nothing is sent."""
    fault = await mail_server_fault(url)
    return None if fault is None else Fault(f"{fault[:1].upper()}{fault[1:]}.", is_out_of_reach="answer" in fault)


async def _nothing_to_try(_value: str) -> Fault | None:
    return None


@dataclass(frozen=True)
class Question:
    """One setting to ask for. With `after`, it is asked only where that setting has a value."""

    field: str
    asks: str
    is_secret: bool = False
    is_needed: bool = False
    after: str | None = None
    trial: Trial = _nothing_to_try

    @property
    def name(self) -> str:
        """The setting's name in `.env`."""
        return f"STAFFROOM_{self.field.upper()}"


QUESTIONS = (
    Question(
        "discord_token",
        "The bot's token, from the Bot page on discord.com/developers (what you paste is not shown)",
        is_secret=True,
        is_needed=True,
        trial=try_token,
    ),
    Question(
        "smtp_url",
        "A mail server, as smtp://user:password@host:587 (not shown); empty: no mail",
        is_secret=True,
        trial=try_mail_server,
    ),
    Question("mail_from", "The address that mails come from", is_needed=True, after="smtp_url"),
    Question("reply_to", "Where replies to mails arrive; empty: nowhere", after="smtp_url"),
    Question("public_url", "Where policymakers reach their pages, as https://…; empty: no pages"),
)


async def fault_of(question: Question, value: str) -> Fault | None:
    """Say what is wrong with an answer: first its form, then what comes of trying it."""
    if any(character.isspace() for character in value):
        return Fault(f"{question.name}: write it without spaces")
    if not question.is_secret and looks_like_a_token(value):
        return Fault(
            f"{question.name}: that looks like the bot's token, and this question shows what is typed. Nothing is "
            "kept; if somebody may have seen your screen, make a new one with Reset Token on the Bot page"
        )
    answered: dict[str, Any] = {question.field: value}  # pydantic makes of the text what it is to be
    try:
        Settings(_env_file=None, **answered)
    except ValidationError as error:
        own = [line for line in faults(error) if line.startswith(f"{question.name}:")]
        if own:  # not those of settings that the environment brings
            return Fault(own[0])
    return await question.trial(value)
