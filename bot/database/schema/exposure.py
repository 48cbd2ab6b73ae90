"""Who was last seen to read which space, what changed since, who reads without being meant to, whom members accept."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, String, UniqueConstraint

from bot.database.schema.base import UtcTime, refers, scoped

looks = scoped(
    "looks",
    Column("channel_id", BigInteger, nullable=False),
    Column("first_at", UtcTime, nullable=False),
    Column("is_unknown", Boolean, nullable=False),  # the bot cannot view the channel: nothing is known, nothing is safe
    UniqueConstraint("network_id", "channel_id"),
)

viewers = scoped(
    "viewers",
    Column("channel_id", BigInteger, nullable=False),
    Column("account_id", BigInteger, nullable=False),  # a Discord account, perhaps nobody's on the roster
    Column("through", String(20), nullable=False),
    Column("role_id", BigInteger),
    UniqueConstraint("network_id", "channel_id", "account_id"),
)

# Rows are only ever added; erasing a person empties who it was, the change itself stays readable.
access_changes = scoped(
    "access_changes",
    Column("seq", BigInteger, nullable=False),  # the order of changes within the network
    Column("channel_id", BigInteger, nullable=False),
    Column("account_id", BigInteger),  # empty: somebody who was erased
    Column("person_id", BigInteger, info={"person": True}),  # empty: an account that nobody on the roster held
    Column("change", String(10), nullable=False),
    Column("through", String(20), nullable=False),
    Column("role_id", BigInteger),
    Column("changed_at", UtcTime, nullable=False),
    refers("person_id", "people"),
    UniqueConstraint("network_id", "seq"),
    Index(None, "network_id", "channel_id", "seq"),
)

exposures = scoped(
    "exposures",
    Column("channel_id", BigInteger, nullable=False),
    Column("account_id", BigInteger, nullable=False),
    Column("through", String(20), nullable=False),
    Column("role_id", BigInteger),
    Column("found_at", UtcTime, nullable=False),
    Column("card_id", BigInteger),  # shared by all that stand on one card; empty: the pinned card alone says so
    Column("message_id", BigInteger),  # the card in the space, once it is there
    Column("outcome", String(10)),  # empty while it lasts
    UniqueConstraint("network_id", "channel_id", "account_id"),
    Index(None, "network_id", "card_id"),
)

overseers = scoped(
    "overseers",
    Column("account_id", BigInteger, nullable=False),
    Column("accepted_by_id", BigInteger, info={"person": True}),  # empty: a steward who was erased
    Column("accepted_at", UtcTime, nullable=False),
    refers("accepted_by_id", "people"),
    UniqueConstraint("network_id", "account_id"),
    info={"recalled": True},
)
