"""What an audit of a saved server found, in words: by channel, who can read it and who could let themselves in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.gains import Gains, Means, Way
from bot.visibility.permissions.model import Cause, Channel, Reason
from bot.visibility.permissions.reasons import viewers_in
from bot.visibility.server.payload import Saved
from config.texts import N_

REASONS: Mapping[Cause, str] = {
    "owner": N_("owner"),
    "administrator": N_("Administrator through role {role}"),
    "everyone": N_("everyone"),
    "role": N_("role allow: {role}"),
    "overwrite": N_("member overwrite"),
    "thread": N_("thread member"),
    "manage_threads": N_("Manage Threads through role {role}"),
}
MANAGES_THREADS = N_("Manage Threads")  # through an overwrite, or as everybody does
WAYS: Mapping[Means, str] = {
    "onboarding": N_("onboarding role {role}"),
    "manage_roles": N_("Manage Roles: can take role {role}"),
    "manage_channels": N_("Manage Channels"),
    "manage_permissions": N_("Manage Roles in this channel: can edit its overwrites"),
}
SEVERAL: Mapping[Means, str] = {
    "onboarding": N_("onboarding roles, taken together or put down"),
    "manage_roles": N_("Manage Roles: can take or put down several roles"),
}

Reasons = Mapping[int, tuple[str, ...]]  # by account


@dataclass(frozen=True)
class Finding:
    """One channel or thread. Where it is unknown, nothing else is said."""

    channel_id: int
    unknown: bool
    viewers: Reasons = field(default_factory=dict)
    could_gain: Reasons = field(default_factory=dict)


def findings(saved: Saved) -> Iterator[Finding]:
    """Yield what can be said about every channel and thread, in the file's order, threads last."""
    audit = Audit(saved.guild, [channel for channel in saved.channels if not channel.is_obfuscated])
    gains = Gains(audit)
    for channel in saved.channels:
        yield Finding(channel.id, unknown=True) if channel.is_obfuscated else _finding(saved, audit, gains, channel)


def _finding(saved: Saved, audit: Audit, gains: Gains, channel: Channel) -> Finding:
    seen: dict[tuple[Reason, ...], tuple[str, ...]] = {}
    viewers = {
        account_id: seen.setdefault(why, tuple(_reason(each, saved) for each in why))
        for account_id, why in viewers_in(audit, channel.id).reasons.items()
    }
    ways = gains.into(channel.id).items()
    could_gain = {account_id: tuple(_way(each, saved) for each in why) for account_id, why in ways}
    return Finding(channel.id, unknown=False, viewers=viewers, could_gain=could_gain)


def _reason(reason: Reason, saved: Saved) -> str:
    if reason.cause == "manage_threads" and reason.role_id is None:
        return MANAGES_THREADS
    return REASONS[reason.cause].format(role=_role(reason.role_id, saved))


def _way(way: Way, saved: Saved) -> str:
    told = WAYS if way.role_id is not None or way.means not in SEVERAL else SEVERAL
    return told[way.means].format(role=_role(way.role_id, saved))


def _role(role_id: int | None, saved: Saved) -> str:
    return f"{saved.roles.get(role_id or 0, '')} ({role_id})".strip()
