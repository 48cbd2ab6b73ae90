"""Chapter: members hand words over for policymakers, see them anonymized first, and a steward reads them."""

from __future__ import annotations

from demo.account import Answer, StoppedShort
from demo.stage import Stage
from demo.story.rooms import LOUNGE
from demo.telling import Chapter
from demo.world import STEWARD, TEACHER, Saying, names, sayings

MENU = "Share with policymakers"
TOPIC = "expanded"  # where a saying names no other
PURPOSES = ("digest", "archive")
YES = "Yes, share these words"
MENTIONS, SURELY = "This mentions somebody else", "Yes, it's all right"


async def share_first(stage: Stage) -> str:
    """The teacher shares her own message, reading the masked words first."""
    first = sayings("shared")[0]
    card = await _offer(stage, first)
    shown = (card.message.embeds[0].description or "").split()
    if any(word in shown for name in names() for word in name.split()):
        raise StoppedShort(first.who, MENU, "a name was left in the words")
    await _say_yes(stage, first, card)
    return (
        f"{TEACHER.name} right-clicks her own message and reads what would leave, with the colleague's name and the "
        "phone number masked, before she says yes to exactly those words."
    )


async def share_more(stage: Stage) -> str:
    """Others do the same."""
    others = sayings("shared")[1:]
    for saying in others:
        await share_one(stage, saying)
    return f"{len(others)} colleagues share what they wrote about the same thing. All else in the room stays there."


async def share_one(stage: Stage, saying: Saying) -> None:
    """Let somebody say something and share it."""
    await _say_yes(stage, saying, await _offer(stage, saying))


async def _offer(stage: Stage, saying: Saying) -> Answer:
    account = stage.account(saying.who)
    message = await account.says(stage.channel(LOUNGE), saying.says)
    card = await account.points_at(message, MENU)
    card = await account.chooses(card, [TOPIC if saying.topic == "other" else saying.topic], "sharing:topic:")
    return await account.chooses(card, PURPOSES, "sharing:purposes:")


async def _say_yes(stage: Stage, saying: Saying, card: Answer) -> None:
    """Say yes; words that mention somebody are asked about once more."""
    account = stage.account(saying.who)
    asked = await account.presses(card, YES)
    if asked.message.embeds[0].title == MENTIONS:
        await account.presses(asked, SURELY)


async def review(stage: Stage) -> str:
    """The steward lets each of them out, one by one."""
    count = await let_out(stage, len(sayings("shared")))
    return (
        f"{STEWARD.name} reads the masked words, without author or original, and lets {count} into the next digest and "
        "the members' archive. Each author hears of it."
    )


async def share_later(stage: Stage) -> str:
    """A month later colleagues of one district share, and the steward reads it."""
    count = await _share_all(stage, "later")
    return f"In one district {count} colleagues share that a counselor is there two days a week; each is reviewed."


async def share_again(stage: Stage) -> str:
    """In all districts other colleagues than the month before share what is missing still."""
    count = await _share_all(stage, "again")
    return f"{count} colleagues of all districts share what two days with a late bus leave open; each is reviewed."


async def _share_all(stage: Stage, part: str) -> int:
    """Let everybody in a part of the story say theirs and share it, and the steward accept it; return how many."""
    said = sayings(part)
    for saying in said:
        await share_one(stage, saying)
    return await let_out(stage, len(said))


async def let_out(stage: Stage, count: int) -> int:
    """Let the steward accept so many texts."""
    steward = stage.account(STEWARD)
    card = await steward.uses(stage.channel("lobby"), "digest review")
    for _ in range(count):
        card = await steward.presses_at(card, "digest:accept:")
    await stage.settle()
    return count


CHAPTER = Chapter("With permission", (share_first, share_more, review))
