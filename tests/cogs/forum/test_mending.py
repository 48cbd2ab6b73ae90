"""What somebody deleted or changed in the forum while nobody was connected."""

from __future__ import annotations

from datetime import timedelta

from cogs.forum.rules import lacks_a_tag
from tests.cogs.forum.asking import ask, forum, post_of, principals, question_of
from tests.kit.gap import Asked, away, new_session
from tests.kit.town import Town


def test_a_post_lacks_a_tag_only_where_the_forum_can_give_it_one() -> None:
    assert lacks_a_tag(["Family"], ["family", "Open"], ["Family", "OPEN"])
    assert not lacks_a_tag(["family", "open", "mine"], ["Family", "Open"], ["Family", "Open"])
    assert not lacks_a_tag(["Family"], ["Family", "Open"], ["Family"])
    assert not lacks_a_tag([], [], ["Family"])


async def test_posts_deleted_unheard_are_told_their_askers_and_tags_come_back(town: Town) -> None:
    ana, ben = await principals(town)
    await ask(town, ana)
    await ask(town, ben, title="Buses that come late", words="Who drives when it snows?", tried="Nothing yet.")
    await town.forward(timedelta(hours=6))  # the pinned post is there
    kept, lost = await question_of(town, ana), await question_of(town, ben)
    names = {tag.name for tag in (await post_of(town, kept)).applied_tags}
    asked = Asked(town)
    await new_session(town)
    assert asked.writing() == []
    assert not [each for each in asked.all() if "archived" in each], "every post is active, and the session told so"

    backend, told = town.env.backend, len(town.direct_messages(ben))
    [pinned] = [each for each in forum(town).threads if each.id not in {kept.thread_id, lost.thread_id}]
    async with away(town):
        backend.delete_channel(lost.thread_id or 0)
        backend.delete_channel(pinned.id)
        backend.channels[forum(town).id].available_tags.clear()
        backend.channels[kept.thread_id or 0].applied_tags.clear()
    assert (await question_of(town, ben)).state == "lost"
    assert "is gone from the forum" in str(town.direct_messages(ben)[told].embeds[0].description)
    assert (await question_of(town, ana)).state == "open"
    await town.forward(timedelta(minutes=1))
    assert {tag.name for tag in (await post_of(town, kept)).applied_tags} == names
    assert len(forum(town).threads) == 2, "the pinned post is back, once"

    async with away(town):
        backend.delete_channel(forum(town).id)
    assert (await question_of(town, ana)).state == "lost"
