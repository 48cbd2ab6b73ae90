"""Asking somebody at a terminal: yes or no, openly or unseen, and Ctrl-C ends the question.

Who is asked for secrets may paste one a line too early, so nothing of it is shown, whatever question it answers: while
`unseen` lasts, the terminal shows nothing that is typed, also between two questions, while an answer is tried.
"""

from __future__ import annotations

import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import typer

# Source: https://discord.com/developers/docs/reference#authentication; three parts, the first an account's number
TOKEN = re.compile(r"[\w-]{20,}\.[\w-]{5,}\.[\w-]{20,}", re.ASCII)
YES, NO = ("y", "yes"), ("n", "no", "")


def looks_like_a_token(typed: str) -> bool:
    """Say whether somebody may have pasted a bot's token."""
    return TOKEN.search(typed) is not None


@contextmanager
def unseen() -> Iterator[None]:
    """Show nothing of what is typed inside the block; without a terminal there is nothing to do."""
    with _echo(is_on=False):
        yield


def ask_openly(question: str, *, default: str) -> str:
    """Ask for something that may be seen; what was typed before the question came is not taken for its answer."""
    with _echo(is_on=True):
        return str(typer.prompt(question, default=default, show_default=False))


def ask_hidden(question: str, *, default: str) -> str:
    """Ask for a secret."""
    return str(typer.prompt(question, default=default, show_default=False, hide_input=True))


def is_yes(question: str) -> bool:
    """Ask for yes or no, no by default; raises `typer.Abort` at Ctrl-C, and where there is nothing more to read."""
    while True:
        with stoppable():
            typed = ask_openly(f"{question} [y/N]", default="").strip().casefold()
        if typed in (*YES, *NO):
            return typed in YES
        typer.echo("Type y or n, then Enter.")


def is_yes_unseen(question: str) -> bool:
    """Ask the same, and show only which it was: anything else may be a secret that was pasted too early."""
    while True:
        typed = ask_hidden(f"{question} [y/N]", default="").strip()
        if typed.casefold() in (*YES, *NO):
            typer.echo("  yes" if typed.casefold() in YES else "  no")
            return typed.casefold() in YES
        typer.echo(f"  ✗ {_neither(typed)}")


@contextmanager
def stoppable() -> Iterator[None]:
    """Let Ctrl-C end a question that is asked in the middle of a coroutine.

    asyncio only notes it there, for the coroutine's next step, which does not come before the answer.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _neither(typed: str) -> str:
    if looks_like_a_token(typed):
        return (
            "That looks like the bot's token. It wasn't shown, and isn't kept; its question comes later. First: y or n."
        )
    return "Type y or n, then Enter. What you typed wasn't shown, and isn't kept."


@contextmanager
def _echo(*, is_on: bool) -> Iterator[None]:
    try:
        import termios  # noqa: PLC0415 -- only where there are terminals of this kind

        at, there_is_one = sys.stdin.fileno(), sys.stdin.isatty()
    except (ImportError, OSError, ValueError):  # standard input is closed, or no file
        there_is_one = False
    if not there_is_one:
        yield
        return
    before = termios.tcgetattr(at)
    try:
        changed = list(before)
        changed[3] = changed[3] | termios.ECHO if is_on else changed[3] & ~termios.ECHO
        termios.tcsetattr(at, termios.TCSAFLUSH if is_on else termios.TCSADRAIN, changed)
        yield
    finally:
        termios.tcsetattr(at, termios.TCSADRAIN, before)
