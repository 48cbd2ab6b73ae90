"""Whether somebody may read the forum, asked anew each time: by the roster, and by Discord's own permissions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import discord

from bot.errors import Refusal
from bot.people.model import Person
from bot.people.rules import audiences
from bot.people.standing import graph_around
from bot.ui.visit import Visit
from bot.visibility.admission.access import Roster, why_not_admitted
from bot.visibility.admission.conditions import HiddenOnDiscord, NotAdmitted
from cogs.forum.place import forum_on
from config.texts import N_


@dataclass
class NoForum(Refusal):
    """The forum's channel was deleted, or never made."""

    says: ClassVar[str] = N_(
        "The forum's channel isn't there, so nothing can be asked or found in it now. The server's owner or a steward "
        "can put it back with /setup."
    )


@dataclass
class ForPrincipals(NotAdmitted):
    """Somebody who leads no school asks for the forum, or for what belongs to it."""

    says: ClassVar[str] = N_(
        "The principals' forum isn't open to you: it is for those who lead a school, and so is “This helped”. /help "
        "shows what you can do here."
    )


@dataclass
class PostLocked(Refusal):
    """A moderator locked a question's post."""

    says: ClassVar[str] = N_(
        "A moderator locked this post, so nothing new is written in it. Its asker can ask anew with /forum ask."
    )


@dataclass
class PostGone(Refusal):
    """A question's post is not on Discord any more."""

    says: ClassVar[str] = N_(
        "This question's post is no longer in the forum, so nothing was changed. /forum find shows what is."
    )


@dataclass(frozen=True)
class Reader:
    """A member who reads the forum, and the forum."""

    person: Person
    forum: discord.ForumChannel


async def reader_of(visit: Visit) -> Reader:
    """Return who is there, if they may read the forum; raises `NotAMember`, `NotAdmitted` or `NoForum`."""
    person = await visit.person()
    async with visit.network.read() as tx:
        graph = await graph_around(tx, person)
    if "principals" not in audiences(person, graph, visit.network.community):
        raise ForPrincipals
    forum = await forum_on(visit.network, visit.house.guild(visit.network))
    if forum is None:
        raise NoForum
    member = forum.guild.get_member(visit.account_id)
    if member is None or not forum.permissions_for(member).view_channel:
        async with visit.network.read() as tx:
            roster = await Roster.around(tx, visit.network.community, person)
        raise why_not_admitted(person, "principals", roster) or HiddenOnDiscord
    return Reader(person, forum)


async def post_of(forum: discord.ForumChannel, thread_id: int | None) -> discord.Thread:
    """Return a question's post, archived or not; raises `PostGone`."""
    if thread_id is None:
        raise PostGone
    try:
        # an archived post has left the cache
        found = forum.guild.get_thread(thread_id) or await forum.guild.fetch_channel(thread_id)
    except (discord.NotFound, discord.Forbidden) as gone:
        raise PostGone from gone
    if not isinstance(found, discord.Thread) or found.parent_id != forum.id:
        raise PostGone
    return found


async def open_post_of(forum: discord.ForumChannel, thread_id: int | None) -> discord.Thread:
    """Return a question's post that can be written in; raises `PostGone` or `PostLocked`."""
    post = await post_of(forum, thread_id)
    if post.locked:
        raise PostLocked
    return post
