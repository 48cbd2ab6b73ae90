"""Which options of commands, right-click commands and boxes of forms there are in the product and not among the fields.

Options stand in the bot's own tree of commands. Boxes stand in the source: every `Input` has its name there. Which form
a box belongs to is seen where the suite opens it (`tests.soak.crashing.tally`); a box that no test opens is named too.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from pathlib import Path

from discord import app_commands
from discord.ext import commands

from tests.meta.source import ROOT, modules, tree
from tests.soak.fuzzing.fields import TYPED


def options_in(bot: commands.Bot | commands.AutoShardedBot) -> frozenset[str]:
    """Return the names that fields of every option and right-click command have."""
    found = {f"{each.name} whom" for each in bot.tree.get_commands() if isinstance(each, app_commands.ContextMenu)}
    for command in bot.tree.walk_commands():
        for each in command.parameters if isinstance(command, app_commands.Command) else ():
            place = f"/{command.qualified_name} {each.display_name}"
            found |= {place, f"{place} {TYPED}"} if each.autocomplete else {place}
    return frozenset(found)


def boxes_in_source() -> frozenset[tuple[str, str]]:
    """Return each box of a form with the feature that it belongs to; raises `ValueError` for one without a name."""
    forms = (path for path in modules("bot", "cogs", "archive") if "Input(" in path.read_text(encoding="utf-8"))
    return frozenset((feature_of(path), key) for path in forms for key in _inputs(path))


def untried(
    fields: Collection[str],
    options: Collection[str],
    opened: Collection[str],
    written: Collection[tuple[str, str]],
) -> Iterator[str]:
    """Yield a line for each place of the product that no field stands for.

    `opened` are the boxes of forms that the suite has opened, `written` those that stand in the source.
    """
    yield from (f"no field: {each}" for each in sorted({*options, *opened} - set(fields)))
    known = {(each.partition(":")[0], each.rpartition(" ")[2]) for each in opened}
    yield from (
        f"no test opens a form of {feature} with the box {key}" for feature, key in sorted(set(written) - known)
    )


def feature_of(path: Path) -> str:
    """Return the feature whose address a form has that is made in a file."""
    names = path.relative_to(ROOT).parts
    return names[2] if names[:2] == ("bot", "ui") else names[1]


def _inputs(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Input":
            if not (node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)):
                raise ValueError(f"{path}:{node.lineno}: a box without a name of its own")
            yield node.args[0].value
