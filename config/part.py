"""What every section of the community's definition is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, model_validator


class Part(BaseModel):
    """A section of the definition: unknown names are refused, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    read_over: ClassVar[frozenset[str]] = frozenset()  # what definitions of before may still say, and nothing asks for

    @model_validator(mode="before")
    @classmethod
    def _without_what_is_read_over(cls, written: Any) -> Any:  # noqa: ANN401 -- whatever a definition says
        if not isinstance(written, Mapping):
            return written
        return {name: value for name, value in written.items() if name not in cls.read_over}
