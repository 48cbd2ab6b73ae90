"""What the buttons under what was found do: turn the page."""

from __future__ import annotations

from archive.finding.store import Asked, EntryStore
from bot.cards import Card
from bot.search.rules import asked_words
from bot.ui.actions import Actions
from bot.ui.turning import page_in, words_looked_for
from bot.ui.visit import Visit
from cogs.archive import render
from cogs.archive.rules import ON_A_PAGE, NoWord, pages_of, read_look

actions = Actions("archive")


@actions.on("found")
async def turn(visit: Visit, target: str) -> None:
    """Show another page of what was looked for."""
    await visit.person()
    page, topic, kind, month = read_look(target)
    await visit.update(await found_page(visit, Asked(words_looked_for(visit), topic, kind, month), page_in(page)))


async def found_page(visit: Visit, asked: Asked, page: int = 1) -> Card:
    """Return a page of what has all of the words, the last where there are fewer; raises `NoWord`."""
    if not asked_words(asked.words):
        raise NoWord
    async with visit.network.read() as tx:
        store = EntryStore(tx)
        entries, count = await store.find(asked, most=ON_A_PAGE, skip=(page - 1) * ON_A_PAGE)
        if count and not entries:
            page = pages_of(count)
            entries, count = await store.find(asked, most=ON_A_PAGE, skip=(page - 1) * ON_A_PAGE)
    topics = {topic.key: visit.t.named(topic.label) for topic in visit.network.community.topics}
    return render.found_card(visit.t, entries, topics, asked, count=count, page=page)
