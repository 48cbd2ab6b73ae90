"""The shared vocabulary of topics: what an issue, a question, a wish or a room is about."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from config.part import Part


class Topic(Part):
    """One of the shared vocabulary of topics."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,19}$")]
    label: Annotated[str, Field(min_length=1, max_length=20)]  # Discord: a forum tag's name holds 20 characters
    about: Annotated[str, Field(max_length=100)] = ""
