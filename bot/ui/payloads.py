"""Interactions that cannot be read: garbled on their way, or made by hand. They end here, before anything trusts them.

discord.py reads an interaction inside its gateway loop and trusts its shape: what does not have it ends the connection.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import discord

from bot.errors import Refusal
from config.texts import N_, SOURCE_LANGUAGE, Texts, texts_for

log = logging.getLogger(__name__)

Parser = Callable[[Any], None]


@dataclass
class NotUnderstood(Refusal):
    """What Discord handed over is not what was asked for, such as an option of an older version of a command."""

    says: ClassVar[str] = N_(
        "That arrived in a way I can't read, so nothing was changed. Try again; if it stays, restart Discord: it may "
        "still show an older version of this."
    )


def guarded(parse: Parser) -> Parser:
    """Return a parser of gateway events that lets nothing it cannot read end the connection."""

    def read(payload: Any) -> None:  # noqa: ANN401 -- whatever arrives
        try:
            parse(payload)
        except Exception as error:  # noqa: BLE001 -- discord.py raises whatever its reading of a garbled payload meets
            log.warning("an interaction could not be read: %s", type(error).__name__)

    return read


def check_legible(interaction: discord.Interaction[Any]) -> Mapping[str, Any]:
    """Return what an interaction carries, without what no database takes; raises `NotUnderstood` for another shape."""
    data: Any = _clean(interaction.data)
    if interaction.user is discord.utils.MISSING or not isinstance(data, dict):
        raise NotUnderstood
    if not _all(data.get("values", []), str) or not _are_parts(data.get("components", [])):
        raise NotUnderstood
    carrier: Any = interaction
    carrier.data = data
    return data


def address_in(interaction: discord.Interaction[Any]) -> str:
    """Return where a click, a choice or a form goes; raises `NotUnderstood`."""
    found = check_legible(interaction).get("custom_id")
    if not isinstance(found, str):
        raise NotUnderstood
    return found


def language_of(interaction: discord.Interaction[Any]) -> Texts:
    """Return the texts in the language that somebody reads; in English where they name none that can be."""
    named: Any = interaction.locale.value
    return texts_for(named if isinstance(named, str) else SOURCE_LANGUAGE)


def _clean(part: Any) -> Any:  # noqa: ANN401 -- whatever arrived
    """Return the same without halves of characters and without NUL, which PostgreSQL's texts do not hold."""
    if isinstance(part, str):
        return part.replace("\0", "").encode("utf-8", "ignore").decode()
    if isinstance(part, dict):
        return {key: _clean(inner) for key, inner in part.items()}
    return [_clean(inner) for inner in part] if isinstance(part, list) else part


def _are_parts(parts: Any) -> bool:  # noqa: ANN401 -- whatever arrived
    return _all(parts, dict) and all(_are_parts(_inner(part)) for part in parts)


def _inner(part: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- the same
    return [part["component"]] if "component" in part else part.get("components", [])


def _all(found: Any, kind: type) -> bool:  # noqa: ANN401 -- the same
    return isinstance(found, list | tuple) and all(isinstance(each, kind) for each in found)


def answers_in(components: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return a form's inputs by key, whether Discord nests them in rows or in labels."""
    found: list[tuple[str, str]] = []
    for component in components:
        inner = [component["component"]] if "component" in component else component.get("components", ())
        found += answers_in(inner)
        if "custom_id" in component and "value" in component:
            found.append((component["custom_id"], str(component["value"])))
    return found
