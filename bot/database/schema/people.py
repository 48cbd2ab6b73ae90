"""Sites, people and who supervises whom; one-time codes; stewards and what they did."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, String, UniqueConstraint, false

from bot.database.schema.base import Json, UtcTime, label, refers, scoped

sites = scoped(
    "sites",
    Column("name", String(100), nullable=False),
    # the name without case and spacing; folding case may lengthen it
    Column("name_key", String(300), nullable=False, info=label("a site's name")),
    Column("district", String(100), nullable=False),
    Column("region", String(100), nullable=False),
    Column("level", String(40), nullable=False),
    Column("opened_on", Date),
    Column("time_zone", String(60), nullable=False),  # a name of the IANA time zone database
    Column("initiatives", Json, nullable=False, info=label("names of initiatives")),
    Column("size", Integer),  # about how many students; NULL: not known
    UniqueConstraint("network_id", "name_key"),
    info={"recalled": True},
)

people = scoped(
    "people",
    Column("name", String(254), nullable=False, info=label("the roster's")),
    Column("email", String(254), info=label("the roster's, in lower case")),
    Column("position", String(60), nullable=False),
    Column("site_id", BigInteger),
    Column("started_on", Date),
    Column("languages", Json, nullable=False, info=label("the roster's")),
    Column("topics", Json, nullable=False, info=label("keys of the vocabulary")),
    Column("locale", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    # a steward let them read the principals' forum; nothing of the roster's, which leaves it as it is
    Column("is_site_leader", Boolean, nullable=False, server_default=false()),
    # chosen by themselves, a name of the IANA time zone database; NULL: their site's, or the one most sites are in
    Column("time_zone", String(60), info=label("a name of the time zone database")),
    Column("account_id", BigInteger),  # Discord's id of the account that joined as this person
    Column("linked_at", UtcTime),
    Column("added_at", UtcTime, nullable=False),
    refers("site_id", "sites"),
    UniqueConstraint("network_id", "email"),
    UniqueConstraint("network_id", "account_id"),
    info={"recalled": True},
)

supervisions = scoped(
    "supervisions",
    Column("supervisor_id", BigInteger, nullable=False, info={"person": True}),
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("source", String(10), nullable=False, server_default="roster"),  # roster, or flag: a steward recorded it
    refers("supervisor_id", "people"),
    refers("person_id", "people"),
    UniqueConstraint("network_id", "supervisor_id", "person_id"),
    Index(None, "network_id", "person_id"),
    info={"recalled": True},
)

codes = scoped(
    "codes",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("digest", String(64), nullable=False),  # a keyed hash; the code itself is stored nowhere
    Column("issued_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
    Column("voided_at", UtcTime),
    refers("person_id", "people"),
    UniqueConstraint("network_id", "digest"),
    Index(None, "network_id", "person_id"),
)

code_tries = scoped(
    "code_tries",
    Column("account_id", BigInteger, nullable=False),  # a Discord account, perhaps nobody's on the roster
    Column("tried_at", UtcTime, nullable=False),
    Index(None, "network_id", "tried_at"),
)

stewards = scoped(
    "stewards",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("granted_at", UtcTime, nullable=False),
    refers("person_id", "people"),
    UniqueConstraint("network_id", "person_id"),
    info={"recalled": True},
)

# Rows are only ever added, which triggers of the database watch over (migration 0006); erasing a person empties their
# columns, the act itself stays readable.
acts = scoped(
    "acts",
    Column("seq", BigInteger, nullable=False, server_default="0"),  # 1, 2, 3 …: a row that is missing leaves a gap
    Column("actor_id", BigInteger, info={"person": True}),  # empty: the host, or somebody who was erased
    Column("act", String(200), nullable=False, info=label("one of our own sentences, for every member to read")),
    Column("about_person_id", BigInteger, info={"person": True}),
    Column("about", String(200), nullable=False, info=label("the name of a thing, never of a person")),
    Column("by_host", Boolean, nullable=False),
    Column("acted_at", UtcTime, nullable=False),
    refers("actor_id", "people"),
    refers("about_person_id", "people"),
    Index(None, "network_id", "acted_at"),
    Index(None, "network_id", "seq", unique=True),
)
