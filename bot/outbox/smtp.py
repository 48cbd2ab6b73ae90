"""Handing a mail to a mail server.

That is not idempotent: once the server has the words, only its answer says whether it took them. A connection that
breaks in between leaves the mail in doubt (RFC 5321, section 4.5.3.2 on time-outs after DATA); one that breaks before
has sent nothing.
"""

from __future__ import annotations

import re
from email.message import EmailMessage

import aiosmtplib

from bot.outbox.connections import Connection, Connections
from bot.outbox.effects import GiveUp, InDoubt, PutOff

PERMANENT = 500  # reply codes from here on mean: do not try again (RFC 5321, section 4.2.1)
CLOSING = 421  # the server wants to be left alone, on this connection at least (RFC 5321, section 4.2.2)
REFUSED, PUT_OFF, SENDER_REFUSED = "refused", "put off", "sender refused"  # kinds of failure, before a status code
ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\S)", re.ASCII)  # at the beginning of an answer (RFC 2034)


async def hand_over(connections: Connections, url: str, message: EmailMessage, *, mark: str | None) -> None:
    """Hand one mail to the server; raises `GiveUp`, `PutOff`, `InDoubt`, or what connecting raises.

    `mark` is how a report that comes back later names the mail.
    """
    while True:
        async with connections.to(url) as connection:
            is_new = connection.mails == 0
            try:
                return await _carry(connection, message, mark)
            except _WentAway:
                if is_new:
                    raise ConnectionAbortedError from None
                continue  # a kept connection may have been closed meanwhile; a new one tells more


class _WentAway(Exception):
    """The server hung up before it was given the words."""


async def _carry(connection: Connection, message: EmailMessage, mark: str | None) -> None:
    try:
        await connection.carry(message, _asks(connection, mark))
    except aiosmtplib.SMTPRecipientsRefused as refused:
        raise _refusal(refused.recipients[0]) from refused  # a mail has one recipient
    except aiosmtplib.SMTPDataError as refused:
        raise _refusal(refused) from refused
    except aiosmtplib.SMTPSenderRefused as refused:
        if refused.code == CLOSING:
            raise _WentAway from refused
        raise PutOff(f"{SENDER_REFUSED} {status_of(refused.code, refused.message)}") from refused
    except (aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPReadTimeoutError) as silence:
        raise (InDoubt if connection.words_went else _WentAway) from silence


def _asks(connection: Connection, mark: str | None) -> list[str]:
    """Return what a server that can (RFC 3461) is asked for: a later report that quotes headers alone, and our mark."""
    if not connection.supports_extension("dsn"):
        return []
    return ["RET=HDRS", *([f"ENVID={mark}"] if mark else [])]


def status_of(code: int, answer: str) -> str:
    """Return the enhanced status code that a server's answer begins with (RFC 3463), else its reply code."""
    found = ENHANCED.match(answer.strip())
    return found.group() if found else str(code)


def _refusal(answer: aiosmtplib.SMTPResponseException) -> GiveUp | PutOff:
    status = status_of(answer.code, answer.message)
    return GiveUp(f"{REFUSED} {status}") if answer.code >= PERMANENT else PutOff(f"{PUT_OFF} {status}")
