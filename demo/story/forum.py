"""Chapter: a new principal asks the principals' forum, and the question reaches somebody who can answer."""

from __future__ import annotations

from datetime import timedelta

import discord

from demo.account import Account, Answer, StoppedShort
from demo.stage import Stage
from demo.telling import Chapter
from demo.world import Saying, sayings

LOBBY, TOPIC = "lobby", "family"
MOST_DAYS = 5  # days off are not counted


def _said() -> tuple[Saying, Saying, Saying]:
    earlier, new, answer = sayings("forum")
    return earlier, new, answer


async def ask_before(stage: Stage) -> str:
    """A colleague's earlier question stands in the forum."""
    earlier, _, _ = _said()
    await _write(stage, earlier)
    await stage.settle()
    return f"{earlier.who} has asked in the principals' forum before: “{earlier.title}”."


async def ask(stage: Stage) -> str:
    """The new principal asks, sees a similar thread, and posts hers nevertheless."""
    earlier, new, _ = _said()
    offered = await _write(stage, new)
    if earlier.title not in offered.text:
        raise StoppedShort(new.who, "/forum ask", "the earlier question like hers was not shown")
    await stage.account(new.who).presses(offered, "Post mine anyway")
    await stage.settle()
    return f"{new.who} asks with /forum ask; before anything is posted she sees “{earlier.title}”, and posts hers too."


async def reach_somebody(stage: Stage) -> str:
    """A school day later nobody has answered, and it is put to a peer who knows the topic."""
    _, new, answer = _said()
    for days in range(1, MOST_DAYS + 1):
        await stage.forward(timedelta(hours=25))
        if _question_for(stage, answer.who) is not None:
            told = any("asked privately" in _text(letter) for letter in stage.account(new.who).letters())
            if not told:
                raise StoppedShort(new.who, "/forum ask", "she was not told that it is on its way")
            return (
                f"Nobody answers; {'a day' if days == 1 else f'{days} days'} later {answer.who}, who knows the topic "
                f"and works in another district, is asked privately, and {new.who} is told that it is on its way."
            )
    raise StoppedShort(answer.who, "/forum ask", "the question did not reach him")


async def answer_it(stage: Stage) -> str:
    """The peer answers from the private message, and the asker marks that it helped."""
    _, new, answer = _said()
    letter = _question_for(stage, answer.who)
    if letter is None:
        raise StoppedShort(answer.who, "Answer", "the question is not in his messages")
    account = stage.account(answer.who)
    await account.fills_privately(await account.presses(letter, "Answer"), {"text": answer.says})
    await stage.settle()
    asker = stage.account(new.who)
    replies = [each for each in _in_forum(stage, asker) if _text(each).find(answer.says) >= 0]
    if not replies:
        raise StoppedShort(answer.who, "Answer", "the answer is not in the post")
    await asker.presses(replies[0], "This helped")
    await stage.settle()
    return f"{answer.who} answers from his messages; {new.who} presses This helped under it."


async def find_it(stage: Stage) -> str:
    """A month later it is found by its words."""
    _, new, answer = _said()
    await stage.forward(timedelta(days=30))
    found = await stage.account(new.who).uses(stage.channel(LOBBY), "forum find", words="drop-off coffee")
    if answer.says[:40] not in found.text:
        raise StoppedShort(new.who, "/forum find", "the answer was not found")
    return f"A month later /forum find has it again: “{answer.says.split(':')[0]} …”."


async def _write(stage: Stage, saying: Saying) -> Answer:
    account = stage.account(saying.who)
    card = await account.uses(stage.channel(LOBBY), "forum ask", topic=TOPIC)
    form = await account.presses(card, "Write it")
    return await account.fills(form, {"title": saying.title, "words": saying.says, "tried": ""})


def _question_for(stage: Stage, name: str) -> discord.Message | None:
    letters = stage.account(name).letters()
    return next((letter for letter in letters if "A question for you" in _text(letter)), None)


def _in_forum(stage: Stage, account: Account) -> list[discord.Message]:
    forum = stage.simulation.guild.channels["principals-forum"]
    return [each for post in forum.threads for each in stage.simulation.history(account.id, post.id)]


def _text(message: discord.Message) -> str:
    return "\n".join(f"{embed.title or ''}\n{embed.description or ''}" for embed in message.embeds)


CHAPTER = Chapter(
    "A question that reaches somebody",
    (ask_before, ask, reach_somebody, answer_it, find_it),
)
