"""Inviting somebody into a room by name: asked, never added. Anybody who reads the room may ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from bot.database.network import Network
from bot.database.transaction import Tx
from bot.errors import Refusal
from bot.notices import Notices
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.visibility.admission.access import Roster, is_reader, why_not_in
from bot.visibility.admission.rooms import Room
from cogs.rooms.opened.joining import RoomIsClosed
from cogs.rooms.opened.limits import check_seat
from cogs.rooms.opened.render import invitation_card
from cogs.rooms.opened.store import RoomStore, invitation_key
from config.texts import N_, texts_for

MOST_A_DAY = 20  # invitations by one person
DAY = timedelta(days=1)


@dataclass
class NothingToInviteTo(Refusal):
    """An open room is read by everybody of its audience."""

    says: ClassVar[str] = N_(
        "This room is open to everybody of its audience, so whoever it is for reads it already. Tell them it's here."
    )


@dataclass
class NotInThisRoom(Refusal):
    """The inviter is no member of the room."""

    says: ClassVar[str] = N_("Only somebody who is in a room invites to it. Join it first; /room list shows it.")


@dataclass
class NotLinkedYet(Refusal):
    """The account is nobody's on the roster."""

    account_id: int
    says: ClassVar[str] = N_(
        "<@{account_id}> hasn't come in with a code yet, so no room is open to them. A steward can send them one."
    )


@dataclass
class NotForThem(Refusal):
    """The room does not admit the person; why is between them and the stewards."""

    account_id: int
    says: ClassVar[str] = N_(
        "This room isn't open to <@{account_id}>. They can ask a steward why; nothing was sent to them."
    )


@dataclass
class AlreadyIn(Refusal):
    """The person reads the room."""

    account_id: int
    says: ClassVar[str] = N_("<@{account_id}> is in this room already. Just write to them here.")


@dataclass
class AskedAlready(Refusal):
    """Somebody has invited the person to this room; what they answered is theirs to tell."""

    account_id: int
    says: ClassVar[str] = N_(
        "<@{account_id}> has been asked already, and it's up to them. They find the room in /room list whenever they "
        "like."
    )


@dataclass
class EnoughForToday(Refusal):
    """The inviter has invited as many people as one may in a day."""

    most: int
    says: ClassVar[str] = N_("That's {most} invitations in a day, as many as one person sends. Go on tomorrow.")


def check_invitation(room: Room, inviter: Person, invited: Person, roster: Roster) -> None:
    """Raise what stands against an invitation, whatever the roster's reason: `NotForThem` has the same words for all.

    Raises `NothingToInviteTo`, `RoomIsClosed`, `NotInThisRoom`, `NotForThem`, `AlreadyIn` or `SmallRoomFull`. Pure.
    """
    if room.kind == "open":
        raise NothingToInviteTo
    if not is_reader(inviter, room, roster):
        raise NotInThisRoom
    if room.is_closed:
        raise RoomIsClosed
    account_id = invited.account_id or 0
    if why_not_in(invited, room, roster) is not None:
        raise NotForThem(account_id)
    if invited.id in room.members:
        raise AlreadyIn(account_id)
    check_seat(room.kind, len(room.members))


async def invite(tx: Tx, network: Network, inviter: Person, room: Room, account_id: int, *, now: datetime) -> Person:
    """Ask somebody whether they want to join, and return them; raises a `Refusal` of this module.

    They become a member by their own click only.
    """
    invited = await PeopleStore(tx).by_account(account_id)
    if invited is None or invited.state != "active":
        raise NotLinkedYet(account_id)
    roster, store = await Roster.read(tx, network.community), RoomStore(tx)
    check_invitation(room, inviter, invited, roster)
    if await store.is_invited(room.id, invited.id):
        raise AskedAlready(account_id)
    if await store.invited_since(inviter.id, now - DAY) >= MOST_A_DAY:
        raise EnoughForToday(MOST_A_DAY)
    await store.invite(room.id, invited.id, by=inviter.id, now=now)
    inside = [person.name for person in roster.people if is_reader(person, room, roster)]
    card = invitation_card(room, inviter.name, inside, texts_for(invited.locale))
    await Notices(tx).tell(invited.id, "rooms.invited", card, now=now, key=invitation_key(room.id, invited.id))
    return invited
