"""A PostgreSQL database with nothing in it."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from tests.kit.postgres import admin


@pytest.fixture
def empty_postgres(postgres: str) -> str:
    name = f"empty_{uuid4().hex[:12]}"
    asyncio.run(admin(postgres, f"CREATE DATABASE {name}"))
    return postgres + name
