"""From the command to the receipt: every step authorised again, and nobody's words lost on the way.

The buttons and forms between them are those of `cogs.anonymous`; a feature's command begins with `show_before`.
"""

from __future__ import annotations

from bot.anonymity.posting import Written, answer, answerable, begin, check_not_muted, due_at
from bot.anonymity.words import clean
from bot.ui.anonymous.accepting import accept, keys_of
from bot.ui.anonymous.aims import Aim
from bot.ui.anonymous.cards import before_card
from bot.ui.anonymous.gate import Readership, check_unlocked, readership_of
from bot.ui.visit import Visit
from bot.visibility.admission.spaces import Kind

FEATURE = "rooms"  # what a whisper belongs to


async def show_before(visit: Visit, aim: Aim) -> None:
    """Show who reads the room and what anonymity cannot do; raises why somebody may not post there."""
    await visit.wait()
    await visit.reply(before_card(aim, await allowed(visit, aim), visit.t))


async def post(visit: Visit, aim: Aim, typed: str) -> None:
    """Take the words that were typed and give the receipt; raises why they are not taken."""
    words, person = clean(typed), await visit.person()
    readers, keys = await allowed(visit, aim), keys_of(visit)
    written = Written(person.id, words, due_at(visit.now, at_once=aim.at_once))

    async def keep() -> str:
        if aim.at == "room":
            return await begin(visit.network, keys, FEATURE, readers.channel_id, written)
        return await answer(visit.network, keys, aim.id, written)

    await accept(visit, person, keep, at_once=aim.at_once)


async def allowed(visit: Visit, aim: Aim) -> Readership:
    """Return who reads what the visitor would post, if they may post there now; raises why not."""
    person, channel_id = await visit.person(), aim.id
    async with visit.network.read() as tx:
        if aim.at == "talk":
            conversation = await answerable(tx, keys_of(visit), aim.id)
            channel_id = conversation.channel_id
            check_unlocked(visit.house.guild(visit.network), conversation.thread_id)
        await check_not_muted(tx, keys_of(visit), channel_id, person.id)
    kinds: tuple[Kind, ...] = ("room",) if aim.at == "room" else ("room", "forum")
    return await readership_of(visit, channel_id, kinds=kinds)
