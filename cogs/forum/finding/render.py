"""The card of what was found in the forum. No I/O."""

from __future__ import annotations

from bot.cards import Address, Card
from bot.ui.turning import looked_for, page_buttons, which_page
from cogs.forum.finding.finding import ON_A_PAGE, Page, Wanted
from cogs.forum.private_cards import found_line
from cogs.forum.render import topic_label
from config.community import Community
from config.texts import Texts


def found_card(
    t: Texts, page: Page, wanted: Wanted, guild_id: int, community: Community, *, cut: int | None = None
) -> Card:
    """Return a page of what was found; `cut` says that so many were looked at, the newest, and older ones were not."""
    if not page.found:
        return Card(
            text=t(
                "No question in the forum has all of these words. Try fewer or other words, or ask with /forum ask. "
                "Only what was asked, answered or closed through me can be found."
            )
        )
    pages = -(-page.count // ON_A_PAGE)
    text = "\n\n".join(
        f"{found_line(t, each, guild_id)}\n{topic_label(each.topic, community, t)}" for each in page.found
    )
    if cut is not None:
        more = t(
            "These words stand in very many places: I looked at the newest {cut}. For older ones, add a rarer word or "
            "a topic.",
            cut=cut,
        )
        text = f"{more}\n\n{text}"
    said = (which_page(t, page.number, pages), t("Newest and most helpful first."))
    return Card(
        title=t.many("{count} post in the forum", "{count} posts in the forum", page.count),
        text=text,
        fields=looked_for(t, wanted.words),
        footer=". ".join(each for each in said if each),
        buttons=page_buttons(t, page.number, pages, lambda at: Address("forum", "found", f"{at}.{wanted.topic}")),
    )
