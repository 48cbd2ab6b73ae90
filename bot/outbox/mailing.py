"""Carrying out a mail: to the mail server, or into the folder that a relay picks mails up from."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.outbox.effects import Effect
from bot.outbox.mail import Mail
from bot.outbox.outbox import MAIL
from bot.outbox.smtp import hand_over
from bot.outbox.spool import Spool
from bot.outbox.transit import MOST
from bot.pulse import Sweep

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


class MailUnset(Exception):
    """No mail can leave this process."""


async def send_mail(house: House, _network: Network, facts: Mapping[str, Any]) -> None:
    """Let one mail leave; raises `GiveUp` where the mail server refuses it for good.

    What passes (a full mailbox, a server that asks for patience) and what the host can put right (no server set, a
    wrong password, a sender that our server does not take, a full disk) is a failure like an outage: the mail waits.
    """
    settings, mail, row_id = house.settings, Mail.from_json(facts["mail"]), str(facts["row_id"])
    if settings.mail_from is None:
        raise MailUnset
    message = mail.compose(settings.mail_from, settings.reply_to, row_id=row_id, now=house.clock.now())
    if settings.mail_spool is not None:
        await asyncio.to_thread(_put, settings.mail_spool, row_id, message.as_bytes())
    elif settings.smtp_url is not None:
        await hand_over(house.mail_connections, settings.smtp_url.get_secret_value(), message, mark=mail.mark)
    else:
        raise MailUnset


async def take_back(house: House, row_id: str) -> bool:
    """Take back the mail that a row held before something else took its place; False where a relay has its file.

    What was handed to a server cannot be: while nobody knows whether it took it, its row is in doubt.
    """
    folder = house.settings.mail_spool
    return folder is None or await asyncio.to_thread(_take_back, folder, row_id)


def _take_back(folder: Path, key: str) -> bool:
    spool = Spool(folder)
    spool.open()
    return spool.take_back(key)


def _put(folder: Path, key: str, message: bytes) -> None:
    spool = Spool(folder)
    spool.open()
    spool.put(key, message)


async def forget_spooled(house: House, _network: Network, now: datetime) -> None:
    """Forget which mails were put into the folder, once no row of theirs can be opened any more."""
    if house.settings.mail_spool is not None and house.settings.mail_spool.is_dir():
        spool = Spool(house.settings.mail_spool)
        await asyncio.to_thread(spool.open)
        await asyncio.to_thread(spool.forget, now - 2 * MOST)


EFFECTS = {MAIL: Effect(send_mail, is_idempotent=lambda house: house.settings.mail_spool is not None)}
SWEEPS = (Sweep("outbox.forget_spooled", every=timedelta(hours=24), run=forget_spooled),)
