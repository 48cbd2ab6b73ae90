"""Carrying out a mail over SMTP.

Sending is not idempotent: once the server has the message, only its answer says so. A connection that breaks before
that answer leaves the row in doubt (RFC 5321, section 4.5.3.2 on time-outs after DATA).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.outbox.effects import Effect, GiveUp, InDoubt
from bot.outbox.mail import Mail

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

PERMANENT = 500  # reply codes from here on mean: do not try again (RFC 5321, section 4.2.1)
SUBMISSION_PORT, SUBMISSIONS_PORT = 587, 465


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

    What the host can put right (no server set, a wrong password) is a failure like an outage: the mail waits.
    """
    settings = house.settings
    if settings.smtp_url is None or settings.mail_from is None:
        raise MailServerUnset
    message = Mail.from_json(facts["mail"]).compose(settings.mail_from, settings.reply_to)
    try:
        await aiosmtplib.send(message, **smtp_options(settings.smtp_url.get_secret_value()))
    except aiosmtplib.SMTPAuthenticationError:
        raise
    except aiosmtplib.SMTPRecipientsRefused as refused:
        raise GiveUp("recipient refused") from refused
    except aiosmtplib.SMTPResponseException as answer:
        if answer.code >= PERMANENT:
            raise GiveUp(f"refused {answer.code}") from answer
        raise
    except (aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPReadTimeoutError) as silence:
        raise InDoubt from silence


EFFECTS = {"mail.send": Effect(send_mail, is_idempotent=False)}
