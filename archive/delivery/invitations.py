"""A recipient asks a colleague to help respond: one mail, one link that answers and does nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from archive.delivery.colleagues import DAY, MOST_A_DAY, EnoughForToday, GuestsMayNot, checked_colleague
from archive.delivery.letters import invitation_letter
from archive.delivery.link_store import LinkStore, Opened
from archive.delivery.links import DAYS_VALID, make_link
from archive.delivery.marks import invitation_mark, message_id
from archive.delivery.sending import LINKS_KEY, OPEN_PATH
from archive.digest.store import EditionStore
from bot.database.ids import new_id
from bot.database.network import Network
from bot.database.schema.delivery import invitations
from bot.database.transaction import Tx
from bot.errors import Gone, Unavailable
from bot.house import House
from bot.outbox import Outbox
from config.texts import N_, texts_outside


@dataclass(frozen=True)
class Invitation:
    """A colleague who was asked. `mail` is empty once it was erased."""

    recipient_id: int
    edition_id: int
    mail: str
    link_hash: str
    invited_at: datetime


class InvitationStore:
    """The invitations of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, asked: Invitation) -> None:
        """Keep an invitation."""
        await self._tx.insert(invitations, id=new_id(), **vars(asked))

    async def all(self) -> Sequence[Invitation]:
        """Return every invitation, the oldest first."""
        query = select(invitations).where(self._tx.mine(invitations)).order_by(invitations.c.invited_at)
        return [_invitation(row) for row in await self._tx.rows(query)]

    async def of_colleague(self, recipient_id: int, edition_id: int, mail: str) -> Sequence[Invitation]:
        """Return how often a recipient asked this colleague about this edition, the oldest first."""
        found = await self.all()
        return [
            each
            for each in found
            if (each.recipient_id, each.edition_id, each.mail) == (recipient_id, edition_id, mail)
        ]

    async def count_since(self, recipient_id: int, since: datetime) -> int:
        """Return how many colleagues a recipient asked since an instant."""
        mine = (self._tx.mine(invitations), invitations.c.recipient_id == recipient_id)
        query = select(func.count()).where(*mine, invitations.c.invited_at > since)
        return int(await self._tx.scalar(query))

    async def forget_mail(self, *, until: datetime | None = None, recipient_id: int | None = None) -> None:
        """Erase the addresses of colleagues: those asked until an instant, or those that one recipient asked."""
        condition = [self._tx.mine(invitations), invitations.c.mail != ""]
        if until is not None:
            condition.append(invitations.c.invited_at <= until)
        if recipient_id is not None:
            condition.append(invitations.c.recipient_id == recipient_id)
        await self._tx.execute(update(invitations).where(*condition).values(mail=""))


async def invite(house: House, network: Network, opened: Opened, typed: str, *, now: datetime) -> str:
    """Owe a colleague a mail with a link of their own, and return their address; twice within a day sends once.

    Raises what `checked_colleague` raises, `GuestsMayNot`, `EnoughForToday`, `Gone`, and `Unavailable` without mail.
    """
    base = house.settings.public_url
    if base is None or not house.settings.can_mail:
        raise Unavailable(N_("Mail"))
    if opened.is_guest:
        raise GuestsMayNot
    recipient, address = opened.recipient, checked_colleague(opened.recipient, typed)
    token, link = make_link(house.keys.signing_key(LINKS_KEY), network.id, now)
    async with network.write() as tx:
        store, links = InvitationStore(tx), LinkStore(tx)
        kept = await EditionStore(tx).get(opened.edition_id)
        if kept is None:
            raise Gone
        before = await store.of_colleague(recipient.id, kept.id, address)
        if before and before[-1].invited_at > now - DAY:
            return address
        if await store.count_since(recipient.id, now - DAY) >= MOST_A_DAY:
            raise EnoughForToday(MOST_A_DAY)
        await links.replace([each.link_hash for each in before], now=now)
        await links.add(link, recipient.id, kept.id, is_guest=True)
        await store.add(Invitation(recipient.id, kept.id, address, link.link_hash, now))
        until = datetime.fromtimestamp(link.expires_at_seconds, UTC).date()
        t = texts_outside(recipient.language)
        letter = invitation_letter(t, recipient, address, kept.edition, f"{base}{OPEN_PATH}{token}", until)
        marked = message_id(invitation_mark(link.link_hash), house.settings.mail_from or "")
        await Outbox(tx).mail(replace(letter, message_id=marked), now=now)
    return address


async def forget_colleagues(network: Network, now: datetime) -> None:
    """Erase the addresses of colleagues whose link has run out."""
    async with network.write() as tx:
        await InvitationStore(tx).forget_mail(until=now - DAYS_VALID)


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(row.recipient_id, row.edition_id, row.mail, row.link_hash, row.invited_at)
