"""New sites with experienced ones, from files: what a site asks for or offers is what its people do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from bot.errors import Refusal
from bot.matching.features import UNITS
from bot.matching.model import Match
from bot.matching.rounds import match
from bot.matching.sites import SiteAges, SiteFacts, site_pool
from bot.matching.weights import weights_of
from bot.matching.words import listed
from bot.people.model import Site
from bot.text.languages import language_key, language_name
from cogs.mentoring.model import Side
from cogs.mentoring.spreadsheet.files import write_all
from cogs.mentoring.spreadsheet.model import Listing, WishRow
from cogs.mentoring.spreadsheet.reading import Say, Sheets, read_sheets
from cogs.mentoring.spreadsheet.report import table
from config.community import Community
from config.texts import N_, Texts

MOST_TOPICS = 3  # in a reason: a whole staff asks for nearly everything


@dataclass
class NoSitesToPair(Refusal):
    """There is no new site, or no experienced one."""

    new: float
    experienced: float
    says: ClassVar[str] = N_(
        "No sites can be paired: it takes a new one (years since it opened: under {new:g}) and an experienced one "
        "(over {experienced:g}). Nothing was written. Look at opened_on in the file of sites."
    )


def sites_from_files(sheets: Sheets, community: Community, *, seed: int, now: datetime, t: Texts, say: Say) -> None:
    """Pair every new site with an experienced one, as far as that goes, and write the pairs and who is left.

    Raises what `read_sheets` does, NoSitesToPair or SheetUnwritable, with nothing written.
    """
    listing, rows, _ = read_sheets(sheets, community, now, say)
    seniority = community.seniority
    ages = SiteAges(seniority.new_site_under_years, seniority.experienced_site_over_years)
    facts = [_facts(site, listing, rows, ages, now.date()) for site in listing.sites.values()]
    pool = site_pool(facts, today=now.date(), ages=ages, weights=weights_of(community))
    if not (pool.mentees and pool.mentors):
        raise NoSitesToPair(ages.new_under, ages.experienced_over)
    outcome = match(pool, seed)
    pairs = [_line(t, found, listing, community, now.date()) for found in outcome.matches]
    texts = {sheets.out: table(("new_site", "experienced_site", "score", "reasons"), pairs)}
    if sheets.unmatched is not None:
        why = t("No experienced site could take them this time.")
        texts[sheets.unmatched] = table(("site", "why"), [(listing.sites[e.mentee_id].name, why) for e in outcome.left])
    write_all(texts)
    say(t.many("One pair of sites.", "{count} pairs of sites.", len(outcome.matches)))
    say(t.many("One new site is left over.", "{count} new sites are left over.", len(outcome.left)))


def _facts(site: Site, listing: Listing, rows: Sequence[WishRow], ages: SiteAges, today: date) -> SiteFacts:
    """Return what is known of a site: new ones ask, experienced ones offer."""
    is_young = site.opened_on is not None and (today - site.opened_on).days < ages.new_under * 365.25
    side: Side = "mentee" if is_young else "mentor"
    theirs = [row for row in rows if row.side == side and listing.people[row.email].site_id == site.id]
    spoken = [each for row in theirs for each in row.languages or listing.people[row.email].languages]
    waiting = [row.waiting_since for row in theirs if row.waiting_since is not None]
    return SiteFacts(
        site_id=site.id,
        opened_on=site.opened_on,
        level=site.level.casefold(),
        district=site.district,
        topics=frozenset(topic for row in theirs for topic in row.topics),
        languages=frozenset(map(language_key, spoken)),
        waiting_since=min(waiting, default=None),
        size=site.size,
    )


def _line(t: Texts, found: Match, listing: Listing, community: Community, today: date) -> tuple[str, str, str, str]:
    new, experienced = listing.sites[found.mentee_id], listing.sites[found.mentor_id]
    why = " ".join(_sentences(t, found, new, experienced, community, today))
    return new.name, experienced.name, f"{found.score / UNITS:.4f}", why


def _sentences(
    t: Texts, found: Match, new: Site, experienced: Site, community: Community, today: date
) -> Iterator[str]:
    """Yield why two sites were paired, the weightiest first."""
    facts = {reason.kind: reason.facts for reason in found.reasons}
    labels = {topic.key: topic.label for topic in community.topics}
    if "topics" in facts:
        topics = listed(t, [labels.get(each, each) for each in facts["topics"][:MOST_TOPICS]])
        yield t("People at {new} ask for {topics}, which people at {other} offer.",
                new=new.name, topics=topics, other=experienced.name)  # fmt: skip
    years = (today - experienced.opened_on).days // 365 if experienced.opened_on is not None else 0
    yield t.many(
        "{other} has been a community school for a year.",
        "{other} has been a community school for {count} years.",
        years,
        other=experienced.name,
    )
    level = t.named("".join(facts.get("level", ())))
    if level and "size" in facts:
        yield t("Both are of the same level ({level}) and of about the same size.", level=level)
    elif level:
        yield t("Both are of the same level ({level}).", level=level)
    elif "size" in facts:
        yield t("Both are of about the same size.")
    if "languages" in facts:
        shared = listed(t, [language_name(t, each) for each in facts["languages"]])
        yield t("People at both speak {languages}.", languages=shared)
