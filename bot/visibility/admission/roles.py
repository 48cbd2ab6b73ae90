"""The roles the bot installs, by their installation keys, and what of them a member lacks or has too many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MEMBERS = "role:members"
STEWARD = "role:steward"  # shows who is a steward; what a steward may do is decided by a row, never by this role


def audience_role(audience: str) -> str:
    """Return the installation key of the role that opens an audience's spaces."""
    return f"role:{audience}"


@dataclass(frozen=True)
class RoleChange:
    """The roles to take and to give, as Discord's ids."""

    remove: frozenset[int]
    add: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.remove or self.add)


def role_change(
    has: Iterable[int], due: Iterable[str], installed: Mapping[str, int], existing: Iterable[int]
) -> RoleChange:
    """Return what separates the roles a member has from those that are due.

    Only installed roles are ever touched. One that no longer exists on the server can be neither given nor taken.
    """
    there = frozenset(installed.values()) & frozenset(existing)
    have = frozenset(has) & there
    want = frozenset(installed[key] for key in due if key in installed) & there
    return RoleChange(have - want, want - have)
