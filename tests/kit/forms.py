"""Reading the forms that the simulated Discord shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simcord.results import InteractionResult


def boxes(result: InteractionResult) -> dict[str, str]:
    """What already stands in the boxes of a form, by key."""
    assert result.modal is not None, "no form was opened"
    return dict(_boxes(result.modal))


def _boxes(part: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for inner in [*part.get("components", ()), *([part["component"]] if "component" in part else ())]:
        if "custom_id" in inner:
            yield inner["custom_id"], inner.get("value") or ""
        yield from _boxes(inner)
