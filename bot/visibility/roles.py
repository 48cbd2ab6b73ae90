"""The roles the bot installs, by their installation keys."""

from __future__ import annotations

MEMBERS = "role:members"
STEWARD = "role:steward"  # shows who is a steward; what a steward may do is decided by a row, never by this role


def audience_role(audience: str) -> str:
    """Return the installation key of the role that opens an audience's spaces."""
    return f"role:{audience}"
