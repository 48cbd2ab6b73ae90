"""What buttons, selects and forms do: looked up by address, so that a restart changes nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.ui.visit import Visit

Action = Callable[[Visit, str], Awaitable[None]]
A = TypeVar("A", bound=Action)


class Actions:
    """The actions of one feature, by name."""

    def __init__(self, feature: str) -> None:
        self.feature = feature
        self._by_name: dict[str, Action] = {}
        self._opening: set[str] = set()

    def on(self, name: str, *, opens_form: bool = False) -> Callable[[A], A]:
        """Register the decorated coroutine for addresses ``feature:name:…``; only one that `opens_form` may ask."""

        def register(action: A) -> A:
            if name in self._by_name:
                raise ValueError(f"{self.feature}:{name} is registered twice")
            self._by_name[name] = action
            if opens_form:
                self._opening.add(name)
            return action

        return register

    def __or__(self, other: Actions) -> Actions:
        """Return the actions of two houses of the same feature; raises `ValueError` where both have a name."""
        if self.feature != other.feature or self.names & other.names:
            raise ValueError(f"{self.feature} and {other.feature} don't go together: {self.names & other.names}")
        both = Actions(self.feature)
        both._by_name, both._opening = {**self._by_name, **other._by_name}, self._opening | other._opening
        return both

    def find(self, name: str) -> Action | None:
        """Return the action with this name."""
        return self._by_name.get(name)

    def opens_form(self, name: str) -> bool:
        """Say whether the action with this name answers with a form."""
        return name in self._opening

    @property
    def names(self) -> frozenset[str]:
        """The names of all actions."""
        return frozenset(self._by_name)
