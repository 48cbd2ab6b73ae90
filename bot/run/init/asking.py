"""What `staffroom init` does: ask, try each answer, then write `.env` at one stroke."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import typer

from bot.errors import Refusal
from bot.run.init.env_file import EnvFileUnusable, read_env_file, write_env_file
from bot.run.init.questions import QUESTIONS, Fault, Question, fault_of
from bot.terminal import ask_hidden, ask_openly, is_yes_unseen, unseen

FILE = Path(".env")
NEXT = """Saved to .env, which only this account can read. Next:
  staffroom invite     prints the link that brings the bot to your server
  staffroom roster     brings the people
  staffroom run        starts it"""


@dataclass
class AnswerRefused(Refusal):
    """Without a terminal, an answer was missing or wrong."""

    why: str
    says: ClassVar[str] = "{why} Nothing was written. Correct that and run the command again."


@dataclass
class FileIsThere(Refusal):
    """There is a `.env`, and nobody said that it may be replaced."""

    says: ClassVar[str] = "There is a .env here already, so nothing was written. Say --yes to change it."


@dataclass(frozen=True)
class Asker:
    """Whoever answers: somebody at a terminal, or the options alone."""

    given: Mapping[str, str]
    present: Mapping[str, str]
    is_interactive: bool
    takes_unchecked: bool

    def answer(self, question: Question) -> str:
        """Return a tried answer, or an empty one where nothing is needed; raises `AnswerRefused`."""
        value = self.given.get(question.name) or ("" if self.is_interactive else self.present.get(question.name, ""))
        while True:
            value = value or self._ask(question)
            if not value and not question.is_needed:
                return ""
            fault = asyncio.run(fault_of(question, value)) if value else self._missing(question)
            if fault is None or (fault.is_out_of_reach and self._takes(fault)):
                return value
            if not self.is_interactive:
                raise AnswerRefused(_sentence(fault.says))
            typer.echo(f"  ✗ {fault.says}")
            value = ""

    def _ask(self, question: Question) -> str:
        if not self.is_interactive:
            return ""
        kept = self.present.get(question.name, "")
        hint = f" (Enter: as it is{'' if question.is_needed else '; -: none'})" if kept else ""
        ask = ask_hidden if question.is_secret else ask_openly
        typed = ask(f"{question.asks}{hint}", default=kept)
        return "" if typed == "-" else typed.strip()

    def _missing(self, question: Question) -> Fault:
        way = "Ctrl-C stops, and nothing is written." if self.is_interactive else "See: staffroom init --help."
        return Fault(f"{question.name} is needed. {way}")

    def _takes(self, fault: Fault) -> bool:
        if self.is_interactive and not self.takes_unchecked:
            typer.echo(f"  ✗ {fault.says}")
            return is_yes_unseen("  Keep it without having tried it?")
        return self.takes_unchecked


def answers(asker: Asker) -> Mapping[str, str]:
    """Return every setting that was answered, by its name in `.env`, and what stood there and was not asked."""
    found = {name: value for name, value in asker.present.items() if name not in {each.name for each in QUESTIONS}}
    for question in QUESTIONS:
        if question.after is None or f"STAFFROOM_{question.after.upper()}" in found:
            value = asker.answer(question)
            if value:
                found[question.name] = value
                typer.echo(f"  ✓ {question.name}")
    return found


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."


def secret_in(file: Path | None, option: str) -> str | None:
    """Return what a file holds, or standard input for ``-``; raises `AnswerRefused`."""
    if file is None:
        return None
    try:
        return (sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")).strip()
    except (OSError, UnicodeDecodeError):
        raise AnswerRefused(f"The file of {option} can't be read.") from None


def begin(given: Mapping[str, str], *, may_replace: bool, takes_unchecked: bool) -> None:
    """Ask for what is not given, and write `.env`; raises `Refusal` or `typer.Abort` with nothing written."""
    is_interactive = sys.stdin.isatty()
    present = read_env_file(FILE)
    if FILE.exists() and not FILE.is_file():
        raise EnvFileUnusable(str(FILE), "it is no file")
    if FILE.exists() and not may_replace:
        if not is_interactive:
            raise FileIsThere
        with unseen():
            if not is_yes_unseen("There is a .env here already. Change it?"):
                raise typer.Abort
    set_outside = {each.name: os.environ[each.name] for each in QUESTIONS if os.environ.get(each.name)}
    with unseen():
        found = answers(Asker({**set_outside, **given}, present, is_interactive, takes_unchecked))
    write_env_file(FILE, found)
    typer.echo(NEXT)
