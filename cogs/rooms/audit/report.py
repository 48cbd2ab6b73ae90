"""The findings about a saved server as a terminal shows them, and as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from bot.visibility.server.payload import ANNOUNCEMENT, TYPES, Saved
from cogs.rooms.audit.findings import Finding, Reasons
from cogs.rooms.audit.supervisors import Supervisors
from config.texts import texts_for

MOST_NAMED = 40  # people with the same reasons, beside supervisors, who are all named
t = texts_for("en")  # the host's terminal speaks English, as all of the command line does


def as_json(saved: Saved, found: Iterable[Finding], supervisors: Supervisors | None) -> dict[str, Any]:
    """Return the findings; what the file did not hold (webhooks, supervisors) has no key."""
    channels = {str(each.channel_id): _entry(saved, each) for each in found}
    if supervisors is None:
        return {"channels": channels}
    marked = {str(account_id): name for account_id, name in supervisors.accounts.items()}
    return {"channels": channels, "supervisors": marked, "supervisors_not_found": list(supervisors.not_found)}


def _entry(saved: Saved, finding: Finding) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "unknown": finding.unknown,
        "viewers": {str(account_id): list(why) for account_id, why in finding.viewers.items()},
        "could_gain": {str(account_id): list(why) for account_id, why in finding.could_gain.items()},
    }
    if saved.webhooks is not None:
        entry["can_write"] = list(saved.webhooks.get(finding.channel_id, ()))
        entry["copies_leave_to"] = [str(goal) for goal in saved.followers.get(finding.channel_id, ())]
    return entry


def show(console: Console, saved: Saved, found: Iterable[Finding], supervisors: Supervisors | None) -> None:
    """Print the findings, channel by channel."""
    marked = supervisors.accounts if supervisors else {}
    if supervisors is not None:
        for told in _about(supervisors):
            console.print(Text(told))
    for finding in found:
        console.print(_title(saved, finding))
        for line in _lines(saved, finding, marked):
            console.print(Text.assemble("  ", line))
    if saved.webhooks is None:
        told = t("The file has no “webhooks”, so nothing is said about what can write without reading.")
        console.print(Text(told, style="yellow"))
    if saved.guild.owner_id not in saved.accounts:
        console.print(Text(t("The file's members lack the server's owner, so they aren't everybody."), style="yellow"))


def _about(supervisors: Supervisors) -> Iterator[str]:
    if supervisors.is_everybody:
        yield t("Nobody in the file of supervisors is said to supervise another, so everybody in it is marked.")
    else:
        yield t("Marked is whoever in the file of supervisors stands among somebody's supervisor_emails.")
    yield t("People are found by account_id, discord_id or discord where the file says it, else by name.")
    count = len(supervisors.accounts)
    yield t.many(
        "{count} account of theirs is on this server.", "{count} accounts of theirs are on this server.", count
    )
    if supervisors.not_found:
        yield t("Not found, so look yourself: {names}.", names=", ".join(map(_clean, supervisors.not_found)))


def _title(saved: Saved, finding: Finding) -> Text:
    kind = t(TYPES[saved.kinds[finding.channel_id]])
    name = _clean(saved.names[finding.channel_id]) or str(finding.channel_id)
    count = "?" if finding.unknown else str(len(finding.viewers))
    return Text.assemble("\n", (name, "bold"), f" · {kind} · {finding.channel_id} · {t('readers')}: {count}")


def _lines(saved: Saved, finding: Finding, marked: Mapping[int, str]) -> Iterator[Text]:
    if finding.unknown:
        yield Text(t("Unknown: whoever saved this file can't see it. Don't take it for safe."), style="yellow")
        return
    for why, accounts in _by_reason(finding.viewers).items():
        yield Text.assemble((f"{why}: ", "dim"), _people(saved, accounts, marked))
    for why, accounts in _by_reason(finding.could_gain).items():
        yield Text.assemble((t("could let themselves in") + f", {why}: ", "yellow"), _people(saved, accounts, marked))
    writers = (saved.webhooks or {}).get(finding.channel_id, ())
    if writers:
        yield Text(t("can write, as webhooks: {names}", names=", ".join(map(_clean, writers))))
    goals = saved.followers.get(finding.channel_id, ())
    if goals:
        yield Text(t("copies leave to: {names}", names=", ".join(map(str, goals))))
    if saved.kinds[finding.channel_id] == ANNOUNCEMENT:
        yield Text(t("Other servers can follow this channel, and Discord doesn't tell which: copies may leave."))


def _by_reason(found: Reasons) -> dict[str, list[int]]:
    by_reason: dict[str, list[int]] = defaultdict(list)
    for account_id, why in found.items():
        by_reason[_clean("; ".join(why))].append(account_id)
    return by_reason


def _people(saved: Saved, account_ids: list[int], marked: Mapping[int, str]) -> Text:
    """Return names, supervisors first."""
    ordered = sorted(account_ids, key=lambda each: each not in marked)
    supervising = sum(each in marked for each in ordered)
    shown = [_person(saved, each, each in marked) for each in ordered[: supervising + MOST_NAMED]]
    more = len(ordered) - len(shown)
    if more:
        shown.append(Text(t.many("and {count} more (--json names all)", "and {count} more (--json names all)", more)))
    return Text(", ").join(shown)


def _person(saved: Saved, account_id: int, is_supervisor: bool) -> Text:
    account = saved.accounts[account_id]
    bot = f" ({t('bot')})" if account.is_bot else ""
    name = f"{_clean(account.shown)}{bot} [{account_id}]"
    return Text(f"⚑ {t('supervisor')} {name}", style="bold red") if is_supervisor else Text(name)


def _clean(text: str) -> str:
    """Return a text that a terminal shows as it is: no colours, no line breaks."""
    return "".join(character if character.isprintable() else "?" for character in text)
