"""One-time codes: made, kept as keyed hashes, and the tries at them."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.database.groups import in_groups
from bot.database.ids import new_id
from bot.database.schema.people import code_tries, codes
from bot.database.transaction import Tx
from bot.people.model import Code

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 characters, 5 bits each, none to be mistaken for another
CHARACTERS = 12  # 60 bits
GROUP = 4
WINDOW = timedelta(hours=1)  # tries are counted over the last hour, and forgotten after it


def make_code() -> str:
    """Return a new code of 60 random bits, in groups that can be read aloud: ``ABCD-EFGH-JKLM``."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CHARACTERS))
    return "-".join(letters[start : start + GROUP] for start in range(0, CHARACTERS, GROUP))


def code_digest(typed: str, key: bytes) -> str:
    """Return a code's hash under a key of the keyring; case, spaces and dashes do not matter."""
    letters = "".join(character for character in typed.upper() if character.isalnum())
    return hmac.new(key, letters.encode(), "sha256").hexdigest()


class CodeStore:
    """Reads and writes codes and tries."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def issue(self, digests: Mapping[int, str], *, now: datetime, days_valid: int) -> None:
        """Give each person (id → digest) a code; whichever they had before is void."""
        await self.void_all(digests, now=now)
        expires_at = now + timedelta(days=days_valid)
        rows = [
            {"id": new_id(), "person_id": person_id, "digest": digest, "issued_at": now, "expires_at": expires_at}
            for person_id, digest in digests.items()
        ]
        await self._tx.insert_many(codes, rows)

    async def void_all(self, person_ids: Iterable[int], *, now: datetime) -> None:
        """Void every open code of these people."""
        for group in in_groups(list(person_ids)):
            is_open = (codes.c.used_at.is_(None), codes.c.voided_at.is_(None))
            condition = (self._tx.mine(codes), codes.c.person_id.in_(group), *is_open)
            await self._tx.execute(codes.update().where(*condition).values(voided_at=now))

    async def find(self, digest: str) -> Code | None:
        """Return the code with this digest."""
        row = await self._tx.row(select(codes).where(self._tx.mine(codes), codes.c.digest == digest))
        if row is None:
            return None
        return Code(row.id, row.person_id, row.digest, row.expires_at, row.used_at, row.voided_at)

    async def use(self, code_id: int, *, now: datetime) -> None:
        """Say that a code was used: it opens nothing again."""
        await self._tx.execute(codes.update().where(self._tx.mine(codes), codes.c.id == code_id).values(used_at=now))

    async def record_try(self, account_id: int, *, now: datetime) -> None:
        """Count a try that failed, and forget those that no longer count."""
        await self._tx.execute(
            code_tries.delete().where(self._tx.mine(code_tries), code_tries.c.tried_at <= now - WINDOW)
        )
        await self._tx.insert(code_tries, id=new_id(), account_id=account_id, tried_at=now)

    async def tries(self, account_id: int, *, now: datetime) -> tuple[int, int]:
        """Return how many tries failed in the last hour: by this account, and in the whole network."""
        recent = (self._tx.mine(code_tries), code_tries.c.tried_at > now - WINDOW)
        query = select(func.count()).select_from(code_tries).where(*recent)
        by_account = await self._tx.scalar(query.where(code_tries.c.account_id == account_id))
        return int(by_account or 0), int(await self._tx.scalar(query) or 0)
