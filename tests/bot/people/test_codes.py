from __future__ import annotations

from datetime import timedelta

from bot.database.network import Network
from bot.people.codes import CHARACTERS, CodeStore, code_digest, make_code
from tests.bot.people.somebody import add, somebody
from tests.kit.databases import START

KEY = b"k" * 32


async def test_a_new_code_voids_the_open_one_before_it(network: Network) -> None:
    ana = somebody("ana")
    first, second = code_digest(make_code(), KEY), code_digest(make_code(), KEY)
    async with network.write() as tx:
        codes = CodeStore(tx)
        await add(tx, ana)
        await codes.issue({ana.id: first}, now=START, days_valid=14)
        await codes.issue({ana.id: second}, now=START + timedelta(days=1), days_valid=14)
        old, new = await codes.find(first), await codes.find(second)
        assert old is not None
        assert new is not None
        assert old.voided_at == START + timedelta(days=1)
        assert new.voided_at is None
        assert new.expires_at == START + timedelta(days=15)
        await codes.use(new.id, now=START)
        await codes.void_all([ana.id], now=START)
        used = await codes.find(second)
        assert used is not None
        assert used.voided_at is None
        assert used.used_at == START


async def test_tries_are_counted_by_account_and_in_all_for_an_hour(network: Network) -> None:
    async with network.write() as tx:
        codes = CodeStore(tx)
        for account, minute in ((1, 0), (1, 30), (2, 40)):
            await codes.record_try(account, now=START + timedelta(minutes=minute))
        assert await codes.tries(1, now=START + timedelta(minutes=45)) == (2, 3)
        assert await codes.tries(1, now=START + timedelta(minutes=60)) == (1, 2)
        assert await codes.tries(3, now=START + timedelta(minutes=200)) == (0, 0)


def test_a_code_has_sixty_random_bits_and_its_digest_forgives_case_spaces_and_dashes() -> None:
    made = {make_code() for _ in range(500)}
    assert len(made) == 500
    assert all(len(code.replace("-", "")) == CHARACTERS for code in made)
    code = made.pop()
    assert code_digest(code.lower().replace("-", " "), KEY) == code_digest(code, KEY)
    assert code_digest(code, b"other" * 8) != code_digest(code, KEY)
    assert code.replace("-", "") not in code_digest(code, KEY)
