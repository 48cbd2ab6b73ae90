"""Looking at what mails leave by, and at the mailbox that they come back to."""

from __future__ import annotations

import asyncio
import imaplib
from pathlib import Path

import aiosmtplib
from imap_tools.errors import ImapToolsError

from archive.bounces.mailbox import UNREADABLE, UnsafeMailbox, look_into
from bot.database.faults import UNTRUSTED, fault_in
from bot.errors import Refusal
from bot.outbox.connections import smtp_options
from bot.outbox.spool import Spool
from bot.run.doctor.finding import Finding
from config.settings import Settings

NO_SENDER = "set STAFFROOM_MAIL_FROM to the address that mails come from"


async def look_at_mail(settings: Settings) -> Finding:
    """Say whether mails can leave."""
    if settings.mail_spool is not None:
        return _spool(settings, settings.mail_spool)
    if settings.smtp_url is None:
        return Finding("mail", "off", "set STAFFROOM_SMTP_URL and STAFFROOM_MAIL_FROM to mail codes and digests")
    fault = await mail_server_fault(settings.smtp_url.get_secret_value())
    if fault is not None:
        return Finding("mail", "bad", fault)
    if settings.mail_from is None:
        return Finding("mail", "bad", NO_SENDER)
    return Finding("mail", "good", "the server answers")


async def mail_server_fault(url: str) -> str | None:
    """Return what keeps mails from leaving by this server, with one hint, or None."""
    server = aiosmtplib.SMTP(**smtp_options(url))
    try:
        async with asyncio.timeout(15), server:
            await server.noop()
    except aiosmtplib.SMTPAuthenticationError:
        return "the server refuses this user and password; check STAFFROOM_SMTP_URL"
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        if fault_in(error) == UNTRUSTED:
            return f"the server answers, but {UNTRUSTED}; name it as its certificate does, or let it offer no TLS"
        return "the server doesn't answer, or has no TLS for the password; check its address in STAFFROOM_SMTP_URL"
    return None


def _spool(settings: Settings, folder: Path) -> Finding:
    try:
        Spool(folder).open()
    except Refusal as refusal:
        return Finding("mail", "bad", str(refusal))
    if settings.mail_from is None:
        return Finding("mail", "bad", NO_SENDER)
    return Finding("mail", "good", f"mails are put into {folder}, for your relay to pick up")


async def look_at_returned_mail(settings: Settings) -> Finding:
    """Say whether mails that come back later are seen."""
    if settings.bounce_imap_url is None:
        hint = (
            "mails that come back later are not seen; set STAFFROOM_BOUNCE_IMAP_URL to the mailbox of "
            "STAFFROOM_MAIL_FROM. What a mail server refuses at once is told to stewards all the same"
        )
        return Finding("returned mail", "off", hint)
    try:
        async with asyncio.timeout(60):
            await asyncio.to_thread(look_into, settings.bounce_imap_url.get_secret_value())
    except UnsafeMailbox:
        return Finding(
            "returned mail", "bad", "the server offers no TLS; start STAFFROOM_BOUNCE_IMAP_URL with imaps://"
        )
    except (imaplib.IMAP4.error, ImapToolsError, ValueError):
        hint = "the server refuses this user, password or folder; check STAFFROOM_BOUNCE_IMAP_URL"
        return Finding("returned mail", "bad", hint)
    except UNREADABLE:
        hint = "the server doesn't answer, or can't prove whose it is; check the host in STAFFROOM_BOUNCE_IMAP_URL"
        return Finding("returned mail", "bad", hint)
    return Finding("returned mail", "good", "the mailbox can be read")
