"""Tests test the real thing."""

from __future__ import annotations

import ast

from tests.meta.source import ROOT, modules, tree

MOCKS = {"Mock", "MagicMock", "AsyncMock"}


def test_no_mock_is_made_without_a_spec_and_no_module_of_ours_is_patched() -> None:
    for path in modules("tests"):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func).split(".")[-1]
            given = {keyword.arg for keyword in node.keywords}
            assert called not in MOCKS or given & {"spec", "spec_set"}, f"{path}:{node.lineno}"
            if called in {"patch", "setattr"} and node.args:
                target = ast.unparse(node.args[0]).strip("'\"")
                assert not target.startswith(("bot.", "cogs.", "archive.", "config.")), f"{path}:{node.lineno}"


def test_tests_mirror_the_house() -> None:
    for folder in ("bot", "cogs", "archive"):
        for path in (ROOT / "tests" / folder).iterdir():
            if path.is_dir() and path.name != "__pycache__":
                assert (ROOT / folder / path.name).is_dir(), f"{path} mirrors nothing"
