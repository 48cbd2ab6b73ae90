"""What every section of the community's definition is made of."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A section of the definition: unknown names are refused, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid")
