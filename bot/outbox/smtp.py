"""Carrying out a mail over SMTP.

Sending is not idempotent: once the server has the message, only its answer says so. A connection that breaks before
that answer leaves the row in doubt (RFC 5321, section 4.5.3.2 on time-outs after DATA).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.outbox.effects import Effect, GiveUp, InDoubt, PutOff
from bot.outbox.mail import Mail

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

PERMANENT = 500  # reply codes from here on mean: do not try again (RFC 5321, section 4.2.1)
SUBMISSION_PORT, SUBMISSIONS_PORT = 587, 465
REFUSED, PUT_OFF, SENDER_REFUSED = "refused", "put off", "sender refused"  # kinds of failure, before a status code
ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\S)", re.ASCII)  # at the beginning of an answer (RFC 2034)


def smtp_options(url: str) -> dict[str, Any]:
    """Return aiosmtplib's options for ``smtp://user:password@host:port`` or ``smtps://…``.

    Plain ``smtp`` upgrades to TLS where the server offers it.
    """
    parts = urlsplit(url)
    over_tls = parts.scheme == "smtps"
    return {
        "hostname": parts.hostname,
        "port": parts.port or (SUBMISSIONS_PORT if over_tls else SUBMISSION_PORT),
        "use_tls": over_tls,
        "username": unquote(parts.username) if parts.username else None,
        "password": unquote(parts.password) if parts.password else None,
        "timeout": 30,
    }


class MailServerUnset(Exception):
    """No mail can leave this process."""


async def send_mail(house: House, _network: Network, facts: Mapping[str, Any]) -> None:
    """Hand one mail to the mail server; raises `GiveUp` where the server refuses the mail for good.

    What passes (a full mailbox, a server that asks for patience) and what the host can put right (no server set, a
    wrong password, a sender that our server does not take) is a failure like an outage: the mail waits.
    """
    settings = house.settings
    if settings.smtp_url is None or settings.mail_from is None:
        raise MailServerUnset
    message = Mail.from_json(facts["mail"]).compose(settings.mail_from, settings.reply_to)
    try:
        async with aiosmtplib.SMTP(**smtp_options(settings.smtp_url.get_secret_value())) as server:
            await server.send_message(message, mail_options=_asks(message, server))
    except aiosmtplib.SMTPRecipientsRefused as refused:
        raise _refusal(refused.recipients[0]) from refused  # a mail has one recipient
    except aiosmtplib.SMTPDataError as refused:
        raise _refusal(refused) from refused
    except aiosmtplib.SMTPSenderRefused as refused:
        raise PutOff(f"{SENDER_REFUSED} {status_of(refused.code, refused.message)}") from refused
    except (aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPReadTimeoutError) as silence:
        raise InDoubt from silence


def _asks(message: EmailMessage, server: aiosmtplib.SMTP) -> list[str]:
    """Return what a server that can (RFC 3461) is asked for: a later report that quotes headers alone, and our mark."""
    if not server.supports_extension("dsn"):
        return []
    mark = str(message["Message-ID"] or "").partition("@")[0].strip("<")
    return ["RET=HDRS", *([f"ENVID={mark}"] if mark else [])]


def status_of(code: int, answer: str) -> str:
    """Return the enhanced status code that a server's answer begins with (RFC 3463), else its reply code."""
    found = ENHANCED.match(answer.strip())
    return found.group() if found else str(code)


def _refusal(answer: aiosmtplib.SMTPResponseException) -> GiveUp | PutOff:
    status = status_of(answer.code, answer.message)
    return GiveUp(f"{REFUSED} {status}") if answer.code >= PERMANENT else PutOff(f"{PUT_OFF} {status}")


EFFECTS = {"mail.send": Effect(send_mail, is_idempotent=False)}
