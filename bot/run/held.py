"""`make schema`: the parts of docs/privacy.md that the code knows better than a writer.

What each feature holds about a person, how it is shown and how it goes stand in the docstrings of its ``privacy.py``;
which tables there are, in the schema; how long things are kept, in the constants that the code goes by.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType

from sqlalchemy import Table

from archive.delivery.link_store import KEPT_AFTER_END, OVERLAP
from archive.delivery.links import DAYS_VALID
from archive.issues.anonymous.rules import LATEST
from bot.database import schema
from bot.database.schema import metadata
from bot.notices.notices import KEPT_AFTER_TELLING
from bot.run.features import privacy
from cogs.meetups.jobs import KEPT
from cogs.mentoring.following.noting import KEPT as NOTED_KEPT
from cogs.sharing.jobs import OFFER_DAYS
from cogs.webinars.after.rules import CHANGED_FOR, LATER, RATED_FOR
from config.community import default_community
from config.settings import Settings

PAGE = Path(__file__).parent.parent.parent / "docs" / "privacy.md"
PARTS = re.compile(r"(<!-- from the code: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def _said(thing: object) -> str:
    """Return a docstring's words on one line, as a sentence about the thing."""
    return " ".join((inspect.getdoc(thing) or "").split()).replace("|", "\\|")


def _features() -> Iterator[str]:
    for name, module in privacy().items():
        if isinstance(module, ModuleType):
            shown, erased = _said(module.export).removeprefix("Return "), _said(module.erase)
            yield f"- **{name}.** {_said(module)}\n  - To see it: {_lower(shown)}\n  - To take it out: {_lower(erased)}"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _knows_people(table: Table) -> bool:
    return table.name == "people" or any(column.info.get("person") for column in table.columns)


def _tables() -> Iterator[str]:
    """Yield a line a part of the schema: what it is for, and which of its tables name a person."""
    yield "| what for | tables that point at somebody on the roster | other tables |"
    yield "|---|---|---|"
    for found in sorted(pkgutil.iter_modules(schema.__path__), key=lambda found: found.name):
        if found.name == "base":
            continue
        module = import_module(f"{schema.__name__}.{found.name}")
        tables = [value for value in vars(module).values() if isinstance(value, Table) and value.metadata is metadata]
        naming = ", ".join(f"`{table.name}`" for table in tables if _knows_people(table))
        others = ", ".join(f"`{table.name}`" for table in tables if not _knows_people(table))
        yield f"| {_said(module)} | {naming} | {others} |"


def _times() -> Iterator[str]:
    rule = default_community()
    kept = {
        "A one-time code to come in": f"{rule.codes.days_valid} days, or until it is used",
        "Words you typed to share and didn't decide about": f"{OFFER_DAYS} days",
        "Your agreed words that too few others share": f"{rule.publication.months_held_over} months may a digest use "
        "them; after that they stay until you take them back",
        "The key by which somebody who raises an issue without a name counts once": "until that month's digest is "
        f"sent, at most {_days(LATEST)} after the month's end; never in a backup",
        "Your answers to a survey, sealed": f"until it closes, {rule.survey.most_days} days at most; no "
        "backup has the key",
        "What you press or type in a private message with the bot, sealed, where several processes serve the host's "
        "communities": "until the one that serves yours takes it, within seconds, and a minute at most; no backup has "
        "the key",
        "A recipient's link": f"{_days(DAYS_VALID)}; {_days(OVERLAP)} from when a newer one is sent; none once it is "
        "taken back",
        "What is left of a link that ended, to leave the list by": _days(KEPT_AFTER_END),
        "The address of a colleague whom a recipient asked": _days(DAYS_VALID),
        "That you were told something, after you were: what kind and when, without its words": _days(
            KEPT_AFTER_TELLING
        ),
        "That you said you were at a webinar": f"{_days(LATER + CHANGED_FOR)}, or a little longer after a school break",
        "That you answered what was asked after a webinar, without what": f"{_days(RATED_FOR)}, a month later "
        f"{_days(CHANGED_FOR)}",
        "Which peer meetings there were, and who hosted them": _days(KEPT),
        "A mentoring meeting that you noted for your calendar": f"{_days(NOTED_KEPT)} after it, or when the pair goes",
        "A copy of your key, in the host's backups of keys, after you erased everything": f"{_set('keys_backup_days')} "
        "days",
        "A backup of the database, which keeps your line on the roster but no key": f"the newest {_set('backup_keep')}",
        "How often somebody asked for a page": "in memory only, until the process ends",
    }
    yield "| what | how long |"
    yield "|---|---|"
    yield from (f"| {what} | {how} |" for what, how in kept.items())


def _set(name: str) -> int:
    """Return what a setting is where the host sets nothing else."""
    return int(Settings.model_fields[name].default)


def _days(span: timedelta) -> str:
    return f"{span.days} days"


def with_parts(page: str) -> str:
    """Return the page with every part that comes from the code written anew."""
    parts: Mapping[str, Iterator[str]] = {"features": _features(), "tables": _tables(), "times": _times()}
    return PARTS.sub(lambda match: match[1] + "\n".join(parts[match[2]]).rstrip() + "\n" + match[3], page)


if __name__ == "__main__":
    PAGE.write_text(with_parts(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
