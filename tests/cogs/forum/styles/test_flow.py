"""Ways of leading, on the simulated Discord: marked, reflected on, shown."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image
from simcord.actors import MemberActor

from bot.cards import Address
from cogs.forum.entries import EntryStore
from cogs.forum.model import Entry
from cogs.forum.reflecting.leanings import LeaningStore
from cogs.forum.reflecting.rules import QUESTIONS, SCALE
from cogs.forum.styles.gathering import read_figures
from cogs.forum.styles.marks import MarkStore
from config.texts import texts_for
from tests.cogs.forum.asking import EVENINGS, messages_of, question_of, reply, shown
from tests.kit.pressing import press
from tests.kit.town import Town


async def county(town: Town, schools: int) -> list[MemberActor]:
    """So many principals, each of a school and a district of their own."""
    names = ("Ana Ruiz", "Ben Osei", "Cy Moss", "Dot Hale", "Eli Near", "Flo Iles")
    for number in range(schools):
        await town.add_site(f"School {number}", district=f"District {number}")
    return [await town.join(names[number], "principal", f"School {number}") for number in range(schools)]


async def asked_with_style(town: Town, ana: MemberActor, ben: MemberActor) -> Any:
    """A question that names a way of leading, with one answer; returns the answer's message."""
    card = reply(await ana.slash(town.channel("general"), "forum ask", topic="family"))
    card = (await ana.select(card, ["servant"], custom_id="forum:style:family..days")).response or card
    form = await ana.click(card, label="Write it")
    await ana.submit_modal(form, EVENINGS)
    await town.settle()
    question = await question_of(town, ana)
    assert question.choices.style == "servant"
    form = await ben.click((await messages_of(town, question))[0], label="Answer")
    await ben.submit_modal(form, {"text": "I asked the families what they need."})
    await town.settle()
    return (await messages_of(town, question))[-1]


async def entries_of(town: Town, actor: MemberActor) -> list[Entry]:
    async with town.network.read() as tx:
        return await EntryStore(tx).of_person(town.person(actor).id)


async def test_marks_are_private_and_figures_come_with_a_chart_and_the_same_in_words(town: Town) -> None:
    ana, ben, *others = await county(town, 6)
    answer = await asked_with_style(town, ana, ben)
    assert "That's your own" in shown(reply(await ben.click(answer, label="Tried it here")))
    stranger = await town.join("Cora Cole", "coordinator", "School 1")
    address = Address("forum", "tried", f"entry.{(await entries_of(town, ben))[0].id}")
    assert "isn't open to you" in shown(reply(await press(town, stranger, address)))
    for who in (ana, *others):
        card = reply(await who.click(answer, label="Tried it here"))
        marked = await who.click(card, label="It did not help here")
        assert "You said: it did not help." in shown(marked.response or card)
    await town.settle()
    assert len(town.direct_messages(ben)) == len(
        [each for each in town.direct_messages(ben) if "joined" in shown(each)]
    )
    result = reply(await ana.slash(town.channel("general"), "forum styles"))
    assert "did not help here: 5\N{EN DASH}9 people" in shown(result)
    (file,) = result.attachments
    assert "Servant: discussed too few to show" in (file.description or "")
    assert "did not help here 5\N{EN DASH}9 people" in (file.description or "")
    with Image.open(BytesIO(await file.read())) as picture:
        assert picture.format == "PNG"
    closer = reply(await ana.select(result, ["servant"], custom_id="forum:style_look:"))
    assert "Other posts" in shown(closer)
    assert "Interpreters for evenings" in shown(closer)
    card = reply(await others[0].click(answer, label="Tried it here"))
    await others[0].click(card, label="Take my mark back")
    async with town.network.read() as tx:
        assert len(await MarkStore(tx).all()) == 4
        figures = await read_figures(tx, town.network.community, texts_for("en"))
    assert all(each.not_helped is None for each in figures)


async def test_a_reflection_is_kept_nowhere_and_counts_only_with_a_yes_that_can_be_taken_back(town: Town) -> None:
    (ana,) = await county(town, 1)
    card = reply(await ana.slash(town.channel("general"), "forum reflect"))
    assert "Only you see it" in shown(card)
    card = (await ana.click(card, label="Begin")).response or card
    card = (await ana.click(card, label=SCALE[2])).response or card
    card = (await ana.click(card, label="One back")).response or card
    await town.restart()  # the answers stand in the message
    for number, question in enumerate(QUESTIONS):
        assert question.text in shown(card)
        assert f"{number + 1} of 10" in shown(card)
        answer = SCALE[4] if question.mostly == "servant" else SCALE[0]
        card = (await ana.click(card, label=answer)).response or card
    assert "You lean to: **Servant**" in shown(card)
    async with town.network.read() as tx:
        assert await LeaningStore(tx).all() == {}
    await ana.click(card, label="Send it to me")
    await town.settle()
    assert "You lean to: **Servant**" in shown(town.direct_messages(ana)[-1])
    await ana.click(card, label="Count me: Servant")
    async with town.network.read() as tx:
        assert await LeaningStore(tx).all() == {town.person(ana).id: "servant"}
    card = reply(await ana.slash(town.channel("general"), "forum reflect"))
    await ana.click(card, label="Count me no more")
    async with town.network.read() as tx:
        assert await LeaningStore(tx).all() == {}
