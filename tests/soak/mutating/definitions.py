"""What a module defines when it is imported, changed where it is loaded: limits, tables, defaults of arguments."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, time, timedelta
from types import CodeType, FunctionType, ModuleType
from typing import Any

PLAIN = (int, float, str, bytes, date, time, timedelta, type(None))
Names = dict[str, Any]


def redefine(module: ModuleType, before: CodeType, after: CodeType) -> bool:
    """Give a loaded module what its code with a mistake defines; say whether that could be done here.

    Only plain values are given, to whoever imported them under the same name too. A class of the new code would be
    another class than the one that everybody holds. Raises what the code with the mistake raises.
    """
    old, new = _run(module, before), _run(module, after)
    changes = [*_changes(vars(module), old, new)]
    for place, name, value in changes:
        if isinstance(place, FunctionType | type):
            setattr(place, name, value)
        else:
            _rebind(name, place[name], value)
    return bool(changes)


def _run(module: ModuleType, code: CodeType) -> Names:
    names = {name: vars(module).get(name) for name in ("__name__", "__package__", "__file__", "__spec__", "__path__")}
    exec(code, names)  # noqa: S102 -- our own code
    return names


def _changes(living: Names, old: Names, new: Names) -> Iterator[tuple[Any, str, Any]]:
    for name in new.keys() & old.keys() & living.keys():
        here, was, now = living[name], old[name], new[name]
        if isinstance(now, FunctionType) and isinstance(here, FunctionType):
            yield from _defaults(here, was, now)
        elif isinstance(now, type) and isinstance(here, type) and now.__module__ == new["__name__"]:
            yield from _in_class(here, was, now)
        elif is_plain(now) and was != now and not name.startswith("__"):
            yield living, name, now


def _in_class(here: type, was: type, now: type) -> Iterator[tuple[Any, str, Any]]:
    if hasattr(now, "__members__"):
        return  # an enumeration's members are who they are
    for name in vars(now).keys() & vars(was).keys() & vars(here).keys():
        one, before, after = vars(here)[name], vars(was)[name], vars(now)[name]
        if isinstance(one, FunctionType):
            yield from _defaults(one, before, after)
        elif is_plain(after) and before != after and not name.startswith("__"):
            yield here, name, after


def _defaults(here: FunctionType, was: Any, now: Any) -> Iterator[tuple[Any, str, Any]]:
    for name in ("__defaults__", "__kwdefaults__"):
        before, after = getattr(was, name, None), getattr(now, name, None)
        if before != after and is_plain(after):
            yield here, name, after


def is_plain(value: object) -> bool:
    """Tell whether a value means the same wherever it was made."""
    if isinstance(value, dict):
        return all(is_plain(each) for pair in value.items() for each in pair)
    if isinstance(value, tuple | list | set | frozenset):
        return all(map(is_plain, value))
    return type(value) is bool or type(value) in PLAIN


def _rebind(name: str, was: object, value: object) -> None:
    for module in list(sys.modules.values()):
        names = getattr(module, "__dict__", {})
        if name in names and type(names[name]) is type(was) and names[name] == was:
            names[name] = value
